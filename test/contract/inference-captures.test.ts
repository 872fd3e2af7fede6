import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { z } from 'zod';
import { ErrorResponse } from '../../contract/error-envelope.ts';
import { inferenceRoutes } from '../../contract/inference/index.ts';
import { type CapturedEngine, captureNames, readCapture } from '../fixtures/read-capture.ts';

type RouteName = keyof typeof inferenceRoutes;

const engines: CapturedEngine[] = ['llama-server', 'vllm', 'sglang'];

/** Which route of ours an exchange was recorded on, by the path of its curl line. */
function routeOf(request: string): RouteName | undefined {
  const path = /http:\/\/127\.0\.0\.1:\d+(\/\S*)/.exec(request)?.[1];
  const own = path === '/v1/tokenize' ? '/tokenize' : path;
  return (Object.keys(inferenceRoutes) as RouteName[]).find((name) => inferenceRoutes[name].path === own);
}

function assertFits(schema: z.ZodType, value: unknown): void {
  const result = schema.safeParse(value);
  assert.ok(result.success, result.success ? '' : JSON.stringify(result.error.issues, null, 1).slice(0, 2000));
  assert.deepEqual(result.data, value, 'nothing is dropped or changed');
}

const exchanges = engines
  .flatMap((engine) => captureNames(engine).map((name) => readCapture(engine, name)))
  .flatMap((capture) => {
    const route = capture.request.includes('-X OPTIONS') ? undefined : routeOf(capture.request);
    return route === undefined ? [] : [{ capture, route }];
  });
const answers = exchanges.filter(({ capture }) => capture.status === 200);
const streamed = ({ capture }: (typeof answers)[number]): boolean =>
  capture.headers['content-type']?.startsWith('text/event-stream') === true;

describe('what real engines answered', () => {
  it('covers each engine and most routes', () => {
    assert.ok(answers.length >= 35, String(answers.length));
    for (const engine of engines) assert.ok(answers.some(({ capture }) => capture.engine === engine));
    const routes = new Set(answers.map(({ route }) => route));
    assert.deepEqual([...routes].sort(), [
      'chatCompletions',
      'completions',
      'countTokens',
      'detokenize',
      'embeddings',
      'messages',
      'responses',
      'tokenize',
    ]);
  });

  for (const { capture, route } of answers.filter((answer) => !streamed(answer))) {
    it(`fits the contract: ${capture.engine} ${capture.name}`, () => {
      assertFits(inferenceRoutes[route].responses[200], capture.json());
    });
  }

  for (const { capture, route } of answers.filter(streamed)) {
    it(`fits the contract, event by event: ${capture.engine} ${capture.name}`, () => {
      const { events, streamEnd } = inferenceRoutes[route].metadata;
      const data = capture.events();
      assert.ok(data.length > 2);
      assert.equal(data.at(-1), streamEnd);
      for (const event of data.slice(0, -1)) assertFits(events as z.ZodType, event);
    });
  }

  for (const { capture, route } of answers) {
    it(`was asked for by a request that fits: ${capture.engine} ${capture.name}`, () => {
      const sent = capture.sent();
      assert.ok(sent !== undefined, capture.request);
      // The recorded requests went straight to an engine, which needs no model; a gateway does.
      assertFits(inferenceRoutes[route].body, { model: 'tiny', ...(sent as object) });
    });
  }
});

describe('errors of engines that speak the envelope', () => {
  const inEnvelope = exchanges
    .filter(({ capture }) => capture.status >= 400 && capture.engine !== 'sglang')
    .map(({ capture }) => ({ capture, error: (capture.json() as { error?: object }).error }))
    .filter(({ error }) => error !== undefined);

  it('are there', () => assert.ok(inEnvelope.length >= 10, String(inEnvelope.length)));

  for (const { capture, error } of inEnvelope) {
    it(`keep all their fields beside ours: ${capture.engine} ${capture.name}`, () => {
      const own = { code: null, param: null, request_id: 'r' };
      assertFits(ErrorResponse, { error: { ...error, code: own.code, param: own.param }, request_id: own.request_id });
    });
  }
});
