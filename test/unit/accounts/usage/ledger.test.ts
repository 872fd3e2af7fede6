import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { Entry } from '../../../../server/accounts/usage/entry.ts';
import {
  createJournal,
  type Journal,
  type OpenRecord,
  readJournal,
} from '../../../../server/accounts/usage/journal.ts';
import { createLedger, type Ledger } from '../../../../server/accounts/usage/ledger.ts';
import type { UsageRecord } from '../../../../server/accounts/usage/usage-record.ts';
import { settled, VirtualClock } from '../../engines/fleet/fakes/virtual-clock.ts';
import { randomFrom } from '../quotas/random.ts';

const open = (id: string, genTokens = 50): OpenRecord => ({
  id,
  requestId: 'req_1',
  userId: 'usr_1',
  credentialId: 'key_1',
  model: 'tiny',
  path: '/v1/chat/completions',
  promptTokens: 100,
  genTokens,
  createdAt: '2030-01-01T00:00:00.000Z',
});
const ended = (id: string, genTokens = 3): UsageRecord => ({ ...open(id, genTokens), outcome: 'completed' });

/** By id, as the tests name them. */
interface LedgerById extends Omit<Ledger, 'open' | 'grown' | 'end' | 'drop'> {
  open(record: OpenRecord): void;
  grown(id: string, genTokens: number): void;
  end(record: UsageRecord): void;
  drop(id: string): void;
}

function byId(ledger: Ledger): LedgerById {
  const entries = new Map<string, Entry>();
  const entry = (id: string): Entry => entries.get(id) ?? new Entry(open(id));
  return {
    open(record) {
      const made = new Entry(record);
      entries.set(record.id, made);
      ledger.open(made);
    },
    grown: (id, genTokens) => ledger.grown(entry(id), genTokens),
    end: (record) => ledger.end(entry(record.id), record),
    drop: (id) => ledger.drop(entry(id)),
    whenWritten: (go) => ledger.whenWritten(go),
    start: () => ledger.start(),
    flush: () => ledger.flush(),
    allEnded: (atMostMs) => ledger.allEnded(atMostMs),
    fault: () => ledger.fault(),
    stop: () => ledger.stop(),
  };
}

interface Books {
  readonly ledger: LedgerById;
  readonly clock: VirtualClock;
  readonly path: string;
  /** What the database has, by id. */
  readonly database: Map<string, UsageRecord>;
  readonly batches: string[][];
  readonly warnings: string[];
  /** Set: neither takes anything. */
  databaseDown: boolean;
  databaseSlow: boolean;
  /** Set: what comes after the batches fails. */
  afterwardsDown: boolean;
  diskFull: boolean;
  flushes: number;
}

