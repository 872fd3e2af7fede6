import type { IncomingMessage } from 'node:http';

/** https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
const traceparent = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Flat `[name, value, …]`: of the client's headers only what is harmless, none of its credentials. */
export function engineHeaders({ headers }: Pick<IncomingMessage, 'headers'>, requestId: string): string[] {
  const out = ['content-type', 'application/json', 'x-request-id', requestId];
  const { accept, traceparent: trace } = headers;
  if (accept !== undefined && accept !== '*/*') out.push('accept', accept);
  if (typeof trace === 'string' && traceparent.test(trace)) out.push('traceparent', trace);
  return out;
}
