/** What the database keeps of usage and budgets: the same facts on SQLite and on Postgres. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it, type TestContext } from 'node:test';
import { newId } from '../../../server/accounts/ids.ts';
import { createGateways } from '../../../server/accounts/quotas/budgets/gateways.ts';
import { createSliceSource } from '../../../server/accounts/quotas/budgets/slice-store.ts';
import { createMetering } from '../../../server/accounts/quotas/index.ts';
import { createUserStore } from '../../../server/accounts/store/user-store.ts';
import { createUsageStore, type UsageRecord } from '../../../server/accounts/usage/index.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import type { StorageDatabase } from '../../../server/platform/storage/index.ts';
import { onEachDatabase } from '../accounts/databases/databases.ts';

const NOW = new Date('2030-01-02T03:04:05.678Z');
const gen = (tokens: number) => ({ prompt: 0, gen: tokens });

async function withUser(database: StorageDatabase, genTokenLimit: number | null): Promise<string> {
  const id = newId('usr', NOW);
  const user = { id, name: id, passwordHash: 'x', role: 'user' as const, enabled: true, createdAt: NOW.toISOString() };
  const tokens = { promptTokensUsed: 0, genTokensUsed: 0, promptTokenLimit: null, genTokenLimit };
  await createUserStore(database).add({ ...user, ...tokens }, null);
  return id;
}

const record = (id: string, userId: string, genTokens: number): UsageRecord => ({
  ...{ id, requestId: 'r "\'', userId, credentialId: 'k', model: 'tiny\n"', path: '/v1/chat/completions' },
  ...{ promptTokens: 1, genTokens, outcome: 'completed', createdAt: NOW.toISOString() },
});

onEachDatabase('usage in the database', (kind) => {
  const open = async (test: TestContext, limit: number | null = 1000) => {
    const database = await kind.open(test);
    const userId = await withUser(database, limit);
    const used = async () => (await createUserStore(database).byId(userId))?.genTokensUsed;
    const slices = () =>
      database.run((db) => db.selectFrom('quota_slices').selectAll().orderBy('gateway_id').execute());
    return { database, userId, used, slices, store: createUsageStore(database) };
  };

  it('is charged once, however often it is written', async (test) => {
    const { userId, used, store } = await open(test);
    for (const ids of [['a'], ['a', 'b'], ['b'], ['a', 'b']])
      await store.write(
        'g',
        ids.map((id) => record(id, userId, 5)),
        new Map(),
      );
    assert.equal(await used(), 10);
    const all = { userId, from: null, to: null };
    assert.deepEqual(await store.sums(all, 10), [
      { day: '2030-01-02', userId, model: 'tiny\n"', requests: 2, promptTokens: 2, genTokens: 10 },
    ]);
    assert.deepEqual(await store.sums({ ...all, from: '2030-01-03' }, 10), []);
  });

  it('that is taken for new is written, or nothing of it where some is there', async (test) => {
    const { database, userId, used, store } = await open(test);
    const some = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => record(`${from + i}`, userId, 1));
    await store.write('g', some(0, 103), new Map(), { allNew: true });
    assert.equal(await used(), 103);
    const again = store.write('g', some(102, 204), new Map(), { allNew: true });
    if (database.kind === 'sqlite') await assert.rejects(again, { code: 'storage_unavailable' });
    else await again;
    await store.write('g', some(102, 204), new Map(), { allNew: false });
    assert.equal(await used(), 204);
  });

  it('of a user who is gone stays known, and stops nobody', async (test) => {
    const { store } = await open(test);
    await store.write('g', [record('a', 'usr_gone', 5)], new Map([['usr_gone', gen(7)]]));
    assert.equal((await store.sums({ userId: 'usr_gone', from: null, to: null }, 10))[0]?.genTokens, 5);
  });

  it('is promised to one gateway at a time', async (test) => {
    const { database, userId } = await open(test, 100);
    const takes = Array.from({ length: 20 }, (_, i) =>
      createSliceSource(database, `g${i}`).take(userId, gen(30), gen(0)),
    );
    const granted = (await Promise.all(takes)).filter((answer) => answer?.decision.kind === 'granted');
    assert.equal(granted.length, 4, '90 are taken, 10 are left: one more may have them');
  });

  it('of a killed gateway is charged at its next start, and its slice is free again', async (test) => {
    const { database, userId, used, slices } = await open(test);
    await createSliceSource(database, 'g1').take(userId, gen(500), gen(0));
    assert.equal((await slices()).length, 1);
    const gateways = createGateways(database, 'g2');
    for (let i = 0; i < 2; i++) await gateways.settleKilled('g1', [record('g1-1', userId, 70)]);
    assert.deepEqual([await used(), await slices()], [70, []]);
  });

  it('of a gateway that never comes back is what it held, until it does come back', async (test) => {
    const { database, userId, used, slices } = await open(test);
    await createGateways(database, 'g1').seen(NOW, new Map());
    await createSliceSource(database, 'g1').take(userId, gen(500), gen(0));
    const other = createGateways(database, 'g2');
    assert.deepEqual(await other.settleLost(new Date(NOW.getTime() + 200_000)), [], 'it may only be slow');
    assert.deepEqual(await other.settleLost(new Date(NOW.getTime() + 400_000)), ['g1']);
    assert.deepEqual([await used(), await slices()], [500, []]);
    await other.settleKilled('g1', [record('g1-1', userId, 70)]);
    assert.equal(await used(), 70, 'its journal knows better');
    const sums = await createUsageStore(database).sums({ userId, from: null, to: null }, 10);
    assert.equal(
      sums.reduce((sum, { genTokens }) => sum + genTokens, 0),
      70,
    );
  });

  it('of a gateway that was taken for lost, and was only away, is what it was, as soon as it is seen again', async (test) => {
    const { database, userId, used, slices, store } = await open(test);
    const gateway = createGateways(database, 'g1');
    await gateway.seen(NOW, new Map());
    await createSliceSource(database, 'g1').take(userId, gen(500), gen(0));
    await createGateways(database, 'g2').settleLost(new Date(NOW.getTime() + 400_000));
    await store.write('g1', [record('g1-1', userId, 70)], new Map());
    assert.equal(await used(), 570);
    const held = new Map([
      [userId, gen(430)],
      ['usr_gone', gen(5)],
    ]);
    for (let i = 0; i < 2; i++) await gateway.seen(new Date(NOW.getTime() + 410_000), held);
    assert.equal(await used(), 70);
    assert.deepEqual(
      (await slices()).map(({ gateway_id, gen_tokens }) => [gateway_id, gen_tokens]),
      [['g1', 430]],
    );
  });

  // On SQLite there are no others.
  if (kind.kind === 'postgres')
    it('of other gateways is not taken for lost by one whose clock is wrong', async (test) => {
      const { database, userId, used, slices } = await open(test);
      const other = createGateways(database, 'g1');
      await other.seen(await other.time(new Date(0)), new Map());
      await createSliceSource(database, 'g1').take(userId, gen(500), gen(0));
      let passedMs = 0;
      const clock = {
        now: () => systemClock.now() + passedMs,
        date: () => new Date(Date.now() + 3_600_000),
        timer: () => () => {},
      };
      const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-usage-'));
      test.after(() => rmSync(dataDir, { recursive: true }));
      const metering = await createMetering({ database, dataDir, clock, log: { info() {}, warn() {} } });
      passedMs = 60_000;
      await metering.flush();
      assert.deepEqual([await used(), (await slices()).length], [0, 1]);
      await metering.close();
    });

  it('of a gateway that is lost, comes back and is lost again is what it held each time', async (test) => {
    const { database, userId, used, slices } = await open(test);
    const later = (ms: number): Date => new Date(NOW.getTime() + ms);
    const other = createGateways(database, 'g2');
    for (const round of [0, 1]) {
      await createGateways(database, 'g1').seen(later(round * 1_000_000), new Map());
      await createSliceSource(database, 'g1').take(userId, gen(100), gen(0));
      const held = (await slices())[0]?.gen_tokens ?? 0;
      const before = (await used()) ?? 0;
      assert.deepEqual(await other.settleLost(later(round * 1_000_000 + 400_000)), ['g1']);
      assert.deepEqual([await used(), await slices()], [before + held, []]);
    }
    await other.settleKilled('g1', [record('g1-1', userId, 70)]);
    assert.equal(await used(), 70);
  });
});
