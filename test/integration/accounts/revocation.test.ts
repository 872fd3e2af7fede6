/** What was taken away ends, on every gateway of a database, in time. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { TestContext } from 'node:test';
import { after, before, it } from 'node:test';
import type { StorageOptions } from '../../../server/platform/storage/index.ts';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { CHAT, call, chat, until } from '../gateway/requests.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls, bearer } from './account-calls.ts';
import { onEachDatabase, type TestDatabase } from './databases/databases.ts';

/** As fast as it is promised. */
const REFUSED_WITHIN_MS = 1_000;

async function gatewayOn(test: TestContext, place: StorageOptions, engine: FakeEngine): Promise<RunningGateway> {
  const where = place.databaseUrl === null ? '' : 'database_url_env: DATABASE_URL\n';
  const yaml = `auth: required\n${where}models: { tiny: { engine: openai, url: "${engine.url}", health_path: /health } }\n`;
  const options = { env: { DATABASE_URL: place.databaseUrl ?? '' }, adminPassword: ADMIN_PASSWORD };
  const running = await runGateway(yaml, { ...options, ...(where === '' && { dataDir: place.dataDir }) });
  test.after(() => running[Symbol.asyncDispose]());
  return running;
}

interface OpenStream {
  readonly response: IncomingMessage;
  text(): string;
  readonly ended: Promise<unknown>;
}

/** Resolves when the first bytes are there. */
async function openStream(url: string, path: string, key: string, body?: string): Promise<OpenStream> {
  const req = request(url + path, { method: body === undefined ? 'GET' : 'POST', headers: bearer(key), agent: false });
  req.end(body);
  const [response] = (await once(req, 'response')) as [IncomingMessage];
  assert.equal(response.statusCode, 200);
  let text = '';
  response.on('data', (data) => (text += data));
  const ended = new Promise((resolve) => response.once('close', resolve));
  response.on('error', () => {});
  await until('the stream begins', () => text !== '');
  return { response, text: () => text, ended };
}

onEachDatabase('what was taken away', (database: TestDatabase) => {
  let engine: FakeEngine;
  before(async () => {
    engine = await startFake(['--kind', 'openai']);
  });
  after(() => engine.stop());

  const endless = chat('tiny', { stream: true }, '[fake chunks=2000 delay=20]');

  it('counts on another gateway too, within a second', async (test) => {
    const place = await database.place(test);
    const [here, there] = [await gatewayOn(test, place, engine), await gatewayOn(test, place, engine)];
    const one = accountCalls(() => here.url);
    const two = accountCalls(() => there.url);
    const admin = await one.token('admin', ADMIN_PASSWORD);
    const alice = await one.user(admin, 'alice');
    const { id, key } = await one.key(alice.token);
    assert.equal((await two.send('GET', '/v1/models', alice.token)).status, 200, 'a new token is known everywhere');
    assert.equal((await two.send('GET', '/v1/models', key)).status, 200);

    const refusedAfter = async (presented: string): Promise<number> => {
      const from = performance.now();
      await until('it is refused', async () => (await two.send('GET', '/v1/models', presented)).status === 401);
      return performance.now() - from;
    };
    await one.done('DELETE', `/v1/keys/${id}`, alice.token);
    const revoked = await refusedAfter(key);
    await one.done('PATCH', `/v1/users/${alice.id}`, admin, { enabled: false });
    const disabled = await refusedAfter(alice.token);
    assert.ok(Math.max(revoked, disabled) < REFUSED_WITHIN_MS, `${revoked} ms, ${disabled} ms`);
  });

  it('ends the streams that are under way, of that user only, with an error event', async (test) => {
    const place = await database.place(test);
    const [here, there] = [await gatewayOn(test, place, engine), await gatewayOn(test, place, engine)];
    const calls = accountCalls(() => here.url);
    const admin = await calls.token('admin', ADMIN_PASSWORD);
    const [alice, bob] = [await calls.user(admin, 'alice'), await calls.user(admin, 'bob')];
    const streams = await Promise.all([
      openStream(here.url, CHAT, alice.token, endless),
      openStream(there.url, CHAT, alice.token, endless),
      openStream(there.url, '/v1/events', alice.token),
    ]);
    const others = [
      await openStream(there.url, CHAT, bob.token, endless),
      await openStream(here.url, '/v1/events', bob.token),
    ];
    await calls.done('PATCH', `/v1/users/${alice.id}`, admin, { enabled: false });
    await Promise.all(streams.map(({ ended }) => ended));
    for (const { text } of streams.slice(0, 2)) {
      assert.match(text(), /"code":"invalid_api_key"/);
      assert.doesNotMatch(text(), /\[DONE\]/);
    }
    const before = others.map(({ text }) => text().length);
    await until('the other stream goes on', () => (others[0]?.text().length ?? 0) > (before[0] ?? 0));
    for (const { response } of others) {
      assert.equal(response.closed, false);
      response.destroy();
    }
  });

  it('ends what runs for a key that was revoked, and not what runs for another of the same user', async (test) => {
    const running = await gatewayOn(test, await database.place(test), engine);
    const calls = accountCalls(() => running.url);
    const { token } = await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice');
    const [gone, stays] = [await calls.key(token), await calls.key(token)];
    const [first, second] = [
      await openStream(running.url, CHAT, gone.key, endless),
      await openStream(running.url, CHAT, stays.key, endless),
    ];
    await calls.done('DELETE', `/v1/keys/${gone.id}`, token);
    await first.ended;
    assert.equal(second.response.closed, false);
    second.response.destroy();
  });

  it('lets nobody in who asks just when it is taken away, however the two meet', async (test) => {
    const running = await gatewayOn(test, await database.place(test), engine);
    const calls = accountCalls(() => running.url);
    const { token } = await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice');
    for (let round = 0; round < 10; round++) {
      const { id, key } = await calls.key(token);
      // The first use of a key reads it from the database, while it is revoked.
      await Promise.all([
        call(running.url, '/v1/models', { headers: bearer(key) }),
        calls.done('DELETE', `/v1/keys/${id}`, token),
        call(running.url, '/v1/models', { headers: bearer(key) }),
      ]);
      assert.equal((await calls.send('GET', '/v1/models', key)).status, 401, `round ${round}`);
    }
  });
});
