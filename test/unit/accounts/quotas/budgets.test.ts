/** Lifetime budgets of parallel requests on one and more gateways, over a database that is a map. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { Budget } from '../../../../server/accounts/quotas/budgets/budget.ts';
import { type Budgets, createBudgets, type SliceSource } from '../../../../server/accounts/quotas/budgets/budgets.ts';
import { decideGrant, type LifetimeLimits } from '../../../../server/accounts/quotas/budgets/grant.ts';
import { minus, NO_TOKENS, plus, type Tokens } from '../../../../server/accounts/quotas/tokens.ts';
import { writeBatch } from '../../../../server/accounts/quotas/write-batch.ts';
import type { UsageRecord } from '../../../../server/accounts/usage/index.ts';
import { randomFrom } from './random.ts';

const gen = (tokens: number): Tokens => ({ prompt: 0, gen: tokens });

/** One user in a database that answers when it likes. */
class FakeDatabase {
  limits: LifetimeLimits;
  used = NO_TOKENS;
  readonly slices = new Map<string, Tokens>();
  asked = 0;
  down = false;
  readonly #delay: () => Promise<void>;

  constructor(limits: LifetimeLimits, delay: () => Promise<void> = async () => {}) {
    this.limits = limits;
    this.#delay = delay;
  }

  source(gateway: string): SliceSource {
    return {
      take: async (_user, need, open) => {
        await this.#answer();
        const elsewhere = [...this.slices]
          .filter(([id]) => id !== gateway)
          .reduce((sum, [, it]) => plus(sum, it), NO_TOKENS);
        const decision = decideGrant({ limits: this.limits, used: this.used, elsewhere, open }, need);
        this.slices.set(gateway, decision.kind === 'granted' ? decision.slice : open);
        return { limits: this.limits, decision };
      },
      limitsOf: async (ids) => {
        await this.#answer();
        return new Map(ids.map((id) => [id, this.limits]));
      },
    };
  }

  async write(gateway: string, records: readonly UsageRecord[], slices: ReadonlyMap<string, Tokens>): Promise<void> {
    await this.#answer();
    for (const { promptTokens, genTokens } of records)
      this.used = plus(this.used, { prompt: promptTokens, gen: genTokens });
    for (const slice of slices.values()) this.slices.set(gateway, slice);
  }

  async #answer(): Promise<void> {
    this.asked += 1;
    await this.#delay();
    if (this.down) throw new Error('down');
  }
}

const record = (tokens: Tokens): UsageRecord => ({
  id: '',
  requestId: '',
  userId: 'u',
  credentialId: '',
  model: '',
  path: '',
  createdAt: '',
  outcome: 'completed',
  promptTokens: tokens.prompt,
  genTokens: tokens.gen,
});

interface Gateway {
  readonly budgets: Budgets;
  readonly ended: UsageRecord[];
  flush(now: number): Promise<void>;
}

function gatewayOn(database: FakeDatabase, id: string, clock: { now(): number }): Gateway {
  const budgets = createBudgets(database.source(id), clock);
  const ended: UsageRecord[] = [];
  const store = { write: database.write.bind(database) };
  return {
    budgets,
    ended,
    flush: (now) =>
      budgets.exclusive(() =>
        writeBatch({ store, budgets, gatewayId: id, now, keepSpareMs: 2_000, allNew: true }, ended.splice(0)),
      ),
  };
}

