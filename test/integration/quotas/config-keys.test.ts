/** Keys of the configuration beside accounts: counted by their name, under rates where somebody sets some. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { type AccountCalls, ADMIN_PASSWORD, accountCalls, bearer } from '../accounts/account-calls.ts';
import { type Answer, CHAT, call, until } from '../gateway/requests.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { spawnGateway } from '../gateway/spawn-gateway.ts';
import { say, sumOf, yamlFor } from './metered-gateway.ts';

const KEYS = `
api_keys:
  - { name: ci, key_env: CI_KEY, verbs: [infer] }
  - { name: other, key_env: OTHER_KEY, verbs: [infer] }
  - { name: ops, key_env: OPS_KEY, verbs: [infer, users] }
`;
const env = { CI_KEY: 'key-ci', OTHER_KEY: 'key-other', OPS_KEY: 'key-ops' };

describe('a key of the config', () => {
  let engine: FakeEngine;
  let running: RunningGateway;
  let calls: AccountCalls;
  let admin: string;
  const ask = (key: string, marker = 'chunks=4', fields: object = {}): Promise<Answer> => {
    const body = JSON.stringify({ model: 'tiny', messages: say(marker), max_tokens: 10, ...fields });
    return call(running.url, CHAT, { headers: bearer(key), body });
  };
  const usedBy = async (key: string, query = '') => sumOf(await calls.done('GET', `/v1/usage${query}`, key));
  before(async () => {
    engine = await startFake(['--kind', 'vllm']);
    running = await runGateway(yamlFor(engine.url) + KEYS, { env, adminPassword: ADMIN_PASSWORD });
    calls = accountCalls(() => running.url);
    admin = await calls.token('admin', ADMIN_PASSWORD);
  });
  after(async () => {
    await running[Symbol.asyncDispose]();
    await engine.stop();
  });

  it('is counted by its name, streamed or not, and sees its own usage only', async () => {
    assert.equal((await ask('key-ci')).status, 200);
    const streamed = await ask('key-ci', 'chunks=5', { stream: true });
    assert.doesNotMatch(streamed.text, /"usage":\{/, 'it gets no event that it did not ask for');
    assert.equal((await ask('key-other')).status, 200);
    await until('all is charged', async () => (await usedBy(admin)).requests >= 3);
    assert.deepEqual(await usedBy(admin, '?user_id=key:ci'), { requests: 2, prompt_tokens: 10, gen_tokens: 9 });
    assert.deepEqual(await usedBy('key-ci'), await usedBy(admin, '?user_id=key:ci'));
    assert.equal((await usedBy('key-ci', '?user_id=key:other')).requests, 0);
    assert.equal((await usedBy('key-ops')).requests, 3, 'with the verb `users` it sees all');
    const alice = await calls.user(admin, 'alice');
    assert.equal((await usedBy(alice.token, '?user_id=key:ci')).requests, 0);
  });

  it('has no lifetime limit', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask('key-other', 'chunks=1')));
    for (const { status } of answers) assert.equal(status, 200);
    await until('all is charged', async () => (await usedBy(admin, '?user_id=key:other')).requests === 51);
  });

  it('is under the rates that are set for it, and the others are not', async () => {
    const limit = { subject: 'key', subject_id: 'key:ci', model: 'tiny', requests_per_minute: 5 };
    const made = await calls.done('PUT', '/v1/rate-limits', admin, limit);
    assert.equal(made['subject_id'], 'key:ci');
    const first = await ask('key-ci');
    assert.deepEqual(
      [first.status, first.headers['x-ratelimit-limit-requests'], first.headers['x-ratelimit-remaining-requests']],
      [200, '5', '4'],
    );
    for (let i = 0; i < 4; i++) assert.equal((await ask('key-ci')).status, 200);
    const refused = await ask('key-ci');
    assert.equal(refused.status, 429);
    assert.match(
      String(refused.json().error?.['message']),
      /^The limit of requests per minute of the key "ci" on model "tiny" is reached: 5 of 5\.$/,
    );
    assert.equal((await ask('key-other')).headers['x-ratelimit-limit-requests'], undefined);
    await calls.done('DELETE', `/v1/rate-limits/${made['id']}`, admin);
    assert.equal((await ask('key-ci')).status, 200);
  });

  it('that is not in the config has no rates, and is no user', async () => {
    for (const [subject, id] of [
      ['key', 'key:nobody'],
      ['key', 'key:'],
      ['user', 'key:ci'],
    ])
      assert.equal(
        (await calls.send('PUT', '/v1/rate-limits', admin, { subject, subject_id: id, requests_per_minute: 1 })).status,
        404,
      );
  });

  it('is charged after `kill -9` for what it had open', async (test) => {
    await using data = await spawnGateway(yamlFor(engine.url) + KEYS, {
      ...env,
      ROUNDHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD,
    });
    const dataDir = `${data.configPath.replace(/\/[^/]+$/, '')}/data`;
    const body = (marker: string): string =>
      JSON.stringify({ model: 'tiny', messages: say(marker), max_tokens: 100, stream: true });
    await call(data.url, CHAT, { headers: bearer('key-ci'), body: body('chunks=4') });
    const cut = call(data.url, CHAT, { headers: bearer('key-ci'), body: body('chunks=50 delay=20') }).catch(() => null);
    await until('it runs', async () => (await engine.requests()).some(({ endedAt }) => endedAt === null));
    data.signal('SIGKILL');
    await Promise.all([cut, data.exited]);
    const next = await spawnGateway(yamlFor(engine.url) + KEYS, env, dataDir);
    test.after(() => next.stop());
    const used = sumOf(await accountCalls(() => next.url).done('GET', '/v1/usage', 'key-ci'));
    assert.deepEqual([used.requests, used.gen_tokens], [2, 104]);
  });
});
