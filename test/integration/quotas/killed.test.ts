/** A gateway that is killed at any step: nothing is charged less than it was, and nothing stays reserved. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { randomFrom } from '../../unit/accounts/quotas/random.ts';
import { ADMIN_PASSWORD, accountCalls, bearer } from '../accounts/account-calls.ts';
import { CHAT, call, until } from '../gateway/requests.ts';
import { spawnGateway } from '../gateway/spawn-gateway.ts';
import { say, sumOf, yamlFor } from './metered-gateway.ts';

const env = { ROUNDHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD };

describe('a gateway that is killed', () => {
  let engine: FakeEngine;
  before(async () => {
    engine = await startFake(['--kind', 'vllm']);
  });
  after(() => engine.stop());

  it('charges at its next start what was running as reserved, and what had ended as it was', async (test) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-killed-'));
    test.after(() => rmSync(dataDir, { recursive: true, force: true }));
    const first = await spawnGateway(yamlFor(engine.url), env, dataDir);
    test.after(() => first.stop());
    const calls = accountCalls(() => first.url);
    const admin = await calls.token('admin', ADMIN_PASSWORD);
    const alice = await calls.user(admin, 'alice', { gen_token_limit: 1000 });
    const ask = (marker: string) =>
      call(first.url, CHAT, {
        headers: bearer(alice.token),
        body: JSON.stringify({ model: 'tiny', messages: say(marker), max_tokens: 100, stream: true }),
      });
    await ask('chunks=4');
    const running = ask('chunks=50 delay=20').catch(() => null);
    await until('it runs', async () => (await engine.requests()).some(({ endedAt }) => endedAt === null));
    first.signal('SIGKILL');
    await Promise.all([running, first.exited]);

    const second = await spawnGateway(yamlFor(engine.url), {}, dataDir);
    test.after(() => second.stop());
    const again = accountCalls(() => second.url);
    const used = sumOf(await again.done('GET', '/v1/usage', alice.token));
    assert.deepEqual([used.requests, used.gen_tokens], [2, 4 + 100]);
    const row = await again.done('GET', `/v1/users/${alice.id}`, admin);
    assert.equal(row['gen_tokens_used'], 104);
  });

  it('charges what did not say how long it gets by what is likely, or came, not by the whole context', async (test) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-killed-'));
    test.after(() => rmSync(dataDir, { recursive: true, force: true }));
    const yaml = yamlFor(engine.url).replace('engine: vllm', 'engine: vllm, context: 5000');
    const first = await spawnGateway(yaml, env, dataDir);
    test.after(() => first.stop());
    const calls = accountCalls(() => first.url);
    const alice = await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice', { gen_token_limit: 9000 });
    const body = JSON.stringify({ model: 'tiny', messages: say('chunks=9 delay=60000'), stream: true });
    const running = call(first.url, CHAT, { headers: bearer(alice.token), body }).catch(() => null);
    await until('it runs', async () => (await engine.requests()).some(({ endedAt }) => endedAt === null));
    first.signal('SIGKILL');
    await Promise.all([running, first.exited]);

    const second = await spawnGateway(yaml, {}, dataDir);
    test.after(() => second.stop());
    const used = sumOf(await accountCalls(() => second.url).done('GET', '/v1/usage', alice.token));
    assert.deepEqual([used.requests, used.gen_tokens], [1, 512]);
  });

  it('at any moment never charges less than its clients got, nor more than was open', async (test) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-killed-'));
    test.after(() => rmSync(dataDir, { recursive: true, force: true }));
    const reserve = 20;
    let alice: { id: string; token: string } | null = null;
    let atLeast = 0;
    let atMost = 0;
    for (let round = 0; round < 6; round++) {
      const random = randomFrom(round);
      const gateway = await spawnGateway(yamlFor(engine.url), env, dataDir);
      try {
        const calls = accountCalls(() => gateway.url);
        alice ??= await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice', { gen_token_limit: 100_000 });
        const { token } = alice;
        let killed = false;
        const client = async (): Promise<void> => {
          while (!killed) {
            const chunks = 1 + Math.floor(random() * (reserve - 1));
            atMost += reserve;
            const body = { model: 'tiny', messages: say(`chunks=${chunks}`), max_tokens: reserve };
            const answer = await call(gateway.url, CHAT, { headers: bearer(token), body: JSON.stringify(body) }).catch(
              () => null,
            );
            if (answer === null) return;
            assert.equal(answer.status, 200, answer.text);
            atLeast += chunks;
            atMost += chunks - reserve;
          }
        };
        const clients = Promise.all(Array.from({ length: 8 }, client));
        await sleep(100 + random() * 1200);
        killed = true;
        gateway.signal('SIGKILL');
        await Promise.all([clients, gateway.exited]);
      } finally {
        await gateway.stop();
      }
    }
    const last = await spawnGateway(yamlFor(engine.url), {}, dataDir);
    test.after(() => last.stop());
    const { done } = accountCalls(() => last.url);
    const used = sumOf(await done('GET', '/v1/usage', alice?.token ?? ''));
    assert.ok(used.gen_tokens >= atLeast, `${used.gen_tokens} charged, ${atLeast} given`);
    assert.ok(used.gen_tokens <= atMost, `${used.gen_tokens} charged, at most ${atMost}`);
    assert.ok(atLeast > 100, `${atLeast}`);
  });

  it('is told from one that is running: a second one on its data directory does not start, and takes nothing away', async (test) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-killed-'));
    test.after(() => rmSync(dataDir, { recursive: true, force: true }));
    const first = await spawnGateway(yamlFor(engine.url), env, dataDir);
    test.after(() => first.stop());
    const calls = accountCalls(() => first.url);
    const alice = await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice');
    const running = call(first.url, CHAT, {
      headers: bearer(alice.token),
      body: JSON.stringify({ model: 'tiny', messages: say('chunks=200 delay=20'), max_tokens: 300, stream: true }),
    }).catch(() => null);
    await until('it runs', async () => (await engine.requests()).some(({ endedAt }) => endedAt === null));
    await assert.rejects(spawnGateway(yamlFor(engine.url), {}, dataDir), (error: Error) => {
      assert.ok(
        error.message.includes(`Another gateway (process ${first.pid}) uses this data directory`),
        error.message,
      );
      return true;
    });
    first.signal('SIGKILL');
    await Promise.all([running, first.exited]);
    const next = await spawnGateway(yamlFor(engine.url), {}, dataDir);
    test.after(() => next.stop());
    const used = sumOf(await accountCalls(() => next.url).done('GET', '/v1/usage', alice.token));
    assert.deepEqual([used.requests, used.gen_tokens], [1, 300]);
  });

  it('that is stopped has written everything', async (test) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-killed-'));
    test.after(() => rmSync(dataDir, { recursive: true, force: true }));
    const first = await spawnGateway(yamlFor(engine.url), env, dataDir);
    test.after(() => first.stop());
    const calls = accountCalls(() => first.url);
    const alice = await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice');
    const body = JSON.stringify({ model: 'tiny', messages: say('chunks=3') });
    for (let i = 0; i < 20; i++) await call(first.url, CHAT, { headers: bearer(alice.token), body });
    const running = call(first.url, CHAT, {
      headers: bearer(alice.token),
      body: JSON.stringify({ model: 'tiny', messages: say('chunks=5 delay=100'), stream: true }),
    });
    await until('it runs', async () => (await engine.requests()).some(({ endedAt }) => endedAt === null));
    first.signal('SIGTERM');
    assert.match((await running).text, /\[DONE\]/);
    assert.equal(await first.exited, 0);
    const second = await spawnGateway(yamlFor(engine.url), {}, dataDir);
    test.after(() => second.stop());
    const used = sumOf(await accountCalls(() => second.url).done('GET', '/v1/usage', alice.token));
    assert.deepEqual([used.requests, used.gen_tokens], [21, 65]);
  });
});