describe('200 parallel requests at a limit of 100', () => {
  for (const gateways of [1, 2])
    test(`on ${gateways} gateway(s) never use more than one request's maximum above it, in 100 random orders`, async () => {
      for (let seed = 0; seed < 100; seed++) {
        const random = randomFrom(seed);
        const upTo = (most: number): number => Math.floor(random() * most);
        let now = 0;
        const clock = { now: () => now };
        const database = new FakeDatabase({ prompt: null, gen: 100 }, async () => {
          for (let turns = upTo(3); turns > 0; turns--) await turn();
        });
        const all = Array.from({ length: gateways }, (_, i) => gatewayOn(database, `g${i}`, clock));
        const most = 1 + upTo(40);
        let charged = 0;
        let refused = 0;
        const request = async (gateway: Gateway): Promise<void> => {
          const need = gen(1 + upTo(most));
          let budget: Budget;
          try {
            budget = await gateway.budgets.reserve('u', need);
          } catch {
            refused += 1;
            return;
          }
          for (let turns = upTo(4); turns > 0; turns--) await turn();
          const really = gen(1 + upTo(need.gen));
          budget.settle(need, really);
          gateway.ended.push(record(really));
          charged += really.gen;
          assert.ok(charged <= 100 + most, `seed ${seed}: ${charged} at a maximum of ${most}`);
          now += upTo(60);
          if (random() < 0.2) await gateway.flush(now);
        };
        await Promise.all(Array.from({ length: 200 }, () => request(all[upTo(gateways)] as Gateway)));
        for (const gateway of all) await gateway.flush(now);
        assert.equal(database.used.gen, charged, `seed ${seed}: everything is charged`);
        assert.ok(refused > 0, `seed ${seed}: somebody is refused`);
        // What gateways hold and nobody uses comes back, and then the rest can be had.
        for (const gateway of all) await gateway.flush(now + 3000);
        for (const slice of database.slices.values()) assert.deepEqual(slice, NO_TOKENS, `seed ${seed}`);
        now += 3000;
        for (let i = 0; i < 200 && database.used.gen < 100; i++) {
          const gateway = all[upTo(gateways)] as Gateway;
          const budget = await gateway.budgets.reserve('u', gen(most));
          budget.settle(gen(most), gen(1));
          gateway.ended.push(record(gen(1)));
          now += 3000;
          for (const each of all) await each.flush(now);
        }
        assert.ok(database.used.gen >= 100 && database.used.gen <= 100 + most, `seed ${seed}: ${database.used.gen}`);
      }
    });
});

