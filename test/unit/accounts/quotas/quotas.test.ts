/** One request through rates, budget and ledger: what is taken is given back, whichever of them says no. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Caller, CallerAccount } from '../../../../server/accounts/keys.ts';
import { Budget } from '../../../../server/accounts/quotas/budgets/budget.ts';
import { createConfigKeyQuotas } from '../../../../server/accounts/quotas/config-keys.ts';
import { createQuotas, type Hold, type QuotaAsk, type Quotas } from '../../../../server/accounts/quotas/quotas.ts';
import { createRates, type Rates } from '../../../../server/accounts/quotas/rates/rates.ts';
import type { Charge, Entry, Ledger } from '../../../../server/accounts/usage/index.ts';
import { AppError } from '../../../../server/platform/errors.ts';
import { VirtualClock } from '../../engines/fleet/fakes/virtual-clock.ts';

const alice: Caller = {
  name: 'alice/laptop',
  verbs: new Set(['infer']),
  models: null,
  account: { userId: 'usr_1', credentialId: 'key_1', kind: 'key' },
};
const ci: Caller = { name: 'ci', verbs: new Set(['infer']), models: null, account: null, configKey: 'key:ci' };

const asked = (caller: Caller, fields: Partial<QuotaAsk> = {}): QuotaAsk => ({
  caller,
  requestId: 'req_1',
  path: '/v1/chat/completions',
  model: 'tiny',
  promptTokens: 100,
  genTokens: 50,
  mostGenTokens: 50,
  ...fields,
});

class FakeLedger implements Ledger {
  readonly opened: Entry[] = [];
  readonly ended: Entry[] = [];
  readonly dropped: string[] = [];
  readonly grew: [string, number][] = [];
  error: AppError | null = null;
  open(entry: Entry): void {
    entry.isOpen = true;
    this.opened.push(entry);
  }
  end(entry: Entry, charge: Charge): void {
    entry.isOpen = false;
    this.ended.push(Object.assign(entry, charge));
  }
  drop(entry: Entry): void {
    entry.isOpen = false;
    this.dropped.push(entry.id);
  }
  grown(entry: Entry, genTokens: number): void {
    entry.genTokens = genTokens;
    this.grew.push([entry.id, genTokens]);
  }
  whenWritten = (go: (error: AppError | null) => void): void => go(this.error);
  start(): void {}
  stop(): void {}
  flush = async (): Promise<void> => {};
  allEnded = async (): Promise<boolean> => true;
  fault = (): Error | null => this.error;
}

interface Parts {
  readonly quotas: Quotas;
  readonly rates: Rates;
  readonly budget: Budget;
  readonly ledger: FakeLedger;
  refusal: unknown;
  rejection: Error;
}

function parts(): Parts {
  const clock = new VirtualClock();
  const budget = new Budget();
  budget.limits = { prompt: null, gen: 1000 };
  budget.slice = { prompt: 0, gen: 1000 };
  const ledger = new FakeLedger();
  const rates = createRates(clock);
  const it: Omit<Parts, 'quotas'> = { rates, budget, ledger, refusal: null, rejection: new Error('exhausted') };
  const quotas = createQuotas({
    gatewayId: 'gw',
    rates,
    budgets: {
      reserve(_user, need) {
        if (it.refusal !== null) throw it.refusal;
        if (budget.reserve(need, clock.now())) return budget;
        return Promise.reject(it.rejection);
      },
      take(_user, need) {
        budget.take(need, clock.now());
        return budget;
      },
    },
    ledger,
    clock,
  });
  return Object.assign(it, { quotas });
}

const limitOf = (subject: 'user' | 'key', subjectId: string, concurrentRequests: number) => ({
  subject,
  subjectId,
  model: null,
  limits: { requestsPerMinute: 10, tokensPerMinute: null, concurrentRequests },
});

function held(hold: Hold | null | Promise<Hold | null>): Hold {
  assert.ok(hold !== null && !(hold instanceof Promise), 'at once');
  return hold;
}

describe('a request that is let through', () => {
  test('is in the ledger as what it may cost, before anybody goes on', () => {
    const { quotas, ledger, budget } = parts();
    const hold = held(quotas.reserve(asked(alice)));
    const [record] = ledger.opened;
    assert.deepEqual([record?.userId, record?.credentialId, record?.model], ['usr_1', 'key_1', 'tiny']);
    assert.deepEqual([record?.promptTokens, record?.genTokens], [100, 50]);
    assert.deepEqual([hold.reserved.promptTokens, hold.reserved.genTokens], [100, 50]);
    assert.deepEqual(budget.open, { prompt: 100, gen: 50 });
  });

  test('is settled once, as what it was', () => {
    const { quotas, ledger, budget } = parts();
    const hold = held(quotas.reserve(asked(alice)));
    hold.settle({ promptTokens: 7, genTokens: 3, outcome: 'completed' });
    hold.settle({ promptTokens: 9, genTokens: 9, outcome: 'completed' });
    hold.cancel();
    assert.deepEqual(
      ledger.ended.map(({ promptTokens, genTokens }) => [promptTokens, genTokens]),
      [[7, 3]],
    );
    assert.deepEqual(
      [ledger.dropped, budget.open, budget.unwritten],
      [[], { prompt: 7, gen: 3 }, { prompt: 7, gen: 3 }],
    );
  });

  test('leaves nothing behind where no engine answered', () => {
    const { quotas, ledger, budget } = parts();
    const hold = held(quotas.reserve(asked(alice)));
    hold.cancel();
    hold.cancel();
    hold.settle({ promptTokens: 7, genTokens: 3, outcome: 'completed' });
    assert.deepEqual([ledger.ended, ledger.dropped.length, budget.open], [[], 1, { prompt: 0, gen: 0 }]);
  });

  test('is written down again when more is generated than was reserved, not with every token', () => {
    const { quotas, ledger, budget } = parts();
    const hold = held(quotas.reserve(asked(alice)));
    for (let tokens = 1; tokens <= 400; tokens++) hold.generated(tokens);
    const [id] = ledger.opened.map((record) => record.id);
    assert.deepEqual(ledger.grew, [
      [id, 51 + 256],
      [id, 308 + 256],
    ]);
    assert.equal(budget.open.gen, 564);
    hold.settle({ promptTokens: 7, genTokens: 400, outcome: 'completed' });
    hold.generated(10_000);
    assert.deepEqual([budget.open, ledger.grew.length], [{ prompt: 7, gen: 400 }, 2]);
  });

  test('has all of the budget that it might need, and in the ledger what is likely', () => {
    const { quotas, ledger, budget } = parts();
    const hold = held(quotas.reserve(asked(alice, { mostGenTokens: 400 })));
    assert.deepEqual([budget.open.gen, hold.reserved.genTokens], [400, 50]);
    hold.generated(100);
    assert.deepEqual([budget.open.gen, ledger.grew.length], [400, 1], 'it is within what it has');
    hold.generated(390);
    assert.equal(budget.open.gen, 390 + 256);
    hold.settle({ promptTokens: 7, genTokens: 390, outcome: 'completed' });
    assert.deepEqual(budget.open, { prompt: 7, gen: 390 });
  });

  test('has an id of its own, also where its client uses a request id twice', () => {
    const { quotas, ledger } = parts();
    for (let i = 0; i < 3; i++) held(quotas.reserve(asked(alice)));
    assert.equal(new Set(ledger.opened.map(({ id }) => id)).size, 3);
  });

  test('hears 503 where what it costs cannot be written down', () => {
    const { quotas, ledger } = parts();
    ledger.error = new AppError('storage_unavailable', 'no space left');
    let said: unknown;
    held(quotas.reserve(asked(alice))).whenWritten((error) => {
      said = error?.code;
    });
    assert.equal(said, 'storage_unavailable');
  });
});

describe('a request while the database is down', () => {
  const down = new AppError('storage_unavailable', 'down');
  const unlimited: Caller = { ...alice, account: { ...(alice.account as CallerAccount), unlimited: true } };

  test('of a user without limits is let through and written down', async () => {
    const { quotas, ledger, budget } = Object.assign(parts(), { rejection: down });
    budget.limits = null;
    const hold = await quotas.reserve(asked(unlimited));
    assert.ok(hold !== null && budget.open.gen > 0);
    assert.equal(ledger.opened.length, 1);
  });

  test('of others is refused', async () => {
    const { quotas, ledger, budget } = Object.assign(parts(), { rejection: down });
    budget.limits = null;
    await assert.rejects(async () => quotas.reserve(asked(alice)), { code: 'storage_unavailable' });
    assert.deepEqual(ledger.opened, []);
  });
});

describe('a request that is refused', () => {
  test('by its rates has taken nothing from the budget', () => {
    const { quotas, rates, budget, ledger } = parts();
    rates.configure([limitOf('user', 'usr_1', 0)]);
    assert.throws(() => quotas.reserve(asked(alice)), { code: 'rate_limit_exceeded' });
    assert.deepEqual([budget.open, ledger.opened], [{ prompt: 0, gen: 0 }, []]);
  });

  for (const [how, refuse] of [
    ['at once', (it: Parts) => (it.refusal = new Error('exhausted'))],
    ['by the database', (it: Parts) => (it.budget.slice = { prompt: 0, gen: 0 })],
  ] as const)
    test(`by its budget, ${how}, leaves its place among the concurrent ones to the next`, async () => {
      const it = parts();
      it.rates.configure([limitOf('user', 'usr_1', 1)]);
      refuse(it);
      for (let i = 0; i < 20; i++) await assert.rejects(async () => it.quotas.reserve(asked(alice)), /exhausted/);
      it.refusal = null;
      it.budget.slice = { prompt: 0, gen: 1000 };
      const hold = held(it.quotas.reserve(asked(alice)));
      assert.equal(hold.headers[hold.headers.indexOf('x-ratelimit-remaining-requests') + 1], '9', 'it is the first');
    });
});

describe('a caller without an account', () => {
  test('is asked for nothing and charged nothing', () => {
    const { quotas, ledger } = parts();
    assert.equal(quotas.reserve(asked({ ...ci, configKey: undefined } as unknown as Caller)), null);
    assert.deepEqual(ledger.opened, []);
  });
});

describe('a key of the configuration', () => {
  const ofKeys = (it: Parts): Quotas =>
    createConfigKeyQuotas({ gatewayId: 'gw', rates: it.rates, ledger: it.ledger, clock: new VirtualClock() });

  test('is counted under its id, in records that are unlike those of users, and has no budget', () => {
    const it = parts();
    held(it.quotas.reserve(asked(alice)));
    const quotas = ofKeys(it);
    for (let i = 0; i < 100; i++)
      held(quotas.reserve(asked(ci, { genTokens: 1e9 }))).settle({
        promptTokens: 1,
        genTokens: 2,
        outcome: 'completed',
      });
    assert.deepEqual([it.ledger.ended.length, it.ledger.ended[0]?.userId], [100, 'key:ci']);
    assert.equal(new Set(it.ledger.opened.map(({ id }) => id)).size, 101);
  });

  test('is under its rates', () => {
    const it = parts();
    it.rates.configure([limitOf('key', 'key:ci', 1)]);
    const quotas = ofKeys(it);
    const first = held(quotas.reserve(asked(ci)));
    assert.throws(() => quotas.reserve(asked(ci)), /concurrent requests of the key "ci" is reached: 1 of 1/);
    held(quotas.reserve(asked({ ...ci, name: 'other', configKey: 'key:other' })));
    first.cancel();
    held(quotas.reserve(asked(ci)));
  });
});
