import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { describe, it } from 'node:test';
import { createPasswords } from '../../../../server/accounts/passwords/passwords.ts';
import { createTurnstile } from '../../../../server/accounts/passwords/turnstile.ts';

const cheap = createPasswords({ cost: { memoryKib: 8, passes: 1, lanes: 1 } });

describe('a password', () => {
  it('fits the hash that was made of it, and no other does', async () => {
    const stored = await cheap.hash('correct horse');
    assert.equal(await cheap.verify('correct horse', stored), true);
    for (const wrong of ['', 'correct hors', 'correct horse ', 'Correct horse'])
      assert.equal(await cheap.verify(wrong, stored), false, wrong);
  });

  it('has another hash each time', async () => {
    assert.notEqual(await cheap.hash('correct horse'), await cheap.hash('correct horse'));
  });

  it('is hashed as OWASP says: argon2id, 19 MiB, 2 passes, 1 lane', async () => {
    const stored = await createPasswords().hash('correct horse');
    const [, salt = '', hash = ''] =
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$([\w+/]{22})\$([\w+/]{43})$/.exec(stored) ?? [];
    const computed = argon2Sync('argon2id', {
      message: 'correct horse',
      nonce: Buffer.from(salt, 'base64'),
      parallelism: 1,
      tagLength: 32,
      memory: 19_456,
      passes: 2,
    });
    assert.equal(computed.toString('base64').replace('=', ''), hash);
  });

  it('still fits where it was hashed at another cost', async () => {
    const stored = await cheap.hash('correct horse');
    const dearer = createPasswords({ cost: { memoryKib: 64, passes: 2, lanes: 1 } });
    assert.equal(await dearer.verify('correct horse', stored), true);
    assert.equal(await dearer.verify('wrong', stored), false);
  });

  it('is the same however its letters are composed', async () => {
    assert.equal(await cheap.verify('caf\u00e9', await cheap.hash('cafe\u0301')), true);
  });

  it('may hold any character', async () => {
    for (const odd of ['\0\0\0', '🔑🔑🔑', ' '.repeat(8), 'x'.repeat(1024)])
      assert.equal(await cheap.verify(odd, await cheap.hash(odd)), true);
  });

  it('of nobody is checked as long as one of somebody, and never fits', async () => {
    const passwords = createPasswords();
    const stored = await passwords.hash('correct horse');
    const medianOf = async (against: string | null): Promise<number> => {
      const times: number[] = [];
      for (let i = 0; i < 9; i++) {
        const from = performance.now();
        assert.equal(await passwords.verify('wrong', against), false);
        times.push(performance.now() - from);
      }
      return times.sort((a, b) => a - b)[4] ?? 0;
    };
    const [known, unknown] = [await medianOf(stored), await medianOf(null)];
    // Within noise; without the work for nobody it would be thousands of times faster.
    assert.ok(unknown > known / 3 && unknown < known * 3, `${known} ms, ${unknown} ms`);
  });

  it('is not verified against what is no hash of ours', async () => {
    for (const stored of ['', 'plain', '$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA', '$2b$10$abc'])
      await assert.rejects(cheap.verify('x', stored), /not argon2id/);
  });

  it('waits where many are computed, and is refused where too many wait', async () => {
    const passwords = createPasswords({ atOnce: 1, maxWaiting: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => passwords.hash('correct horse')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.equal(refused.length, 3);
    for (const { reason } of refused) assert.equal(reason.code, 'login_limited');
    await passwords.hash('it goes on');
  });
});

describe('a turnstile', () => {
  it('lets so many in at once, the others in the order of their coming', async () => {
    const turnstile = createTurnstile(2, 10, () => new Error('full'));
    const order: number[] = [];
    const leave: (() => void)[] = [];
    const all = [0, 1, 2, 3].map((i) =>
      turnstile('one', () => {
        order.push(i);
        return new Promise<void>((resolve) => leave.push(resolve));
      }),
    );
    assert.deepEqual(order, [0, 1]);
    leave[1]?.();
    await all[1];
    assert.deepEqual(order, [0, 1, 2]);
    leave[0]?.();
    await all[0];
    leave[2]?.();
    await all[2];
    leave[3]?.();
    await all[3];
    assert.deepEqual(order, [0, 1, 2, 3]);
  });

  it('goes on after work that fails', async () => {
    const turnstile = createTurnstile(1, 1, () => new Error('full'));
    await assert.rejects(
      turnstile('one', async () => {
        throw new Error('mine');
      }),
      /mine/,
    );
    assert.equal(await turnstile('one', async () => 7), 7);
  });

  it('refuses who finds too many waiting', async () => {
    const turnstile = createTurnstile(1, 0, () => new Error('full'));
    let leave = (): void => {};
    const first = turnstile('one', () => new Promise<void>((resolve) => (leave = resolve)));
    await assert.rejects(
      turnstile('other', async () => {}),
      /full/,
    );
    leave();
    await first;
    await turnstile('one', async () => {});
  });

  /** Resolves to who was let in, in this order, and who was refused. */
  async function inTurn(maxWaiting: number, comers: readonly string[]) {
    const turnstile = createTurnstile(1, maxWaiting, () => new Error('full'));
    const entered: string[] = [];
    let open = (): void => {};
    const first = turnstile('first', () => new Promise<void>((resolve) => (open = resolve)));
    const all = comers.map((who) => turnstile(who, async () => void entered.push(who)));
    const settled = Promise.allSettled(all);
    open();
    await first;
    const outcomes = await settled;
    const refused = comers.filter((_, i) => outcomes[i]?.status === 'rejected');
    return { entered, refused };
  }

  it('serves each who waits in turn', async () => {
    const { entered, refused } = await inTurn(10, ['a', 'a', 'a', 'b', 'c', 'b']);
    assert.deepEqual([entered, refused], [['a', 'b', 'c', 'a', 'b', 'a'], []]);
  });

  it('takes room from who waits with most for who waits with fewer', async () => {
    const { entered, refused } = await inTurn(3, ['a', 'a', 'a', 'b', 'a', 'c', 'd', 'b']);
    assert.deepEqual(
      [entered, refused],
      [
        ['a', 'b', 'c'],
        ['a', 'a', 'a', 'd', 'b'],
      ],
    );
  });
});
