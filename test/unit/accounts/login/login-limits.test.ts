import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLoginLimits } from '../../../../server/accounts/login/login-limits.ts';
import { TokenBuckets } from '../../../../server/accounts/login/token-buckets.ts';
import { AppError } from '../../../../server/platform/errors.ts';

describe('token buckets', () => {
  const rate = { burst: 3, perMinute: 60 };

  it('give as many as the burst at once, then as they fill', () => {
    const buckets = new TokenBuckets(rate);
    for (let i = 0; i < 3; i++) {
      assert.equal(buckets.waitMs('a', 0), 0);
      buckets.take('a', 0);
    }
    assert.equal(buckets.waitMs('a', 0), 1_000);
    assert.equal(buckets.waitMs('a', 400), 600);
    assert.equal(buckets.waitMs('a', 1_000), 0);
    buckets.take('a', 1_000);
    assert.equal(buckets.waitMs('a', 1_000), 1_000);
  });

  it('never hold more than the burst', () => {
    const buckets = new TokenBuckets(rate);
    buckets.take('a', 0);
    for (let i = 0; i < 3; i++) buckets.take('a', 1_000_000);
    assert.equal(buckets.waitMs('a', 1_000_000), 1_000);
  });

  it('are one for each name', () => {
    const buckets = new TokenBuckets(rate);
    for (let i = 0; i < 3; i++) buckets.take('a', 0);
    assert.equal(buckets.waitMs('b', 0), 0);
  });

  it('are as before where a token was given back', () => {
    const buckets = new TokenBuckets(rate);
    for (let i = 0; i < 100; i++) {
      buckets.take('a', 0);
      buckets.giveBack('a', 0);
    }
    assert.equal(buckets.waitMs('a', 0), 0);
  });

  it('forget the name longest untouched where there are too many', () => {
    const buckets = new TokenBuckets(rate, 2);
    for (const name of ['a', 'b', 'c']) for (let i = 0; i < 3; i++) buckets.take(name, 0);
    assert.deepEqual(
      ['a', 'b', 'c'].map((name) => buckets.waitMs(name, 0) > 0),
      [false, true, true],
    );
  });
});

function limits() {
  let now = 0;
  const limits = createLoginLimits({ now: () => now });
  /** How many of so many wrong ones are let through. */
  const wrong = (count: number, name: (i: number) => string, address: (i: number) => string): number => {
    let let_ = 0;
    for (let i = 0; i < count; i++)
      try {
        limits.take(name(i), address(i));
        let_ += 1;
      } catch (error) {
        assert.ok(error instanceof AppError && error.code === 'login_limited');
        assert.ok((error.details.retryAfterSeconds ?? 0) > 0);
      }
    return let_;
  };
  const of = (value: string) => () => value;
  return {
    wrong,
    of,
    pass(ms: number) {
      now += ms;
    },
    right: () => limits.take('right', '9.9.9.9').giveBack(),
  };
}

describe('wrong passwords', () => {
  it('for one name from one address: 10, then 10 a minute', () => {
    const { wrong, of, pass } = limits();
    assert.equal(wrong(200, of('alice'), of('1.2.3.4')), 10);
    pass(60_000);
    assert.equal(wrong(200, of('alice'), of('1.2.3.4')), 10);
  });

  it('for one name stop nobody else at that address', () => {
    const { wrong, of } = limits();
    wrong(200, of('alice'), of('1.2.3.4'));
    assert.equal(wrong(1, of('bob'), of('1.2.3.4')), 1);
  });

  it('for one name from one address do not lock its owner out elsewhere', () => {
    const { wrong, of } = limits();
    wrong(200, of('alice'), of('1.2.3.4'));
    assert.equal(wrong(1, of('alice'), of('5.6.7.8')), 1);
  });

  it('for one name from very many addresses: 100', () => {
    const { wrong, of } = limits();
    assert.equal(
      wrong(1_000, of('alice'), (i) => `10.0.${i >> 8}.${i & 255}`),
      100,
    );
  });

  it('for many names from one address: 60', () => {
    const { wrong, of } = limits();
    assert.equal(
      wrong(1_000, (i) => `user-${i}`, of('1.2.3.4')),
      60,
    );
    assert.equal(wrong(1, of('bob'), of('5.6.7.8')), 1);
  });

  it('from one network of IPv6 count as from one address', () => {
    const { wrong, of } = limits();
    assert.equal(
      wrong(200, of('alice'), (i) => `2001:db8::${i.toString(16)}:1`),
      10,
    );
    assert.equal(wrong(1, of('alice'), of('2001:db8:0:1::1')), 1, 'another network');
    assert.equal(wrong(1, of('alice'), of('2001:db8:0:0:5::1')), 0, 'the same one, written otherwise');
  });

  it('from an IPv4 address count the same in the writing of IPv6', () => {
    const { wrong, of } = limits();
    wrong(200, of('alice'), of('1.2.3.4'));
    assert.equal(wrong(1, of('alice'), of('::ffff:1.2.3.4')), 0);
    assert.equal(wrong(1, of('alice'), of('::ffff:1.2.3.5')), 1);
  });

  it('are not what right ones are', () => {
    const { right } = limits();
    for (let i = 0; i < 1_000; i++) right();
  });
});
