/** The HTTP side of the fake engine: who is asked what, in which order it refuses. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { streamShapes } from './answers.ts';
import { badJson, badKey, errorOf, type FakeError, loading, notFound, tooLong } from './errors.ts';
import { generate } from './generate.ts';
import { createLoraFake, type LoraFake, type LoraReply } from './lora/index.ts';
import { answerMetrics } from './metrics.ts';
import { type Behaviour, behaviourOf, type FakeOptions } from './options.ts';
import { createRecorder, type Recorder } from './record.ts';
import { smallRoutes } from './small-routes.ts';
import { countWords, promptOf } from './words.ts';

export interface FakeServer {
  readonly recorder: Recorder;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/** `isReady` is asked for each request. */
export function createFakeServer(options: FakeOptions, isReady: () => boolean): FakeServer {
  const recorder = createRecorder();
  const lora = createLoraFake(options);
  return {
    recorder,
    handle(request, response) {
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      if (path.startsWith('/fake/')) return control(options, recorder, path, response);
      if (options.rawHeaders) addOddHeaders(response);
      if (path === '/health') return health(options, isReady(), response);
      if (path === '/metrics') return void answerMetrics(options, recorder.stats(options.name), response);
      const { seen, gone } = recorder.begin(request, response);
      // A client that leaves ends the work in the middle: nothing is left to be answered.
      work(options, isReady, { request, response, path, seen, gone, lora }).catch((error: Error) => {
        if (error.name !== 'AbortError' && !gone.aborted) throw error;
      });
    },
  };
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly seen: ReturnType<Recorder['begin']>['seen'];
  readonly gone: AbortSignal;
  readonly lora: LoraFake;
}

async function work(options: FakeOptions, isReady: () => boolean, asked: Asked): Promise<void> {
  const { request, response, path, seen, gone, lora } = asked;
  const method = request.method ?? '';
  const bytes = await readBody(request, options.slowRead);
  seen.body = bytes.toString('base64');
  const text = bytes.toString();
  const behaviour = behaviourOf(options, text);
  const markCut = (): void => {
    seen.cut = true;
  };
  if (behaviour.reset) {
    markCut();
    return void request.socket.resetAndDestroy();
  }
  const refused = refusal(options, isReady(), asked, behaviour, text);
  if (refused !== null) return fail(response, refused);
  if (lora.owns(method, path)) return reply(response, lora.answer(method, path, bytes));
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  const chosen = lora.choose(path, body);
  if ('status' in chosen) return fail(response, chosen);
  const route = smallRoutes[`${method} ${path}`];
  if (route !== undefined) return json(response, 200, withLora(route(options, body), chosen.lora));
  const promptTokens = countWords(promptOf(body));
  if (options.context !== null && promptTokens > options.context) {
    return fail(response, tooLong(options.kind, promptTokens, options.context));
  }
  const stream = body['stream'] === true;
  await generate(
    {
      path,
      stream,
      behaviour,
      gone,
      onCut: markCut,
      input: {
        model: String(body['model'] ?? options.name),
        name: options.name,
        id: seen.index,
        promptTokens,
        outputTokens: behaviour.chunks,
        withUsage: wantsUsage(behaviour, stream, body['stream_options']),
        lora: chosen.lora,
      },
    },
    response,
  );
}

function refusal(
  options: FakeOptions,
  ready: boolean,
  { request, path, lora }: Asked,
  behaviour: Behaviour,
  text: string,
): FakeError | null {
  const { kind, key } = options;
  const isGenerating = request.method === 'POST' && streamShapes[path] !== undefined;
  const isLora = lora.owns(request.method ?? '', path);
  if (!isGenerating && !isLora && smallRoutes[`${request.method} ${path}`] === undefined) return notFound(kind);
  if (key !== null && request.headers.authorization !== `Bearer ${key}`) return badKey(kind);
  if (!ready) return loading(kind);
  if (isGenerating && behaviour.status !== null) return asToldTo(options, behaviour.status, behaviour.body);
  return request.method === 'POST' && !isLora && !isObject(text) ? badJson(kind) : null;
}

/** `--body` as it is when it is JSON, else the message of an error of the kind's shape. */
function asToldTo(options: FakeOptions, status: number, body: string | null): FakeError {
  if (body !== null && isObject(body)) return { status, body: JSON.parse(body) as object };
  return errorOf(options.kind, status, 'fake_error', body ?? `the fake engine was told to answer ${status}`);
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function wantsUsage(behaviour: Behaviour, stream: boolean, streamOptions: unknown): boolean {
  if (behaviour.usage !== 'asked') return behaviour.usage === 'always';
  return !stream || (streamOptions as { include_usage?: boolean } | undefined)?.include_usage === true;
}

async function readBody(request: IncomingMessage, slowly: boolean): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
    if (slowly) await sleep(20);
  }
  return Buffer.concat(parts);
}

function health({ kind }: FakeOptions, ready: boolean, response: ServerResponse): void {
  if (!ready) return fail(response, loading(kind));
  if (kind === 'vllm' || kind === 'sglang') return void response.writeHead(200).end();
  json(response, 200, { status: 'ok' });
}

function control(options: FakeOptions, recorder: Recorder, path: string, response: ServerResponse): void {
  if (path === '/fake/requests') {
    return json(response, 200, { count: recorder.requests().length, requests: recorder.requests() });
  }
  if (path === '/fake/stats') return json(response, 200, recorder.stats(options.name));
  if (path === '/fake/crash') return void response.writeHead(204).end(() => process.exit(9));
  json(response, 404, { error: { message: 'no such control' } });
}

const json = (response: ServerResponse, status: number, value: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};

/** The small routes that a LoRA adapter changes tell of it as the generating ones do. */
function withLora(answer: object, lora: string | null): object {
  return lora !== null && 'fake' in answer ? { ...answer, fake: { ...(answer.fake as object), lora } } : answer;
}

const reply = (response: ServerResponse, { status, type, body }: LoraReply): void => {
  response.writeHead(status, type === null ? {} : { 'content-type': type }).end(body);
};

const fail = (response: ServerResponse, { status, body }: FakeError): void => json(response, status, body);

/** Legal and unusual: a header twice, one in capitals, a hop-by-hop one, a Latin-1 value. */
function addOddHeaders(response: ServerResponse): void {
  response.setHeader('Set-Cookie', ['a=1', 'b=2']);
  response.setHeader('X-FAKE-SHOUTS', 'YES');
  response.setHeader('Connection', 'keep-alive, X-Fake-Hop');
  response.setHeader('X-Fake-Hop', 'only to you');
  response.setHeader('X-Fake-Latin', 'caf\u00e9');
}
