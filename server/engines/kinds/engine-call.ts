/** The one way in which the kinds talk to an engine: a small exchange that never throws. */
import { httpCall } from '../../platform/web/http-call.ts';
import type { EngineTarget, Readiness } from './kind.ts';

export type EngineCallResult =
  | { readonly answered: true; readonly status: number; readonly body: Buffer }
  | { readonly answered: false; readonly reason: string };

/** GET, or POST where `json` is given. `path` begins with a slash. */
export async function callEngine(
  target: EngineTarget,
  path: string,
  call: { readonly timeoutMs: number; readonly json?: unknown },
): Promise<EngineCallResult> {
  const method = call.json === undefined ? 'GET' : 'POST';
  try {
    const answer = await httpCall(target.baseUrl + path, { method, headers: target.headers, ...call });
    return { answered: true, status: answer.status, body: answer.body };
  } catch (error) {
    return { answered: false, reason: reasonOf(error, call.timeoutMs) };
  }
}

/** The object in a 2xx answer; null where the engine says no, says something else, or does not answer. */
export async function askEngine(
  target: EngineTarget,
  path: string,
  call: { readonly timeoutMs: number; readonly json?: unknown },
): Promise<Readonly<Record<string, unknown>> | null> {
  const answer = await callEngine(target, path, call);
  if (!answer.answered || answer.status < 200 || answer.status > 299) return null;
  return parseObject(answer.body);
}

/**
 * One health check. A status of 2xx is ready, and so is one of `alive`: statuses which show that the server is up,
 * whatever it thinks of the path.
 */
export async function probeHealth(
  target: EngineTarget,
  path: string,
  timeoutMs: number,
  alive: readonly number[] = [],
): Promise<Readiness> {
  const answer = await callEngine(target, path, { timeoutMs });
  if (!answer.answered) return { state: 'unreachable', reason: answer.reason };
  if ((answer.status >= 200 && answer.status <= 299) || alive.includes(answer.status)) return { state: 'ready' };
  return { state: 'loading', reason: `${path} answered ${answer.status}` };
}

export function parseObject(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString());
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names the error by its code: a message may hold the address, which may hold credentials. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  const code = isRecord(error) && typeof error['code'] === 'string' ? error['code'] : null;
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code !== null) return code;
  return error instanceof Error ? error.name : 'unknown error';
}
