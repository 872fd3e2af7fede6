/** Two gateways on one Postgres, one of which is killed again and again: neither under-charged nor overspent. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { findPostgres, type RunningPostgres, startPostgres } from '../../real/postgres/start-postgres.ts';
import { randomFrom } from '../../unit/accounts/quotas/random.ts';
import { ADMIN_PASSWORD, accountCalls, bearer } from '../accounts/account-calls.ts';
import { CHAT, call, until } from '../gateway/requests.ts';
import { type ChildGateway, spawnGateway } from '../gateway/spawn-gateway.ts';
import { say, sumOf, yamlFor } from './metered-gateway.ts';

const found = findPostgres();
const reserve = 20;

describe('two gateways of which one is killed', { skip: found.skip }, () => {
  let server: RunningPostgres;
  let engine: FakeEngine;
  before(async () => {
    server = await startPostgres(found.folder ?? '');
    engine = await startFake(['--kind', 'vllm']);
  });
  after(async () => {
    await engine.stop();
    await server[Symbol.asyncDispose]();
  });

  it('charge what their clients got, keep to the limit, and give back what the killed one held', async (test) => {
    const env = { DATABASE_URL: await server.database(), ROUNDHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD };
    const start = (dataDir: string): Promise<ChildGateway> =>
      spawnGateway(`database_url_env: DATABASE_URL\n${yamlFor(engine.url)}`, env, dataDir);
    const folders = ['killed', 'stays'].map((name) => mkdtempSync(join(tmpdir(), `roundhouse-${name}-`)));
    const [first = '', second = ''] = folders;
    const stays = await start(second);
    let killed = await start(first);
    test.after(async () => {
      await Promise.all([stays.stop(), killed.stop()]);
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    });
    const calls = accountCalls(() => stays.url);
    const limit = 20_000;
    const admin = await calls.token('admin', ADMIN_PASSWORD);
    const alice = await calls.user(admin, 'alice', { gen_token_limit: limit });

    const got = { atLeast: 0, atMost: 0, refused: 0 };
    const ask = async (url: string, random: () => number): Promise<boolean> => {
      const chunks = 1 + Math.floor(random() * (reserve - 1));
      got.atMost += reserve;
      const body = JSON.stringify({ model: 'tiny', messages: say(`chunks=${chunks}`), max_tokens: reserve });
      const answer = await call(url, CHAT, { headers: bearer(alice.token), body }).catch(() => null);
      if (answer === null) return false;
      const given = answer.status === 200 ? chunks : 0;
      if (given === 0) {
        assert.equal(answer.status, 429, answer.text);
        got.refused += 1;
      }
      got.atLeast += given;
      got.atMost += given - reserve;
      return true;
    };
    for (let round = 0; round < 4; round++) {
      const random = randomFrom(round);
      let over = false;
      const client = async (gateway: ChildGateway): Promise<void> => {
        while (!over && (await ask(gateway.url, random)));
      };
      const clients = [stays, killed].flatMap((gateway) => Array.from({ length: 5 }, () => client(gateway)));
      await sleep(150 + random() * 700);
      killed.signal('SIGKILL');
      await killed.exited;
      await sleep(100);
      over = true;
      await Promise.all(clients);
      killed = await start(first);
    }
    assert.ok(got.atLeast > 500, `${got.atLeast}`);

    await calls.done('PATCH', `/v1/users/${alice.id}`, admin, { gen_token_limit: got.atMost + 300 });
    const random = randomFrom(99);
    // What one of them holds and does not need, the other has in a moment: until nothing is left.
    await until(
      'all is used',
      async () => {
        for (const { url } of [stays, killed]) await ask(url, random);
        const row = await calls.done('GET', `/v1/users/${alice.id}`, admin);
        return Number(row['gen_tokens_used']) >= Number(row['gen_token_limit']);
      },
      20_000,
    );
    const row = await calls.done('GET', `/v1/users/${alice.id}`, admin);
    const used = Number(row['gen_tokens_used']);
    assert.equal(sumOf(await calls.done('GET', '/v1/usage', alice.token)).gen_tokens, used);
    assert.ok(used >= got.atLeast, `${used} charged, ${got.atLeast} given`);
    assert.ok(used <= got.atMost, `${used} charged, at most ${got.atMost}`);
    assert.ok(used <= Number(row['gen_token_limit']) + reserve, `${used} of ${row['gen_token_limit']}`);
    for (const { url } of [stays, killed]) assert.equal((await ask(url, random)) && got.refused > 0, true);
  });
});
