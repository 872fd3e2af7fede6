import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as roundhouse from '../src/index.ts';
import { type FakeGateway, jsonAnswer, startFakeGateway } from './fake-gateway.ts';

let gateway: FakeGateway;
let client: roundhouse.RoundhouseClient;

before(async () => {
  gateway = await startFakeGateway();
  client = roundhouse.createRoundhouseClient({ baseUrl: gateway.baseUrl });
});
after(() => gateway.close());

/** The error of a call that is answered with this. */
async function errorOf(
  status: number,
  body: unknown,
  headers?: Record<string, string>,
): Promise<roundhouse.RoundhouseError> {
  gateway.answer = jsonAnswer(status, body, headers);
  const error = await roundhouse.unwrap(client.GET('/v1/models')).then(
    () => assert.fail('it did not throw'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof roundhouse.RoundhouseError);
  return error;
}

const envelope = {
  error: { message: 'wait', type: 'overloaded_error', code: 'queue_full', param: null },
  request_id: 'req_5',
};

describe('errors', () => {
  const classes: [number, new (details: roundhouse.ErrorDetails) => roundhouse.RoundhouseError][] = [
    [400, roundhouse.BadRequestError],
    [401, roundhouse.AuthenticationError],
    [403, roundhouse.PermissionDeniedError],
    [404, roundhouse.NotFoundError],
    [409, roundhouse.ConflictError],
    [413, roundhouse.BadRequestError],
    [415, roundhouse.BadRequestError],
    [429, roundhouse.RateLimitError],
    [500, roundhouse.ServerError],
    [501, roundhouse.ServerError],
    [502, roundhouse.ServerError],
    [503, roundhouse.UnavailableError],
    [504, roundhouse.ServerError],
  ];
  for (const [status, ErrorClass] of classes) {
    it(`of status ${status} are a ${ErrorClass.name}`, async () => {
      const error = await errorOf(status, envelope);
      assert.equal(error.constructor, ErrorClass);
      assert.equal(error.name, ErrorClass.name);
      assert.equal(error.status, status);
    });
  }

  it('keep code, type, param, message and request id of OpenAI’s envelope', async () => {
    const error = await errorOf(503, envelope);
    assert.deepEqual(
      [error.message, error.type, error.code, error.param, error.requestId],
      ['wait', 'overloaded_error', 'queue_full', null, 'req_5'],
    );
    assert.deepEqual(error.body, envelope);
  });

  it('keep what Anthropic’s envelope says', async () => {
    const body = { type: 'error', error: { type: 'not_found_error', message: 'no such model' }, request_id: 'req_6' };
    const error = await errorOf(404, body);
    assert.deepEqual(
      [error.message, error.type, error.code, error.requestId],
      ['no such model', 'not_found_error', null, 'req_6'],
    );
  });

  it('take the request id from the header where the body has none', async () => {
    assert.equal((await errorOf(500, {}, { 'x-request-id': 'req_h' })).requestId, 'req_h');
  });

  it('have a message even where the answer is no envelope', async () => {
    assert.equal((await errorOf(502, {})).message, 'status 502');
    assert.equal((await errorOf(502, 'Bad Gateway')).message, 'Bad Gateway');
    assert.equal((await errorOf(502, null)).message, 'status 502');
  });
});

describe('unwrap', () => {
  it('gives the data of a good answer', async () => {
    gateway.answer = jsonAnswer(200, { object: 'list', data: [] });
    assert.deepEqual((await roundhouse.unwrap(client.GET('/v1/models'))).data, []);
  });

  it('lets pass what fetch throws', async () => {
    const failing = roundhouse.createRoundhouseClient({
      baseUrl: gateway.baseUrl,
      fetch: () => Promise.reject(new TypeError('no network')),
    });
    await assert.rejects(roundhouse.unwrap(failing.GET('/v1/models')), /no network/);
  });
});

describe('the client', () => {
  it('sends no authorization header without a key', async () => {
    gateway.answer = jsonAnswer(200, { object: 'list', data: [] });
    await client.GET('/v1/models');
    assert.equal(gateway.requests.at(-1)?.headers.authorization, undefined);
  });

  it('sends the key as a bearer token', async () => {
    gateway.answer = jsonAnswer(200, { object: 'list', data: [] });
    await roundhouse.createRoundhouseClient({ baseUrl: gateway.baseUrl, apiKey: 'k' }).GET('/v1/models');
    assert.equal(gateway.requests.at(-1)?.headers.authorization, 'Bearer k');
  });

  it('writes a slash in a name as %2F', async () => {
    gateway.answer = jsonAnswer(200, {});
    await client.GET('/v1/models/{id}', { params: { path: { id: 'org/name' } } });
    assert.equal(gateway.requests.at(-1)?.url, '/v1/models/org%2Fname');
  });

  it('uses the fetch that it is given', async () => {
    const seen: string[] = [];
    const own = roundhouse.createRoundhouseClient({
      baseUrl: 'http://gateway.test',
      fetch: async (request) => {
        seen.push(request.url);
        return Response.json({ object: 'list', data: [] });
      },
    });
    await own.GET('/v1/models');
    assert.deepEqual(seen, ['http://gateway.test/v1/models']);
  });

  it('knows the spec that it was made from', () => {
    assert.match(roundhouse.specHash, /^[0-9a-f]{64}$/);
    assert.match(roundhouse.specVersion, /^\d+\.\d+\.\d+$/);
  });
});
