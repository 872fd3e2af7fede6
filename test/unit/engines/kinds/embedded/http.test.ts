import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { openEventStream, sendJson } from '../../../../../server/engines/kinds/embedded/program/http/exchange.ts';
import {
  arrayField,
  booleanField,
  numberField,
  objectField,
  stringField,
} from '../../../../../server/engines/kinds/embedded/program/http/fields.ts';
import {
  invalid,
  loading,
  overflow,
  RequestError,
} from '../../../../../server/engines/kinds/embedded/program/http/request-error.ts';
import { createHttpServer, type Route } from '../../../../../server/engines/kinds/embedded/program/http/server.ts';

describe('a field of a request', () => {
  const says = (read: () => unknown, message: RegExp) =>
    assert.throws(
      read,
      (error) => error instanceof RequestError && error.status === 400 && message.test(error.message),
    );

  it('is what it is, when its type is right', () => {
    const body = { n: 1.5, b: false, s: '', o: {}, a: [] };
    assert.equal(numberField(body, 'n'), 1.5);
    assert.equal(booleanField(body, 'b'), false);
    assert.equal(stringField(body, 's'), '');
    assert.deepEqual(objectField(body, 'o'), {});
    assert.deepEqual(arrayField(body, 'a'), []);
  });

  it('is undefined when it is not there, or null', () => {
    for (const read of [numberField, booleanField, stringField, objectField, arrayField]) {
      assert.equal(read({}, 'x'), undefined);
      assert.equal(read({ x: null }, 'x'), undefined);
    }
  });

  it('of a wrong type is named, with the type that it has and the one it should have', () => {
    says(() => numberField({ x: '1' }, 'x'), /^'x' must be a number, not a string\.$/);
    says(() => booleanField({ x: 1 }, 'x'), /^'x' must be true or false, not a number\.$/);
    says(() => stringField({ x: [] }, 'x'), /^'x' must be a string, not an array\.$/);
    says(() => objectField({ x: [] }, 'x'), /^'x' must be an object, not an array\.$/);
    says(() => arrayField({ x: {} }, 'x'), /^'x' must be an array, not an object\.$/);
  });

  it('out of its range is told the range', () => {
    says(() => numberField({ x: 3 }, 'x', { min: 0, max: 2 }), /^'x' must be from 0 to 2, not 3\.$/);
    says(() => numberField({ x: -1 }, 'x', { min: 0 }), /^'x' must be at least 0, not -1\.$/);
    says(() => numberField({ x: 3 }, 'x', { max: 2 }), /^'x' must be at most 2, not 3\.$/);
    says(() => numberField({ x: 1.5 }, 'x', { integer: true }), /^'x' must be a whole number, not 1\.5\.$/);
  });
});

async function readError(response: Response): Promise<Record<string, unknown>> {
  return ((await response.json()) as { error: Record<string, unknown> }).error;
}

describe("the engine's HTTP server", () => {
  let aborted: PromiseWithResolvers<void>;
  const routes: Route[] = [
    { method: 'POST', path: '/echo', handle: ({ body, response }) => sendJson(response, 200, body) },
    { method: 'GET', path: '/state', handle: ({ response }) => sendJson(response, 200, {}) },
    { method: 'POST', path: '/state', handle: ({ response }) => sendJson(response, 201, {}) },
    {
      method: 'POST',
      path: '/refuse',
      handle() {
        throw overflow(9, 8);
      },
    },
    {
      method: 'GET',
      path: '/loading',
      async handle() {
        throw loading();
      },
    },
    {
      method: 'GET',
      path: '/break-stream',
      async handle({ response, signal }) {
        await openEventStream(response, signal).send({ a: 1 });
        throw invalid('x', 'it broke');
      },
    },
    {
      method: 'GET',
      path: '/wait',
      async handle({ response, signal }) {
        await openEventStream(response, signal).send({ a: 1 });
        await once(signal, 'abort');
        aborted.resolve();
      },
    },
  ];
  const server = createHttpServer(routes);
  let url = '';
  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const post = (path: string, body: string | Buffer) => fetch(url + path, { method: 'POST', body });

  it('finds a route by its path, whatever the query', async () => {
    const response = await post('/echo?a=/state', '{"b":1}');
    assert.deepEqual(await response.json(), { b: 1 });
  });

  it('keeps apart what one path does by different methods, and names them for others', async () => {
    assert.equal((await fetch(`${url}/state`)).status, 200);
    assert.equal((await post('/state', '{}')).status, 201);
    const response = await fetch(`${url}/state`, { method: 'DELETE' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, POST');
    assert.equal((await readError(response)).code, 'method_not_allowed');
  });

  it('answers 404 in JSON elsewhere', async () => {
    const response = await fetch(`${url}/elsewhere`);
    assert.equal(response.status, 404);
    assert.equal((await readError(response)).type, 'not_found_error');
  });

  it('refuses bodies that are no JSON object, without quoting them', async () => {
    for (const body of ['secret', '["secret"]', '"secret"', '{"secret":', Buffer.from([0xff, 0xfe])]) {
      const response = await post('/echo', body);
      const text = await response.text();
      assert.equal(response.status, 400);
      assert.ok(!text.includes('secret'), text);
    }
  });

  it("answers a refusal in llama-server's words", async () => {
    const response = await post('/refuse', '{}');
    assert.equal(response.status, 400);
    const error = await readError(response);
    assert.deepEqual([error.type, error.n_prompt_tokens, error.n_ctx], ['exceed_context_size_error', 9, 8]);
    assert.deepEqual(await (await fetch(`${url}/loading`)).json(), {
      error: { message: 'Loading model', type: 'unavailable_error', code: 503 },
    });
  });

  it('ends a stream that breaks with an error as its last event, and no [DONE]', async () => {
    const text = await (await fetch(`${url}/break-stream`)).text();
    const events = text.trim().split('\n\n');
    assert.equal(events[0], 'data: {"a":1}');
    assert.match(events.at(-1) ?? '', /^data: \{"error":.*it broke/);
    assert.equal(events.length, 2);
  });

  it('tells the handler when the client has left', async () => {
    aborted = Promise.withResolvers();
    const left = new AbortController();
    const response = await fetch(`${url}/wait`, { signal: left.signal });
    await response.body?.getReader().read();
    left.abort();
    await aborted.promise;
  });

  it('tells it too when the engine ends its connections', async () => {
    aborted = Promise.withResolvers();
    const response = await fetch(`${url}/wait`);
    const reader = response.body?.getReader();
    await reader?.read();
    server.closeAllConnections();
    await aborted.promise;
    await assert.rejects(async () => {
      while (!(await reader?.read())?.done);
    });
  });
});
