/**
 * What the calls that load and unload LoRA adapters have in common: who is to blame for an error, and what is said of it.
 * A rule's text stands before the engine's own words, which stay.
 */
import { callEngine } from './engine-call.ts';
import type { EngineError, EngineTarget } from './kind.ts';
import type { LoraCallResult, LoraFile } from './lora.ts';

type Fault = Extract<LoraCallResult, { readonly ok: false }>['fault'];

/** What the texts may speak of. `path` is null for an unload. */
export interface LoraAsk {
  readonly name: string;
  readonly path: string | null;
}

export interface LoraRule {
  /** Of the engine's message. */
  readonly says: RegExp;
  readonly fault: Fault | 'none';
  /** What to do about it. `match` is that of `says`. With `none` it is the message of the good result. */
  readonly text: (ask: LoraAsk, match: RegExpExecArray) => string;
}

/** A call that was answered, and how the kind reads its answers. */
export interface LoraAnswer {
  readonly status: number;
  readonly body: Buffer;
}

export type LoraPost =
  | ({ readonly answered: true } & LoraAnswer)
  | { readonly answered: false; readonly result: LoraCallResult };

/** POST; an engine that does not answer is a result already. Never throws. */
export async function postLora(
  target: EngineTarget,
  path: string,
  call: { readonly json: unknown; readonly timeoutMs: number },
): Promise<LoraPost> {
  const answer = await callEngine(target, path, call);
  if (answer.answered) return answer;
  const reason = `The engine did not answer ${path}: ${answer.reason}.`;
  return { answered: false, result: { ok: false, reason, fault: 'unreachable', status: null } };
}

/** The engine's refusal in our words. The first rule that fits counts; without one the status tells whose fault it is. */
export function refused(
  { status, error }: EngineError & { readonly status: number },
  ask: LoraAsk,
  rules: readonly LoraRule[],
): LoraCallResult {
  for (const { says, fault, text } of rules) {
    const match = says.exec(error.message);
    if (match === null) continue;
    const advice = text(ask, match);
    if (fault === 'none') return { ok: true, message: advice };
    return { ok: false, reason: `${advice} The engine said: ${error.message}`, fault, status };
  }
  return { ok: false, reason: `The engine said: ${error.message}`, fault: faultOf(status), status };
}

/** 401 and 403: the gateway's own credentials are not good for this engine, so the caller can do nothing. */
function faultOf(status: number): Fault {
  if ([401, 403, 405, 501].includes(status)) return 'setup';
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'caller' : 'engine';
}

/** Neither a success nor an error in any form that is known. */
export function notUnderstood(path: string, { status, body }: LoraAnswer): LoraCallResult {
  const said = body.toString('utf8', 0, 200).trim();
  const reason = `The engine answered ${path} with ${status} and what is not its LoRA API: ${said === '' ? 'an empty body' : said}`;
  return { ok: false, reason, fault: 'engine', status };
}

export const askOf = ({ name, path }: LoraFile): LoraAsk => ({ name, path });