/** A real journal file, and a database that is a map. */
function books(t: TestContext, options: { readonly compactBytes?: number } = {}): Books {
  const dir = mkdtempSync(join(tmpdir(), 'ledger-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  const path = join(dir, 'usage.journal');
  const file = createJournal(path, 'g1');
  const clock = new VirtualClock();
  const it: Omit<Books, 'ledger'> & { ledger?: LedgerById } = {
    clock,
    path,
    database: new Map(),
    batches: [],
    warnings: [],
    databaseDown: false,
    databaseSlow: false,
    afterwardsDown: false,
    diskFull: false,
    flushes: 0,
  };
  const journal: Journal = {
    reserved: (record) => file.reserved(record),
    grown: (id, genTokens) => file.grown(id, genTokens),
    ended: (record) => file.ended(record),
    dropped: (id) => file.dropped(id),
    flush() {
      it.flushes += 1;
      if (it.diskFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      file.flush();
    },
    get bytes() {
      return file.bytes;
    },
    compact: (stillOpen, unwritten) => file.compact(stillOpen, unwritten),
    remove: () => file.remove(),
  };
  const ledger = createLedger({
    journal,
    clock,
    log: { warn: (_fields, message) => void it.warnings.push(message ?? ''), info() {} },
    async write(records) {
      if (it.databaseSlow) await settled();
      if (it.databaseDown) throw new Error('down');
      if (records.length > 0) it.batches.push(records.map(({ id }) => id));
      for (const record of records) if (!it.database.has(record.id)) it.database.set(record.id, record);
    },
    async afterwards() {
      if (it.afterwardsDown) throw new Error('down');
    },
    ...options,
  });
  return Object.assign(it, { ledger: byId(ledger) });
}

/** The answer of `whenWritten`. */
const written = (ledger: LedgerById): Promise<Error | null> => new Promise((resolve) => ledger.whenWritten(resolve));

describe('a ledger', () => {
  test('lets nothing go on before it is written down, and writes once for all of a turn', async (t) => {
    const it = books(t);
    const answers: unknown[] = [];
    for (const id of ['a', 'b', 'c']) {
      it.ledger.open(open(id));
      it.ledger.whenWritten((error) => answers.push(error));
    }
    assert.deepEqual([answers, it.flushes, readJournal(it.path)?.open], [[], 0, []]);
    await settled();
    assert.deepEqual([answers, it.flushes], [[null, null, null], 1]);
    assert.equal(readJournal(it.path)?.open.length, 3);
  });

  test('keeps nobody waiting where all is written down', async (t) => {
    const it = books(t);
    it.ledger.open(open('a'));
    await written(it.ledger);
    let answer: unknown;
    it.ledger.whenWritten((error) => {
      answer = error;
    });
    assert.equal(answer, null, 'in the same turn');
  });

  test('writes what has ended to the database within half a second, in one batch, once', async (t) => {
    const it = books(t);
    it.ledger.start();
    for (const id of ['a', 'b', 'c']) it.ledger.open(open(id));
    it.ledger.end(ended('a'));
    it.ledger.end(ended('b', 7));
    it.ledger.end(ended('a', 1000));
    assert.equal(it.database.size, 0);
    await it.clock.advance(500);
    assert.deepEqual(it.batches, [['a', 'b']]);
    assert.equal(it.database.get('b')?.genTokens, 7);
    await it.clock.advance(2000);
    assert.deepEqual(it.batches, [['a', 'b']]);
    it.ledger.stop();
  });

  test('charges nothing for what no engine answered', async (t) => {
    const it = books(t);
    it.ledger.open(open('a'));
    it.ledger.drop('a');
    it.ledger.end(ended('a'));
    await it.ledger.flush();
    assert.equal(it.database.size, 0);
    assert.deepEqual(readJournal(it.path), { gatewayId: 'g1', mark: null, ended: [], open: [] });
  });

  test('has written what ended while a batch was being written when the next `flush` resolves', async (t) => {
    const it = books(t);
    for (const id of ['a', 'b']) it.ledger.open(open(id));
    it.ledger.end(ended('a'));
    const first = it.ledger.flush();
    it.ledger.end(ended('b'));
    await it.ledger.flush();
    await first;
    assert.deepEqual([...it.database.keys()], ['a', 'b']);
  });

  test('loses nothing while the database is down, and says so once', async (t) => {
    const it = books(t);
    it.ledger.start();
    it.databaseDown = true;
    for (let i = 0; i < 5; i++) {
      it.ledger.open(open(`${i}`));
      assert.equal(await written(it.ledger), null, 'requests go on');
      it.ledger.end(ended(`${i}`));
      await it.clock.advance(10_000);
    }
    assert.equal(it.warnings.length, 1);
    await assert.rejects(it.ledger.flush(), /down/);
    it.databaseDown = false;
    await it.clock.advance(500);
    assert.deepEqual([...it.database.keys()], ['0', '1', '2', '3', '4']);
    it.ledger.stop();
  });

  test('writes a batch once, also where the database fails right after it', async (t) => {
    const it = books(t);
    it.ledger.open(open('a'));
    it.ledger.end(ended('a'));
    it.afterwardsDown = true;
    await assert.rejects(it.ledger.flush(), /down/);
    it.afterwardsDown = false;
    await it.ledger.flush();
    assert.deepEqual(it.batches, [['a']]);
  });

  test('writes down what grows before it returns, and never less than before', (t) => {
    const it = books(t);
    it.ledger.open(open('a', 50));
    it.ledger.grown('a', 300);
    it.ledger.grown('a', 200);
    it.ledger.grown('nobody', 900);
    assert.deepEqual(readJournal(it.path)?.open, [open('a', 300)]);
  });

  test('says when all that was opened has ended, or that it has not', async (t) => {
    const it = books(t);
    assert.equal(await it.ledger.allEnded(100), true);
    for (const id of ['a', 'b']) it.ledger.open(open(id));
    const late = it.ledger.allEnded(100);
    await it.clock.advance(101);
    assert.equal(await late, false);
    const all = it.ledger.allEnded(100);
    it.ledger.end(ended('a'));
    it.ledger.drop('b');
    assert.equal(await all, true);
  });

  test('makes its journal smaller, and leaves in it what is open', async (t) => {
    const it = books(t, { compactBytes: 10_000 });
    it.ledger.open(open('x'));
    for (let i = 0; i < 200; i++) {
      it.ledger.open(open(`${i}`));
      it.ledger.end(ended(`${i}`));
    }
    await it.ledger.flush();
    assert.deepEqual(readJournal(it.path), { gatewayId: 'g1', mark: null, ended: [], open: [open('x')] });
    assert.equal(it.database.size, 200);
  });

  test('that is stopped writes nothing by itself any more', async (t) => {
    const it = books(t);
    it.ledger.start();
    it.ledger.stop();
    it.ledger.open(open('a'));
    it.ledger.end(ended('a'));
    await it.clock.advance(5000);
    assert.equal(it.database.size, 0);
  });
});

describe('a ledger on a full disk', () => {
  test('lets requests go on for a minute, and has all of them written when there is room', async (t) => {
    const it = books(t);
    it.ledger.start();
    it.diskFull = true;
    for (let i = 0; i < 5; i++) {
      it.ledger.open(open(`${i}`));
      assert.equal(await written(it.ledger), null);
      it.ledger.grown(`${i}`, 400);
      await it.clock.advance(10_000);
    }
    assert.match(it.ledger.fault()?.message ?? '', /no space/);
    assert.deepEqual(readJournal(it.path)?.open, []);
    it.diskFull = false;
    await it.clock.advance(500);
    assert.equal(it.ledger.fault(), null);
    assert.deepEqual(
      readJournal(it.path)?.open.map(({ genTokens }) => genTokens),
      Array(5).fill(400),
    );
    it.ledger.stop();
  });

  test('refuses them after that minute, keeps nothing of those, and lets the next ones in when there is room', async (t) => {
    const it = books(t);
    it.ledger.start();
    it.diskFull = true;
    it.ledger.open(open('before'));
    await written(it.ledger);
    await it.clock.advance(61_000);
    const tried = it.flushes;
    for (let i = 0; i < 1000; i++) {
      it.ledger.open(open(`${i}`));
      it.ledger.whenWritten((error) => {
        assert.match(String(error?.cause), /no space/);
        it.ledger.drop(`${i}`);
      });
    }
    await settled();
    assert.ok(it.flushes - tried <= 1, 'the file system is not asked for each');
    it.diskFull = false;
    await it.clock.advance(500);
    it.ledger.open(open('after'));
    assert.equal(await written(it.ledger), null);
    assert.deepEqual(
      readJournal(it.path)?.open.map(({ id }) => id),
      ['before', 'after'],
    );
    it.ledger.stop();
  });

  test('writes to the database what has ended, all the same', async (t) => {
    const it = books(t);
    it.ledger.start();
    it.diskFull = true;
    it.ledger.open(open('a'));
    await written(it.ledger);
    it.ledger.end(ended('a'));
    await it.clock.advance(500);
    assert.deepEqual([...it.database.keys()], ['a']);
    it.ledger.stop();
  });
});

describe('a gateway that is killed', () => {
  test('owes no less than was used and no more than was open, at any step, in 100 random orders', async (t) => {
    for (let seed = 0; seed < 100; seed++) await killedSomewhere(t, seed);
  });
});

/** Requests come, grow and end, the database and the disk come and go; then only what is on the disk is left. */
async function killedSomewhere(t: TestContext, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const it = books(t, { compactBytes: 3000 });
  it.databaseSlow = true;
  const running = new Map<string, { reserved: number; used: number }>();
  let endedTokens = 0;
  const steps = 5 + Math.floor(random() * 120);
  for (let step = 0; step < steps; step++) {
    const chance = random();
    const [some] = [...running.keys()].slice(Math.floor(random() * running.size));
    if (chance < 0.4 || some === undefined) {
      it.ledger.open(open(`${step}`, 20));
      assert.equal(await written(it.ledger), null);
      running.set(`${step}`, { reserved: 20, used: 0 });
    } else if (chance < 0.6) {
      const request = running.get(some) as { reserved: number; used: number };
      request.used += Math.floor(random() * 30);
      if (request.used > request.reserved) {
        request.reserved = request.used + 10;
        it.ledger.grown(some, request.reserved);
      }
    } else if (chance < 0.8) {
      const { used } = running.get(some) as { used: number };
      it.ledger.end(ended(some, used));
      endedTokens += used;
      running.delete(some);
    } else if (chance < 0.85) {
      it.ledger.drop(some);
      running.delete(some);
    } else if (chance < 0.95) {
      it.databaseDown = random() < 0.4;
      void it.ledger.flush().catch(() => {});
      if (random() < 0.5) await settled();
    } else await it.clock.advance(100);
  }
  const left = readJournal(it.path);
  const settledIn = new Map(it.database);
  for (const record of left?.ended ?? []) if (!settledIn.has(record.id)) settledIn.set(record.id, record);
  for (const record of left?.open ?? [])
    if (!settledIn.has(record.id)) settledIn.set(record.id, { ...record, outcome: 'interrupted' });
  const charged = [...settledIn.values()].reduce((sum, { genTokens }) => sum + genTokens, 0);
  const used = [...running.values()].reduce((sum, request) => sum + request.used, 0);
  assert.ok(charged >= endedTokens + used, `seed ${seed}: ${charged} charged, ${endedTokens + used} used`);
  // What ended or was dropped in the very last moment may be in the journal as open still, each with its reserve.
  const unsettled = (left?.open ?? []).reduce((sum, { genTokens }) => sum + genTokens, 0);
  assert.ok(charged <= endedTokens + unsettled, `seed ${seed}: ${charged} charged, ${endedTokens} + ${unsettled}`);
}
