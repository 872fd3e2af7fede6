import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  AuthenticationError,
  createRoundhouseClient,
  NotFoundError,
  type RoundhouseClient,
  StreamError,
  stream,
  unwrap,
} from '../../../clients/typescript/src/index.ts';
import { fakeCommand } from './fake-command.ts';
import { until } from './requests.ts';
import { type RunningGateway, runGateway } from './run-gateway.ts';

describe('the generated TypeScript client against the running gateway', () => {
  let running: RunningGateway;
  let client: RoundhouseClient;
  before(async () => {
    running = await runGateway(
      `
auth: keys
api_keys: [{ name: all, key_env: KEY, verbs: [admin] }]
models:
  tiny: { engine: openai, command: ${fakeCommand()} }
`,
      { env: { KEY: 'secret-key' } },
    );
    client = createRoundhouseClient({ baseUrl: running.url, apiKey: 'secret-key' });
  });
  after(() => running[Symbol.asyncDispose]());

  const body = (prompt: string) => ({ model: 'tiny', messages: [{ role: 'user' as const, content: prompt }] });

  test('lists models, starts an engine, asks it, reads its log and stops it', async () => {
    const models = await unwrap(client.GET('/v1/models'));
    assert.deepEqual(
      models.data.map(({ id }) => id),
      ['tiny'],
    );
    const engine = await unwrap(client.POST('/v1/engines', { body: { model: 'tiny' } }));
    assert.equal(engine.state, 'ready');
    const answer = await unwrap(client.POST('/v1/chat/completions', { body: body('hello') }));
    assert.equal(answer.object, 'chat.completion');
    const path = { id: engine.id };
    const log = await unwrap(client.GET('/v1/engines/{id}/logs', { params: { path, query: { lines: 5 } } }));
    assert.ok('data' in log && log.data.length > 0);
    const stopped = await unwrap(client.POST('/v1/engines/{id}/stop', { params: { path } }));
    assert.equal(stopped.state, 'stopped');
  });

  test('streams typed events to their end', async () => {
    let text = '';
    for await (const chunk of stream(client, '/v1/chat/completions', { body: body('[fake chunks=5]') }))
      text += chunk.choices[0]?.delta.content ?? '';
    assert.match(text, /0.*4/s);
  });

  test('leaving the loop ends the request at the engine', async () => {
    for await (const _ of stream(client, '/v1/chat/completions', { body: body('[fake chunks=100000 delay=5]') })) break;
    const inFlight = async () =>
      (await unwrap(client.GET('/v1/engines'))).data.reduce((sum, { in_flight }) => sum + in_flight, 0);
    await until('nothing is in flight', async () => (await inFlight()) === 0);
  });

  test('follows the events of the fleet', async () => {
    for await (const event of stream(client, '/v1/events')) {
      assert.equal(event.type, 'engine.state');
      break;
    }
  });

  test('throws typed errors with the request id', async () => {
    const unknown = client.POST('/v1/chat/completions', { body: { ...body('x'), model: 'nope' } });
    await assert.rejects(unwrap(unknown), (error: unknown) => {
      assert.ok(error instanceof NotFoundError);
      assert.equal(error.code, 'model_not_found');
      assert.match(error.requestId ?? '', /^req_/);
      return true;
    });
    const stranger = createRoundhouseClient({ baseUrl: running.url, apiKey: 'wrong' });
    await assert.rejects(unwrap(stranger.GET('/v1/models')), AuthenticationError);
  });

  test('throws when a stream ends with an error event', async () => {
    const read = async (): Promise<void> => {
      for await (const _ of stream(client, '/v1/chat/completions', { body: body('[fake chunks=9 cut=3]') }));
    };
    await assert.rejects(
      read(),
      (error: unknown) => error instanceof StreamError && error.code === 'engine_disconnected',
    );
  });
});