describe('a budget', () => {
  const clock = { now: () => 0 };

  test('is asked for once for many requests', async () => {
    const database = new FakeDatabase({ prompt: null, gen: 1_000_000 });
    const { budgets } = gatewayOn(database, 'g', clock);
    for (let i = 0; i < 1000; i++) await budgets.reserve('u', gen(100));
    assert.equal(database.asked, 1);
  });

  test('that has no limit is not asked for again, and lets requests through at once', async () => {
    const database = new FakeDatabase({ prompt: null, gen: null });
    const { budgets } = gatewayOn(database, 'g', clock);
    await budgets.reserve('u', gen(5));
    for (let i = 0; i < 10; i++) assert.ok(!(budgets.reserve('u', gen(1e9)) instanceof Promise));
    assert.equal(database.asked, 1);
  });

  test('that is used up is refused with used and allowed, and the database is left alone for a moment', async () => {
    const database = new FakeDatabase({ prompt: null, gen: 10 });
    database.used = gen(10);
    const { budgets } = gatewayOn(database, 'g', clock);
    await assert.rejects(async () => budgets.reserve('u', gen(5)), {
      code: 'insufficient_quota',
      message: "10 of 10 generated tokens of this user's lifetime limit are used: an admin can raise the limit.",
    });
    await assert.rejects(async () => budgets.reserve('u', gen(5)), { code: 'insufficient_quota' });
    assert.equal(database.asked, 1);
  });

  test('whose rest is only reserved is refused as a rate: it may come back', async () => {
    const { budgets } = gatewayOn(new FakeDatabase({ prompt: null, gen: 10 }), 'g', clock);
    const budget = await budgets.reserve('u', gen(10));
    await assert.rejects(async () => budgets.reserve('u', gen(1)), { code: 'rate_limit_exceeded' });
    budget.settle(gen(10), gen(2));
    await budgets.reserve('u', gen(1));
  });

  test('goes on from its slice while the database is down; then its users hear 503, and nothing is lost', async () => {
    const database = new FakeDatabase({ prompt: null, gen: 8000 });
    const { budgets, ended, flush } = gatewayOn(database, 'g', clock);
    const budget = await budgets.reserve('u', gen(10));
    database.down = true;
    budget.settle(gen(10), gen(7));
    ended.push(record(gen(7)));
    const kept = [...ended];
    await assert.rejects(flush(0), /down/);
    await budgets.reserve('u', gen(500));
    await assert.rejects(async () => budgets.reserve('u', gen(5000)), /down/);
    database.down = false;
    ended.push(...kept);
    await flush(0);
    assert.deepEqual(database.used, gen(7));
    assert.deepEqual(budget.open, gen(500));
  });

  test('heeds a limit that was set, lifted or changed, without a moment in which nothing is known', async () => {
    const database = new FakeDatabase({ prompt: null, gen: null });
    const { budgets } = gatewayOn(database, 'g', clock);
    await budgets.reserve('u', gen(5));
    database.down = true;
    await assert.rejects(budgets.refresh(), /down/);
    assert.ok(!(budgets.reserve('u', gen(5)) instanceof Promise));
    database.down = false;
    database.limits = { prompt: null, gen: 5 };
    await budgets.refresh();
    await assert.rejects(async () => budgets.reserve('u', gen(5)), { code: 'rate_limit_exceeded' });
    database.limits = { prompt: null, gen: null };
    await budgets.refresh();
    assert.ok(!(budgets.reserve('u', gen(5)) instanceof Promise));
  });

  test('heeds a limit that was lowered at once: what was set aside under the old one is not used any more', async () => {
    const database = new FakeDatabase({ prompt: null, gen: 1_000_000 });
    const { budgets } = gatewayOn(database, 'g', clock);
    const budget = await budgets.reserve('u', gen(5));
    assert.ok(budget.spare.gen > 100_000);
    await budgets.refresh();
    assert.ok(!(budgets.reserve('u', gen(5)) instanceof Promise), 'it is another user whose limits were changed');
    database.limits = { prompt: null, gen: 12 };
    await budgets.refresh();
    assert.equal(await budgets.reserve('u', gen(5)), budget, 'two are left');
    await assert.rejects(async () => budgets.reserve('u', gen(5)), { code: 'rate_limit_exceeded' });
  });

  test('grants one request more than is left, and those after it only what is left then', async () => {
    const database = new FakeDatabase({ prompt: null, gen: 60 });
    const { budgets, ended, flush } = gatewayOn(database, 'g', clock);
    const settle = (budget: Budget, reserved: number, used: number): void => {
      budget.settle(gen(reserved), gen(used));
      ended.push(record(gen(used)));
    };
    settle(await budgets.reserve('u', gen(512)), 512, 13);
    for (const used of [30, 30]) settle(await budgets.reserve('u', gen(30)), 30, used);
    await assert.rejects(async () => budgets.reserve('u', gen(1)), { code: 'insufficient_quota' });
    await flush(0);
    assert.deepEqual([database.used, database.slices.get('g')], [gen(73), gen(0)]);
  });

  test('gives back soon what one request was granted beyond the limit and has not used', async () => {
    const database = new FakeDatabase({ prompt: null, gen: 60 });
    const [one, other] = [gatewayOn(database, 'g', clock), gatewayOn(database, 'h', clock)];
    const budget = await one.budgets.reserve('u', gen(512));
    budget.settle(gen(512), gen(13));
    one.ended.push(record(gen(13)));
    await one.flush(0);
    assert.deepEqual([database.slices.get('g'), budget.slice], [gen(47), gen(47)]);
    await one.flush(3000);
    await other.budgets.reserve('u', gen(512));
  });

  test('covers what requests generate beyond what they reserved', async () => {
    const database = new FakeDatabase({ prompt: null, gen: 100 });
    const { budgets, ended, flush } = gatewayOn(database, 'g', clock);
    const budget = await budgets.reserve('u', gen(10));
    const second = await budgets.reserve('u', gen(2));
    budget.take(gen(200), 0);
    budget.settle(gen(210), gen(210));
    ended.push(record(gen(210)));
    await flush(0);
    assert.deepEqual([database.used, database.slices.get('g')], [gen(210), gen(2)]);
    assert.deepEqual(minus(second.slice, second.open), NO_TOKENS);
  });
});
