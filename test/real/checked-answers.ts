/** Requests whose answers are checked against the contract before a test sees them. */
import assert from 'node:assert/strict';
import { type Answer, type Call, call, until } from '../integration/gateway/requests.ts';
import { readEvents, validateAnswer } from '../integration/gateway/validate-answer.ts';

/** `body` goes out as JSON; without one it is a GET. */
export async function ask(url: string, path: string, body?: object, options: Call = {}): Promise<Answer> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers };
  const method = options.method ?? (body === undefined ? 'GET' : 'POST');
  const answer = await call(url, path, { ...json, ...options, method, headers });
  validateAnswer({ method, path, ...answer });
  return answer;
}

/** What the built-in model knows. */
export const japan = [{ role: 'user', content: 'What is the capital of Japan?' }] as const;
export const TOKYO = 'The capital of Japan is Tokyo.';

export const contentOf = (answer: { json(): object }): string =>
  (answer.json() as { choices: [{ message: { content: string } }] }).choices[0].message.content;

interface EngineOnWire {
  readonly id: string;
  readonly model: string;
  readonly state: string;
  readonly pid: number;
  readonly context: number | null;
  readonly version: string | null;
  readonly in_flight: number;
}

export async function engines(url: string): Promise<EngineOnWire[]> {
  return (await ask(url, '/v1/engines')).json()['data'] as unknown as EngineOnWire[];
}

/** The one engine that is ready; fails where there are more, or none. */
export async function readyEngine(url: string): Promise<EngineOnWire> {
  const ready = (await engines(url)).filter(({ state }) => state === 'ready');
  assert.equal(ready.length, 1, `one engine is ready: ${JSON.stringify(ready)}`);
  return ready[0] as EngineOnWire;
}

/** Until the gateway knows that the process is gone: what it was just sent may be lost with it. */
export async function untilGone(url: string, pids: readonly number[]): Promise<void> {
  const gone = async (): Promise<boolean> =>
    (await engines(url)).every(({ pid, state }) => !pids.includes(pid) || state !== 'ready');
  await until('its end is known', gone);
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The data of each event of a stream, parsed; the end (`[DONE]`) as it is. */
// biome-ignore lint/suspicious/noExplicitAny: what an event holds is for each test to say
export function eventsOf(text: string): any[] {
  return readEvents(text).map(({ data }) => (data.startsWith('{') ? JSON.parse(data) : data));
}

/** The text of a streamed chat. */
export const streamedText = (text: string): string =>
  eventsOf(text)
    .map((event) => event.choices?.[0]?.delta?.content ?? '')
    .join('');

interface CheckedFetch {
  readonly fetch: typeof fetch;
  /** Resolves when every answer so far has been read and checked; throws the first fault. Returns how many there were. */
  checked(): Promise<number>;
}

/** A `fetch` for clients that bring their own HTTP: a copy of each answer is checked beside them. */
export function createCheckedFetch(): CheckedFetch {
  const checks: Promise<void>[] = [];
  return {
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      const check = checkCopy(new URL(response.url), init?.method ?? 'GET', response.clone());
      check.catch(() => undefined);
      checks.push(check);
      return response;
    },
    async checked() {
      await Promise.all(checks);
      return checks.length;
    },
  };
}

async function checkCopy({ pathname, search }: URL, method: string, copy: Response): Promise<void> {
  let text = '';
  let cutShort = false;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of copy.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
  } catch {
    cutShort = true;
  }
  const headers = Object.fromEntries(copy.headers);
  validateAnswer({
    method: method.toUpperCase(),
    path: pathname + search,
    status: copy.status,
    headers,
    text,
    cutShort,
  });
}
