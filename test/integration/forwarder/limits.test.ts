import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import { raw, until } from '../gateway/requests.ts';
import { type RunningForwarder, runForwarder } from './run-forwarder.ts';
import { json, startUserEngine, type UserEngine } from './user-engine.ts';

let engine: UserEngine;
const held: ServerResponse[] = [];
const hold = (res: ServerResponse): void => void held.push(res);
const letGo = (): void => {
  for (const res of held.splice(0)) json(res, 200, '"done"');
};
before(async () => {
  engine = await startUserEngine();
});
afterEach(letGo);
after(() => engine[Symbol.asyncDispose]());

const start = (set: readonly string[] = [], ready = true): Promise<RunningForwarder> =>
  runForwarder({ port: engine.port, set, ready });

describe('max_concurrency', () => {
  it('lets so many through, and not one more', async () => {
    await using forwarder = await start(['forwarder.max_concurrency=3']);
    engine.answer = hold;
    const running = [1, 2, 3].map(() => forwarder.post('/predict', '{}'));
    await until('three are at the engine', () => held.length === 3);
    const refused = await forwarder.post('/predict', '{}');
    assert.equal(refused.status, 429);
    assert.equal(refused.json().error?.['code'], 'concurrency_limit_reached');
    assert.equal(refused.headers['retry-after'], '1');
    letGo();
    for (const answer of await Promise.all(running)) assert.equal(answer.status, 200);
    engine.answer = (res) => json(res, 200, '1');
    assert.equal((await forwarder.post('/predict', '{}')).status, 200, 'there is room again');
  });

  it('is given back by requests that fail', async () => {
    await using forwarder = await start(['forwarder.max_concurrency=1']);
    engine.answer = (res) => void res.destroy();
    for (let i = 0; i < 5; i++) assert.equal((await forwarder.post('/predict', '{}')).status, 502);
    engine.answer = (res) => void res.end('not JSON');
    for (let i = 0; i < 5; i++) assert.equal((await forwarder.post('/predict', '{}')).status, 502);
  });

  it('is not touched by a body that is wrong, or does not come', async () => {
    await using forwarder = await start(['forwarder.max_concurrency=1']);
    const socket = connect(Number(new URL(forwarder.url).port), '127.0.0.1');
    socket.write('POST /predict HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{');
    await once(socket, 'connect');
    engine.answer = (res) => json(res, 200, '1');
    assert.equal((await forwarder.post('/predict', '{')).status, 400);
    assert.equal((await forwarder.post('/predict', '{}')).status, 200);
    socket.destroy();
  });
});

describe('what is refused at the door', () => {
  let forwarder: RunningForwarder;
  before(async () => {
    forwarder = await start(['forwarder.max_body=1KB', 'forwarder.sync.extra_routes=[/v1/x]']);
  });
  after(() => forwarder[Symbol.asyncDispose]());

  it('a body over max_body, declared or not', async () => {
    const declared = await forwarder.post('/predict', `"${'x'.repeat(2_000)}"`);
    assert.deepEqual([declared.status, declared.json().error?.['code']], [413, 'body_too_large']);
    const chunk = `${'x'.repeat(2_000)}`;
    const text = await raw(
      forwarder.url,
      `POST /predict HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n7d0\r\n${chunk}\r\n0\r\n\r\n`,
    );
    assert.match(text, /^HTTP\/1\.1 413 /);
  });

  it('a compressed body', async () => {
    const answer = await forwarder.post('/predict', '{}', { 'content-encoding': 'gzip' });
    assert.deepEqual([answer.status, answer.json().error?.['code']], [415, 'unsupported_encoding']);
  });

  it('another path: the ones that there are, are named', async () => {
    for (const path of ['/', '/v1/models', '/predict/', '/v1/x/..', '//predict']) {
      const answer = await forwarder.call(path, { method: 'POST', body: '{}' });
      assert.deepEqual([answer.status, answer.json().error?.['code']], [404, 'route_not_found'], path);
      assert.match(String(answer.json().error?.['message']), /\/predict, \/stream, \/v1\/x/);
    }
  });

  it('another method, with the one that is right', async () => {
    for (const [method, path, allow] of [
      ['GET', '/predict', 'POST'],
      ['DELETE', '/v1/x', 'POST'],
      ['POST', '/healthz', 'GET'],
    ] as const) {
      const answer = await forwarder.call(path, { method });
      assert.deepEqual([answer.status, answer.headers['allow']], [405, allow], path);
    }
  });

  it('what is not HTTP', async () => {
    assert.match(await raw(forwarder.url, 'nonsense\r\n\r\n'), /^HTTP\/1\.1 400 [\s\S]*"invalid_request"/);
  });
});

describe('health', () => {
  it('/healthz and /readyz say OK when the engine is healthy', async () => {
    await using forwarder = await start();
    for (const path of ['/healthz', '/readyz']) {
      const answer = await forwarder.call(path);
      assert.deepEqual([answer.status, answer.text], [200, '"OK"']);
    }
  });

  it('before that: alive, not ready, and no request is taken', async () => {
    await using forwarder = await start([], false);
    assert.equal((await forwarder.call('/healthz')).status, 200);
    const ready = await forwarder.call('/readyz');
    assert.deepEqual([ready.status, ready.json().error?.['code']], [503, 'engine_unavailable']);
    assert.equal((await forwarder.post('/predict', '{}')).status, 503);
    forwarder.server.setReady();
    assert.equal((await forwarder.call('/readyz')).status, 200);
  });
});
