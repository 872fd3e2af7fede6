/** From the client's bytes to the model that is meant. Refuses only what cannot be routed. */
import type { Caller } from '../accounts/keys.ts';
import { engineKind } from '../engines/kinds/index.ts';
import { modelNotFound } from '../library/models/model-not-found.ts';
import type { ModelConfig } from '../platform/config/config.ts';
import { AppError } from '../platform/errors.ts';
import type { ForwardedRoute, InferencePorts } from './ports.ts';

export interface ParsedRequest {
  readonly bytes: Buffer;
  readonly body: Readonly<Record<string, unknown>>;
  /** The name as the client gave it. */
  readonly model: string;
}

/** Throws `invalid_json`, `missing_model`. */
export function parseRequest(bytes: Buffer): ParsedRequest {
  const body = parseObject(bytes);
  const model = body['model'];
  if (typeof model === 'string' && model !== '') return { bytes, body, model };
  const what = model === undefined ? 'has no `model`' : 'has a `model` that is not a non-empty string';
  throw new AppError('missing_model', `The body ${what}. GET /v1/models lists the names.`, { param: 'model' });
}

function parseObject(bytes: Buffer): Record<string, unknown> {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new AppError('invalid_json', `The body is not JSON: ${jsonFault(error, bytes)}.`);
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new AppError('invalid_json', 'The body must be a JSON object.');
}

/** V8's message quotes the body, which may be a prompt: only the position is told. */
function jsonFault(error: unknown, bytes: Buffer): string {
  if (bytes.length === 0) return 'it is empty';
  const position = /position (\d+)/.exec((error as Error).message)?.[1];
  return position === undefined
    ? 'it ends too early or holds what is not JSON'
    : `unexpected text at position ${position}`;
}

interface Asked {
  readonly caller: Caller;
  readonly route: ForwardedRoute;
}

export interface ResolvedModel {
  readonly model: ModelConfig;
  /** Name of the LoRA adapter; null: the model itself. */
  readonly lora: string | null;
}

/**
 * A model that the caller may not use is answered like one that does not exist.
 * Throws `model_not_found`, `not_supported`.
 */
export function resolveModel(
  name: string,
  asked: Asked,
  ports: Pick<InferencePorts, 'names' | 'mayUse'>,
): ResolvedModel {
  const found = ports.names.resolve(name);
  if (found === null || !ports.mayUse(asked.caller, found.model.name, found.lora)) {
    const near = ports.names.near(name, (other, lora) => ports.mayUse(asked.caller, other, lora));
    throw modelNotFound(name, 'model', near);
  }
  const { model } = found;
  if (engineKind(model.engine).enginePath(asked.route.path) === null)
    throw new AppError(
      'not_supported',
      `The engine of model "${model.name}" (${model.engine}) does not serve ${asked.route.path}.`,
    );
  return found;
}
