import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RateGate, type RateLimits } from '../../../../server/accounts/quotas/rates/rate-gate.ts';
import { duration, rateHeaders } from '../../../../server/accounts/quotas/rates/rate-headers.ts';
import { randomFrom } from './random.ts';

const gateOf = (limits: Partial<RateLimits>): RateGate =>
  new RateGate({ requestsPerMinute: null, tokensPerMinute: null, concurrentRequests: null, ...limits });

const START = 5_000_000;

describe('requests per minute', () => {
  test('are refused when as many have come', () => {
    const gate = gateOf({ requestsPerMinute: 2 });
    for (let i = 0; i < 2; i++) gate.enter(START, 0);
    assert.deepEqual(gate.refusal(START), { limit: 'requests per minute', used: 2, allowed: 2, retryAfterMs: 61_000 });
  });

  test('are free again when the told time has passed, not earlier', () => {
    const gate = gateOf({ requestsPerMinute: 1 });
    gate.enter(START + 300, 0);
    const wait = gate.refusal(START + 900)?.retryAfterMs ?? 0;
    assert.notEqual(gate.refusal(START + 900 + wait - 1), null);
    assert.equal(gate.refusal(START + 900 + wait), null);
  });

  test('do not count which no engine has had', () => {
    const gate = gateOf({ requestsPerMinute: 1 });
    gate.leave(START + 5, gate.enter(START, 0), 0, false);
    assert.equal(gate.refusal(START + 10), null);
  });

  test('are never more than the limit in any sixty seconds, whenever they come', () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = randomFrom(seed);
      const gate = gateOf({ requestsPerMinute: 20 });
      const entered: number[] = [];
      for (let now = START; now < START + 300_000; now += random() * 3000)
        if (gate.refusal(now) === null) {
          gate.enter(now, 0);
          entered.push(now);
        }
      for (const from of entered) {
        const within = entered.filter((at) => at >= from && at < from + 60_000).length;
        assert.ok(within <= 20, `seed ${seed}: ${within}`);
      }
      assert.ok(entered.length >= 60, `seed ${seed}: only ${entered.length} of five minutes`);
    }
  });
});

describe('tokens per minute', () => {
  test('let a request through as long as one is left', () => {
    const gate = gateOf({ tokensPerMinute: 100 });
    gate.enter(START, 99);
    assert.equal(gate.refusal(START), null);
    gate.enter(START, 500);
    assert.equal(gate.refusal(START)?.used, 599);
  });

  test('count what was used in the place of what was reserved', () => {
    const gate = gateOf({ tokensPerMinute: 100 });
    gate.leave(START + 9000, gate.enter(START, 100), 30 - 100, true);
    assert.equal(gate.remaining('tokens', START + 9000), 70);
    assert.equal(gate.resetMs('tokens', START + 9000), 52_000);
  });

  test('of a request that ended after its minute do not count twice', () => {
    const gate = gateOf({ tokensPerMinute: 100 });
    gate.leave(START + 90_000, gate.enter(START, 100), 30 - 100, true);
    assert.equal(gate.remaining('tokens', START + 90_000), 100);
  });

  test('are free again when the last that cost something leaves, not the last that came', () => {
    const gate = gateOf({ tokensPerMinute: 100 });
    gate.enter(START, 5);
    gate.leave(START + 30_000, gate.enter(START + 20_000, 100), -100, true);
    assert.equal(gate.resetMs('tokens', START + 30_000), 31_000);
    assert.equal(gate.resetMs('requests', START + 30_000), 51_000);
    assert.equal(gate.resetMs('tokens', START + 61_000), 0);
  });
});

describe('concurrent requests', () => {
  test('are refused while as many run, and let through when one has ended', () => {
    const gate = gateOf({ concurrentRequests: 1 });
    const pass = gate.enter(START, 0);
    assert.deepEqual(gate.refusal(START), { limit: 'concurrent requests', used: 1, allowed: 1, retryAfterMs: 1000 });
    gate.leave(START + 1, pass, 0, true);
    assert.equal(gate.refusal(START + 1), null);
  });
});

describe('the headers', () => {
  test('are those of OpenAI, of the limit of which least is left', () => {
    const wide = gateOf({ requestsPerMinute: 100, tokensPerMinute: 50 });
    const narrow = gateOf({ requestsPerMinute: 3 });
    for (const gate of [wide, narrow]) gate.enter(START, 20);
    assert.deepEqual(rateHeaders([wide, narrow], START), [
      ...['x-ratelimit-limit-requests', '3', 'x-ratelimit-remaining-requests', '2'],
      ...['x-ratelimit-reset-requests', '1m1s'],
      ...['x-ratelimit-limit-tokens', '50', 'x-ratelimit-remaining-tokens', '30', 'x-ratelimit-reset-tokens', '1m1s'],
    ]);
  });

  test('are none where only concurrent requests are limited', () => {
    assert.deepEqual(rateHeaders([gateOf({ concurrentRequests: 3 })], START), []);
  });

  test('tell times as OpenAI does', () => {
    assert.deepEqual([0, 20, 999.5, 1001, 59_000, 60_000, 61_500].map(duration), [
      '0ms',
      '20ms',
      '1s',
      '2s',
      '59s',
      '1m0s',
      '1m2s',
    ]);
  });
});
