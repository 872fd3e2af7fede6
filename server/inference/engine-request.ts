import type { Dispatcher } from 'undici';
import type { Lease } from '../engines/fleet/index.ts';
import { engineKind } from '../engines/kinds/index.ts';
import type { EngineTarget } from '../engines/kinds/kind.ts';
import type { ModelConfig } from '../platform/config/config.ts';
import type { IncomingRequest } from './exchange.ts';
import type { ParsedRequest } from './resolve.ts';

export type EngineRequest = Dispatcher.DispatchOptions;

/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
const traceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The request as the engine gets it: the client's own bytes (or a splice of them) and none of its credentials. */
export function engineRequest(
  lease: Lease,
  model: ModelConfig,
  parsed: ParsedRequest,
  incoming: IncomingRequest,
): EngineRequest {
  const kind = engineKind(lease.kind);
  const { path } = incoming.route;
  const engineModel = model.engineModel ?? (parsed.model === model.name ? null : model.name);
  const body = kind.rewriteRequest({ path, bytes: parsed.bytes, body: parsed.body, engineModel });
  return {
    path: kind.enginePath(path) as string,
    method: 'POST',
    headers: headersFor(lease.target, incoming),
    body,
    reset: parsed.body['stream'] === true && kind.streamConnections === 'per-request',
  };
}

/** Flat `[name, value, …]` lists of what is the same for each request to a target. */
const fixedHeaders = new WeakMap<EngineTarget, readonly string[]>();

function headersFor(target: EngineTarget, { req, requestId }: IncomingRequest): string[] {
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
