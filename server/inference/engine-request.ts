import { engineKind } from '../engines/kinds/index.ts';
import type { EngineTarget } from '../engines/kinds/kind.ts';
import type { ModelConfig } from '../platform/config/config.ts';
import type { IncomingRequest } from './incoming.ts';
import type { ParsedRequest } from './resolve.ts';

/** What is the same whichever replica gets the request. */
export interface EngineRequest {
  readonly path: string;
  readonly method: 'POST';
  /** The client's own bytes, or a splice of them. */
  readonly body: Buffer;
  /** True: on a connection of its own. */
  readonly reset: boolean;
}

/** Made before the lease, so that the parsed body (often larger than all else) need not live as long as the answer. */
export function engineRequest(model: ModelConfig, path: string, parsed: ParsedRequest): EngineRequest {
  const kind = engineKind(model.engine);
  return {
    path: kind.enginePath(path) as string,
    method: 'POST',
    body: kind.rewriteRequest({
      path,
      bytes: parsed.bytes,
      body: parsed.body,
      engineModel: engineModel(model, parsed),
    }),
    reset: parsed.body['stream'] === true && kind.streamConnections === 'per-request',
  };
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
