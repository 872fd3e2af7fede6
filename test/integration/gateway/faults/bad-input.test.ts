import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type FakeEngine, startFake } from '../../../fakes/start-fake.ts';
import { CHAT, call, chat, post, raw } from '../requests.ts';
import { type RunningGateway, runGateway } from '../run-gateway.ts';

describe('bad input gets an answer in the envelope, and the engine never sees it', () => {
  let engine: FakeEngine;
  let running: RunningGateway;
  const send = (body: string | Buffer, headers?: Record<string, string>) => post(running.url, CHAT, body, headers);

  before(async () => {
    engine = await startFake(['--kind', 'openai']);
    running = await runGateway(`
max_body: 100KB
models:
  tiny-chat: { engine: openai, url: "${engine.url}", health_path: /health }
  org/name: { engine: openai, url: "${engine.url}", health_path: /health, aliases: [gpt-4o-mini] }
`);
  });
  after(async () => {
    const { hits } = await engine.stats();
    await running[Symbol.asyncDispose]();
    await engine.stop();
    assert.equal(hits, 0, 'the engine was not asked anything but its health');
  });

  async function refused(answer: ReturnType<typeof send>, status: number, code: string): Promise<string> {
    const { status: got, headers, json, text } = await answer;
    assert.equal(got, status, text);
    const body = json();
    assert.equal(body.error?.['code'], code);
    assert.equal(headers['x-roundhouse-source'], 'gateway');
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    assert.ok(headers['x-request-id']);
    assert.equal(body['request_id'], headers['x-request-id']);
    return String(body.error?.['message']);
  }

  test('wrong JSON, and the message does not quote the prompt', async () => {
    const message = await refused(send('{"model":"tiny-chat","messages":"my secret prompt'), 400, 'invalid_json');
    assert.doesNotMatch(message, /secret/);
  });

  test('an empty body, a list, a string, null', async () => {
    for (const body of ['', '[]', '"x"', 'null', '12']) await refused(send(body), 400, 'invalid_json');
  });

  test('no model, an empty one, one that is no string', async () => {
    for (const body of ['{}', '{"model":""}', '{"model":null}', '{"model":["tiny-chat"]}', '{"model":{}}'])
      await refused(send(body), 400, 'missing_model');
  });

  test('an unknown model lists near names', async () => {
    const message = await refused(send(chat('tiny-chta')), 404, 'model_not_found');
    assert.match(message, /"tiny-chta".*"tiny-chat"/);
  });

  test('model names that are properties of every object', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      await refused(send(chat(name)), 404, 'model_not_found');
  });

  test('a __proto__ in the body changes nothing in the gateway', async () => {
    await refused(send('{"__proto__":{"model":"tiny-chat"},"messages":[]}'), 400, 'missing_model');
    assert.equal(({} as { model?: string }).model, undefined);
  });

  test('JSON that is nested 200,000 levels deep', async () => {
    const deep = `{"model":"nope","x":${'['.repeat(40_000)}${']'.repeat(40_000)}}`;
    await refused(send(deep), 404, 'model_not_found');
    const tooDeep = `{"model":"nope","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    await refused(send(tooDeep), 413, 'body_too_large');
    await refused(post(running.url, '/v1/engines', `{"model":${'['.repeat(200_000)}`), 400, 'invalid_json');
  });

  test('a body over max_body, declared or chunked', async () => {
    const big = chat('tiny-chat', {}, 'x'.repeat(120_000));
    await refused(send(big), 413, 'body_too_large');
    await refused(send(big, { 'transfer-encoding': 'chunked', 'content-length': '' }), 413, 'body_too_large').catch(
      async () => {
        const text = await raw(
          running.url,
          `POST ${CHAT} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`,
        );
        assert.match(text, /^HTTP\/1\.1 413 /);
      },
    );
  });

  test('a compressed body', async () => {
    await refused(send(chat('tiny-chat'), { 'content-encoding': 'gzip' }), 415, 'unsupported_encoding');
    await refused(post(running.url, '/v1/engines', '{}', { 'content-encoding': 'br' }), 415, 'unsupported_encoding');
  });

  test('a wrong method says which is right', async () => {
    const answer = await call(running.url, CHAT);
    assert.equal(answer.headers['allow'], 'POST');
    await refused(Promise.resolve(answer), 405, 'method_not_allowed');
    const models = await call(running.url, '/v1/models', { method: 'DELETE' });
    assert.equal(models.headers['allow'], 'GET');
    await refused(Promise.resolve(models), 405, 'method_not_allowed');
  });

  test('an unknown path is a JSON 404 and is not passed through', async () => {
    for (const path of [
      '/nope',
      '/v1/chat/completions/',
      '/v1//models',
      '/slots',
      '/v1/chat/completions%2F',
      '/..%2fetc',
    ])
      await refused(call(running.url, path), 404, 'route_not_found');
  });

  test('a model name with a slash, escaped in the path', async () => {
    const answer = await call(running.url, '/v1/models/org%2Fname');
    assert.equal(answer.json()['id'], 'org/name');
    await refused(call(running.url, '/v1/models/org%2Fnope'), 404, 'model_not_found');
    await refused(call(running.url, '/v1/engines/a%2F..%2Fb'), 404, 'engine_not_found');
  });

  test('a path that is not percent-encoded text', async () => {
    await refused(call(running.url, '/v1/models/%zz'), 400, 'invalid_request');
    await refused(call(running.url, '/v1/models/%ff%fe'), 400, 'invalid_request');
  });

  test('two Host headers', async () => {
    const body = chat('tiny-chat');
    const text = await raw(
      running.url,
      `POST ${CHAT} HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    assert.match(text, /^HTTP\/1\.1 400 /);
    assert.match(text, /"code":"invalid_request".*"param":"host"/);
  });

  test('what is not HTTP', async () => {
    const text = await raw(running.url, 'HELLO\r\n\r\n');
    assert.match(text, /^HTTP\/1\.1 400 [\s\S]*"error":\{/);
  });

  test('headers that are too large', async () => {
    const text = await raw(running.url, `GET /health HTTP/1.1\r\nHost: x\r\nx-big: ${'a'.repeat(40_000)}\r\n\r\n`);
    assert.match(text, /^HTTP\/1\.1 431 /);
  });

  test('a request id that the wire cannot carry is replaced, not refused', async () => {
    for (const path of ['/health', CHAT]) {
      const text = await raw(
        running.url,
        `GET ${path} HTTP/1.1\r\nHost: x\r\nx-request-id: \xff\x80"a b\r\nConnection: close\r\n\r\n`,
      );
      assert.match(text, /x-request-id: req_/i);
    }
  });

  test('fields of the wrong type on our own routes name the field', async () => {
    const message = await refused(
      post(running.url, '/v1/engines', '{"model":"tiny-chat","variant":"x"}'),
      400,
      'invalid_request',
    );
    assert.equal(message, '`variant`: expected number, received string.');
    await refused(call(running.url, '/v1/engines/x/logs?lines=0'), 400, 'invalid_request');
  });

  test('what is not there at all is said to be missing', async () => {
    const message = await refused(post(running.url, '/v1/engines', '{}'), 400, 'invalid_request');
    assert.equal(message, '`model` is missing: expected string.');
    const nothing = await raw(running.url, 'POST /v1/engines HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    assert.match(nothing, /The request has no body; it takes a JSON object\./);
    const list = await refused(post(running.url, '/v1/engines', '[]'), 400, 'invalid_request');
    assert.equal(list, 'The request: expected object, received array.');
  });

  test("Anthropic's route gets Anthropic's shape", async () => {
    const answer = await post(running.url, '/v1/messages', '{"model":"nope"}');
    assert.equal(answer.status, 404);
    assert.equal(answer.json()['type'], 'error');
    assert.equal(answer.json().error?.['type'], 'not_found_error');
  });

  test('afterwards the gateway still answers', async () => {
    assert.equal((await call(running.url, '/health')).status, 200);
  });
});
