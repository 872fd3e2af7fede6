import type { Lease } from '../engines/fleet/index.ts';
import { engineKind } from '../engines/kinds/index.ts';
import type { EngineKind, EngineTarget, RewriteInput } from '../engines/kinds/kind.ts';
import type { LoraSupport } from '../engines/kinds/lora.ts';
import type { ModelConfig } from '../platform/config/config.ts';
import { AppError } from '../platform/errors.ts';
import type { IncomingRequest } from './incoming.ts';
import type { ParsedRequest, ResolvedModel } from './resolve.ts';

/** What is the same whichever replica gets the request. */
export interface EngineRequest {
  readonly path: string;
  readonly method: 'POST';
  /** The client's own bytes, or a splice of them; with a LoRA adapter see `bodyFor`. */
  readonly body: Buffer;
  readonly lora: LoraRequest | null;
  /** True: on a connection of its own. */
  readonly reset: boolean;
}

/** What the body is made from when it is known which replica gets it: replicas may number a LoRA adapter differently. */
interface LoraRequest {
  readonly support: LoraSupport;
  readonly input: RewriteInput;
  readonly name: string;
  readonly baseModel: string;
}

/**
 * Made before the lease, so that the parsed body (often larger than all else) need not live as long as the answer.
 * @param guarded Whether the model's engines have LoRA adapters of ours.
 */
export function engineRequest(
  { model, lora }: ResolvedModel,
  guarded: boolean,
  path: string,
  parsed: ParsedRequest,
): EngineRequest {
  const kind = engineKind(model.engine);
  const input = { path, bytes: parsed.bytes, body: parsed.body, engineModel: engineModel(model, parsed) };
  return {
    path: kind.enginePath(path) as string,
    method: 'POST',
    body: lora === null ? kind.rewriteRequest(guarded ? guard(input, model, kind) : input) : parsed.bytes,
    lora: lora === null ? null : loraRequest({ model, lora }, kind, input),
    reset: parsed.body['stream'] === true && kind.streamConnections === 'per-request',
  };
}

/** A client must not pick a LoRA adapter with a request for the model itself: who may use which is for the gateway to say. */
function guard(input: RewriteInput, model: ModelConfig, { lora }: EngineKind): RewriteInput {
  if (lora === null) return input;
  return { ...input, bytes: lora.selectBase(input, baseModelOf(model)), engineModel: null };
}

const baseModelOf = (model: ModelConfig): string => model.engineModel ?? model.name;

function loraRequest(asked: { model: ModelConfig; lora: string }, kind: EngineKind, input: RewriteInput): LoraRequest {
  const { model, lora } = asked;
  if (kind.lora === null || !kind.lora.serves(input.path)) throw notWithLora(asked, input.path);
  return { support: kind.lora, input, name: lora, baseModel: baseModelOf(model) };
}

const notWithLora = ({ model, lora }: { model: ModelConfig; lora: string }, path: string): AppError =>
  new AppError(
    'not_supported',
    `${path} of the engine of "${model.name}" (${model.engine}) does not heed LoRA adapters: "${lora}" cannot be used there.`,
    { param: 'model' },
  );

/** The bytes for the replica that the lease is for. */
export function bodyFor({ body, lora }: EngineRequest, { loraId }: Pick<Lease, 'loraId'>): Buffer {
  if (lora === null) return body;
  return lora.support.select(lora.input, { name: lora.name, id: loraId, baseModel: lora.baseModel });
}

/** The name that the engine knows the model by; null: the one that the client used. */
export function engineModel(model: ModelConfig, { model: asked }: Pick<ParsedRequest, 'model'>): string | null {
  return model.engineModel ?? (asked === model.name ? null : model.name);
}

/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
const traceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Flat `[name, value, …]` lists of what is the same for each request to a target. */
const fixedHeaders = new WeakMap<EngineTarget, readonly string[]>();

/** The model's own headers, and of the client's only what is harmless: none of its credentials. */
export function engineHeaders(
  target: EngineTarget,
  { req, requestId }: Pick<IncomingRequest, 'req' | 'requestId'>,
): string[] {
  let fixed = fixedHeaders.get(target);
  if (fixed === undefined) {
    fixed = ['content-type', 'application/json', ...Object.entries(target.headers).flat()];
    fixedHeaders.set(target, fixed);
  }
  const headers = [...fixed, 'x-request-id', requestId];
  const { accept, traceparent: trace } = req.headers;
  if (accept !== undefined && accept !== '*/*') headers.push('accept', accept);
  if (typeof trace === 'string' && traceparent.test(trace)) headers.push('traceparent', trace);
  return headers;
}
