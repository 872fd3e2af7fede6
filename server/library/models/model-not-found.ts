import { AppError } from '../../platform/errors.ts';

const MAX_SHOWN = 200;

/** `param`: the field or parameter that held the name. `near`: names like it that the caller may use. */
export function modelNotFound(name: string, param: string, near: readonly string[]): AppError {
  const shown = name.length > MAX_SHOWN ? `${name.slice(0, MAX_SHOWN)}…` : name;
  const hint =
    near.length > 0 ? `Near names: ${near.map((n) => `"${n}"`).join(', ')}.` : 'GET /v1/models lists the names.';
  return new AppError('model_not_found', `There is no model "${shown}". ${hint}`, { param, fields: { near } });
}
