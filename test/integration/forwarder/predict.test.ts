import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { post } from '../gateway/requests.ts';
import { type RunningForwarder, runForwarder } from './run-forwarder.ts';
import { json, type SeenByEngine, startUserEngine, type UserEngine } from './user-engine.ts';

let engine: UserEngine;
const echo = (res: Parameters<typeof json>[0], { body }: SeenByEngine): void => json(res, 200, body);
const last = (): SeenByEngine => engine.seen.at(-1) as SeenByEngine;
const withForwarder = async (set: readonly string[], run: (forwarder: RunningForwarder) => Promise<void>) => {
  await using forwarder = await runForwarder({ port: engine.port, set });
  await run(forwarder);
};
const sync = (...settings: string[]): string[] => settings.map((one) => `forwarder.sync.${one}`);

before(async () => {
  engine = await startUserEngine();
});
afterEach(() => {
  engine.answer = echo;
});
after(() => engine[Symbol.asyncDispose]());

describe('POST /predict', () => {
  it('gives the engine the value of args, byte for byte, and wraps its answer as a string', () =>
    withForwarder([], async (forwarder) => {
      const value = '{ "n":1.0 ,  "big": 12345678901234567890 }';
      const answer = await forwarder.post('/predict', `{"url":"x","args":${value}}`);
      assert.equal(last().body, value);
      assert.equal(last().path, '/predict');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], 'application/json');
      assert.equal(answer.headers['x-roundhouse-source'], 'engine');
      assert.deepEqual(answer.json(), { result: value });
    }));

  it('gives it the whole body where there is no args, or args is not to be unwrapped', async () => {
    await withForwarder([], async (forwarder) => {
      await forwarder.post('/predict', '{"prompt":"x"}');
      assert.equal(last().body, '{"prompt":"x"}');
    });
    await withForwarder(sync('model_engine_unwrap=false'), async (forwarder) => {
      await forwarder.post('/predict', '{"args":{"prompt":"x"}}');
      assert.equal(last().body, '{"args":{"prompt":"x"}}');
    });
  });

  it('goes to predict_route, with its query', () =>
    withForwarder(sync('predict_route=/v2/run?fast=1'), async (forwarder) => {
      await forwarder.post('/predict', '{}');
      assert.equal(last().path, '/v2/run?fast=1');
    }));

  it('wraps JSON as it stands, where results are not strings', () =>
    withForwarder(sync('serialize_results_as_string=false'), async (forwarder) => {
      assert.equal((await forwarder.post('/predict', '{"args":{"n": 1.0}}')).text, '{"result":{"n": 1.0}}');
    }));

  it('the request itself may say how its result is wanted', () =>
    withForwarder([], async (forwarder) => {
      const { text } = await forwarder.post('/predict', '{"args":{"serialize_results_as_string":false}}');
      assert.equal(text, '{"result":{"serialize_results_as_string":false}}');
    }));

  it('does not wrap where it should not: the engine’s own bytes and headers', () =>
    withForwarder(sync('wrap_response=false'), async (forwarder) => {
      engine.answer = (res) => void res.writeHead(201, { 'x-own': 'yes', 'content-type': 'text/x' }).end('any thing');
      const answer = await post(forwarder.url, '/predict', '{}');
      assert.deepEqual([answer.status, answer.text], [200, 'any thing']);
      assert.deepEqual([answer.headers['x-own'], answer.headers['content-type']], ['yes', 'text/x']);
    }));
});

describe('the status of the engine', () => {
  it('is 200 for the client, unless it is to be forwarded', async () => {
    engine.answer = (res) => json(res, 422, '{"detail":"no"}');
    await withForwarder([], async (forwarder) => assert.equal((await forwarder.post('/predict', '{}')).status, 200));
    await withForwarder(sync('forward_http_status=true'), async (forwarder) => {
      const answer = await forwarder.post('/predict', '{}');
      assert.equal(answer.status, 422);
      assert.deepEqual(answer.json(), { result: '{"detail":"no"}' });
    });
  });

  it('stands in the body, where that is asked for', () =>
    withForwarder(sync('forward_http_status_in_body=true'), async (forwarder) => {
      engine.answer = (res) => json(res, 503, '[1]');
      const answer = await forwarder.post('/predict', '{}');
      assert.equal(answer.status, 200);
      assert.deepEqual(answer.json(), { result: '[1]', status_code: 503 });
    }));
});

describe('what goes wrong with /predict', () => {
  const code = async (forwarder: RunningForwarder, body = '{}'): Promise<[number, unknown]> => {
    const { status, json: read } = await forwarder.post('/predict', body);
    return [status, read().error?.['code']];
  };

  it('a body that is not JSON never reaches the engine', () =>
    withForwarder([], async (forwarder) => {
      const before = engine.seen.length;
      for (const body of ['', '{', 'text', '{"args":}', '\u0000'])
        assert.deepEqual(await code(forwarder, body), [400, 'invalid_json']);
      assert.equal(engine.seen.length, before);
    }));

  it('an answer that is not JSON cannot be wrapped, and is said so', () =>
    withForwarder([], async (forwarder) => {
      engine.answer = (res) => void res.writeHead(500).end('<h1>Internal Server Error</h1>');
      const answer = await forwarder.post('/predict', '{}');
      assert.deepEqual([answer.status, answer.json().error?.['code']], [502, 'engine_bad_response']);
      assert.equal(answer.json().error?.['engine_status'], 500);
      assert.match(String(answer.json().error?.['message']), /wrap_response/);
      assert.doesNotMatch(answer.text, /<h1>/);
    }));

  it('an answer that breaks off is an error, and nothing of it is sent', () =>
    withForwarder([], async (forwarder) => {
      engine.answer = (res) => {
        res.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
        res.write('{"half":');
        setImmediate(() => res.destroy());
      };
      assert.deepEqual(await code(forwarder), [502, 'engine_disconnected']);
    }));

  it('an engine that is not there', async () => {
    const gone = await startUserEngine();
    await using forwarder = await runForwarder({ port: gone.port });
    await gone[Symbol.asyncDispose]();
    const answer = await forwarder.post('/predict', '{}');
    assert.deepEqual([answer.status, answer.json().error?.['code']], [502, 'engine_unreachable']);
    assert.equal(answer.headers['retry-after'], '1');
  });

  it('a header of the engine that Node would not send', () =>
    withForwarder(sync('wrap_response=false'), async (forwarder) => {
      engine.answer = (res) => {
        res.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-odd: a\u0001b\r\n\r\nok');
      };
      assert.equal((await forwarder.post('/predict', '{}')).status, 502);
    }));
});

describe('the headers that the engine gets', () => {
  it('are its own four: nothing secret of the client’s', () =>
    withForwarder([], async (forwarder) => {
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      await forwarder.post('/predict', '{}', {
        authorization: 'Bearer secret',
        'x-api-key': 'secret',
        cookie: 'secret=1',
        'proxy-authorization': 'secret',
        accept: 'application/json',
        'x-request-id': 'mine-1',
        traceparent,
        'content-type': 'text/plain',
      });
      const { host: _host, connection: _connection, ...headers } = last().headers;
      assert.deepEqual(headers, {
        'content-type': 'application/json',
        'content-length': '2',
        'x-request-id': 'mine-1',
        accept: 'application/json',
        traceparent,
      });
    }));

  it('a traceparent that is none stays here', () =>
    withForwarder([], async (forwarder) => {
      await forwarder.post('/predict', '{}', { traceparent: 'nonsense' });
      assert.equal(last().headers['traceparent'], undefined);
    }));
});
