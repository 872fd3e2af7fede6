import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { CHAT, chat, post } from './requests.ts';
import { type RunningGateway, runGateway } from './run-gateway.ts';

describe('forwarding', () => {
  let engine: FakeEngine;
  let running: RunningGateway;
  before(async () => {
    engine = await startFake(['--kind', 'openai']);
    running = await runGateway(
      `
auth: keys
api_keys: [{ name: ci, key_env: CI_KEY, verbs: [infer, read] }]
models:
  tiny: { engine: openai, url: "${engine.url}", health_path: /health, aliases: [gpt-4o-mini] }
  far: { engine: openai, url: "${engine.url}", health_path: /health, engine_model: org/real-name, headers: { x-team: llm }, api_key_env: FAR_KEY }
`,
      { env: { CI_KEY: 'client-secret', FAR_KEY: 'engine-secret' } },
    );
  });
  after(async () => {
    await running[Symbol.asyncDispose]();
    await engine.stop();
  });

  const send = (path: string, body: string, headers: Record<string, string> = {}) =>
    post(running.url, path, body, { authorization: 'Bearer client-secret', ...headers });

  async function seenByEngine(path: string) {
    const requests = (await engine.requests()).filter((request) => request.path === path);
    const last = requests.at(-1);
    assert.ok(last !== undefined, 'the engine was asked');
    return { ...last, text: Buffer.from(last.body, 'base64').toString() };
  }

  test("the client's bytes reach the engine as they are: unknown fields, nested ones, odd spacing, duplicate keys", async () => {
    const body =
      '{ "model" : "tiny",\n "messages":[{"role":"user","content":"h\\u00e9llo 💜","x_nested":{"deep":[1,{"y":null}]}}],' +
      ' "unknown_field": {"a": [1.0, 2e3, -0]}, "temperature": 0.70, "temperature": 0.7, "__proto__": {"z":1} }';
    const answer = await send(CHAT, body);
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await seenByEngine(CHAT)).text, body);
  });

  test('an alias is replaced by the name of its model, and not one byte more', async () => {
    const body = chat('gpt-4o-mini', { metadata: { model: 'gpt-4o-mini' }, weird: '\u2028' });
    assert.equal((await send(CHAT, body)).status, 200);
    assert.equal((await seenByEngine(CHAT)).text, body.replace('"model":"gpt-4o-mini"', '"model":"tiny"'));
  });

  test("engine_model is what the engine is asked for, with the model's own headers and key", async () => {
    const body = chat('far');
    assert.equal((await send(CHAT, body)).status, 200);
    const seen = await seenByEngine(CHAT);
    assert.equal(seen.text, body.replace('"model":"far"', '"model":"org/real-name"'));
    assert.equal(seen.headers['x-team'], 'llm');
    assert.equal(seen.headers['authorization'], 'Bearer engine-secret');
  });

  test("the client's credentials and other headers never travel; the request id and trace do", async () => {
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await send(CHAT, chat('tiny'), {
      'x-api-key': 'client-secret',
      cookie: 'session=1',
      'x-request-id': 'my-id-1',
      traceparent: trace,
      'x-forwarded-for': '1.2.3.4',
      accept: 'application/json',
    });
    const { headers } = await seenByEngine(CHAT);
    assert.equal(headers['x-request-id'], 'my-id-1');
    assert.equal(headers['traceparent'], trace);
    assert.equal(headers['accept'], 'application/json');
    assert.doesNotMatch(JSON.stringify(headers), /client-secret|session|1\.2\.3\.4/);
  });

  test('a broken traceparent does not travel', async () => {
    await send(CHAT, chat('tiny'), { traceparent: 'nonsense' });
    assert.equal((await seenByEngine(CHAT)).headers['traceparent'], undefined);
  });

  test('the answer is what the engine said, byte for byte, normal and streamed', async () => {
    for (const fields of [{}, { stream: true }, { stream: true, stream_options: { include_usage: true } }]) {
      const body = chat('tiny', fields, '[fake chunks=20 id=fixed]');
      const direct = await post(engine.url, CHAT, body);
      const through = await send(CHAT, body);
      assert.equal(through.status, 200);
      assert.equal(through.headers['x-roundhouse-source'], 'engine');
      assert.equal(through.headers['content-type'], direct.headers['content-type']);
      assert.equal(stable(through.text), stable(direct.text));
    }
  });

  test('every forwarded route is served', async () => {
    const bodies: Record<string, object> = {
      '/v1/completions': { prompt: 'hi' },
      '/v1/embeddings': { input: 'hi' },
      '/v1/responses': { input: 'hi' },
      '/v1/messages': { max_tokens: 5, messages: [{ role: 'user', content: 'hi' }] },
      '/v1/rerank': { query: 'a', documents: ['b'] },
      '/tokenize': { prompt: 'hi' },
      '/detokenize': { tokens: [1] },
    };
    for (const [path, body] of Object.entries(bodies)) {
      const answer = await send(path, JSON.stringify({ model: 'tiny', ...body }));
      assert.equal(answer.status, 200, `${path}: ${answer.text}`);
      assert.equal((await seenByEngine(path)).method, 'POST');
    }
  });

  test("an engine's error keeps its status and message and is marked as the engine's", async () => {
    const answer = await send(CHAT, chat('tiny', {}, '[fake status=422]'));
    assert.equal(answer.status, 422);
    assert.equal(answer.headers['x-roundhouse-source'], 'engine');
    assert.ok(answer.json().error?.['message']);
    assert.equal(answer.json()['request_id'], answer.headers['x-request-id']);
  });
});

/** Ids and times differ from answer to answer. */
const stable = (text: string): string =>
  text.replaceAll(/"id":"[^"]*"/g, '"id":""').replaceAll(/"created":\d+/g, '"created":0');
