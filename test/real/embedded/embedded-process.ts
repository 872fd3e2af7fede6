/** Starts the embedded engine's program as the launcher would, for tests. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = join(import.meta.dirname, '../../..');
export const tinyModel = join(root, 'models/tiny.q8_0.gguf');
const program = join(root, 'server/engines/kinds/embedded/program/main.ts');

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly json: any;
}

export interface EngineUnderTest {
  readonly url: string;
  readonly child: ChildProcess;
  post(path: string, body: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Runs the program to its end; for command lines that cannot work. */
export async function runToEnd(args: readonly string[]): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

/** Resolves when `/health` answers 200. */
export function startEmbedded(...args: string[]): Promise<EngineUnderTest> {
  return startEmbeddedWith({}, ...args);
}

/** `env`: beside the environment of the tests. */
export async function startEmbeddedWith(env: NodeJS.ProcessEnv, ...args: string[]): Promise<EngineUnderTest> {
  const port = await freePort();
  const all = [program, '--model', tinyModel, '--port', String(port), '--host', '127.0.0.1', '--threads', '1', ...args];
  return startServer(process.execPath, all, port, env);
}

/** Any server that has llama-server's `/health`. */
export async function startServer(
  file: string,
  args: readonly string[],
  port: number,
  env: NodeJS.ProcessEnv = {},
): Promise<EngineUnderTest> {
  const child = spawn(file, args, { stdio: 'ignore', env: { ...process.env, ...env } });
  const url = `http://127.0.0.1:${port}`;
  const engine = { url, child, ...calls(url), stop: () => stop(child) };
  const deadline = performance.now() + 20_000;
  while (!(await isReady(url))) {
    assert.ok(child.exitCode === null && performance.now() < deadline, 'the engine did not become ready');
    await delay(10);
  }
  return engine;
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health`).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.ok ?? false;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function calls(url: string) {
  const read = async (response: Response): Promise<Answer> => {
    const { status, headers } = response;
    const text = await response.text();
    return { status, headers, json: headers.get('content-type')?.includes('json') ? JSON.parse(text) : text };
  };
  const get = async (path: string) => read(await fetch(url + path));
  return {
    get,
    post: async (path: string, body: unknown) =>
      read(await fetch(url + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })),
    async metric(name: string) {
      const { json } = await get('/metrics');
      return Number(new RegExp(`^llamacpp:${name} (.*)$`, 'm').exec(json)?.[1]);
    },
  };
}

/** The events of a stream; `[DONE]` is the last item where the stream ends with it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape.
export async function readEvents(response: Response): Promise<any[]> {
  const text = await response.text();
  const data = text.split('\n\n').filter((it) => it !== '');
  return data.map((it) => (it === 'data: [DONE]' ? '[DONE]' : JSON.parse(it.slice('data: '.length))));
}

/** Waits until `check` holds; fails after 5 s. */
export async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!(await check())) {
    assert.ok(performance.now() < deadline, `${what}: not within 5 s`);
    await delay(5);
  }
}

export const japan = [{ role: 'user', content: 'What is the capital of Japan?' }];
export const story = [{ role: 'user', content: 'Tell me a story.' }];
/** An answer that goes on until the context is full: its grammar does not let it end before. */
export const endless = {
  messages: story,
  temperature: 0,
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'list', schema: { type: 'array', items: { const: 'on and on' }, minItems: 300 } },
  },
};

export const streamChat = ({ url }: EngineUnderTest, body: object, signal?: AbortSignal): Promise<Response> =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({ ...body, stream: true }),
    ...(signal ? { signal } : {}),
  });

export const untilIdle = (engine: EngineUnderTest): Promise<void> =>
  until(async () => (await engine.metric('requests_processing')) === 0, 'every sequence is free again');
