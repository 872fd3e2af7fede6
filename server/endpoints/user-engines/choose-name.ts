import { AppError } from '../../platform/errors.ts';

/** The model's own name where it is free, else with the user's before it. Throws `engine_conflict`. */
export function chooseName(model: string, username: string, taken: (name: string) => boolean): string {
  const name = [model, `${username}/${model}`].find((one) => !taken(one));
  if (name !== undefined) return name;
  throw new AppError(
    'engine_conflict',
    `There are models of the names "${model}" and "${username}/${model}" already.`,
    {
      param: 'Model',
    },
  );
}
