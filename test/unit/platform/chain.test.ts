import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Chain, type Link } from '../../../server/platform/chain.ts';

class One implements Link {
  next: Link | null = null;
  previous: Link | null = null;
  readonly name: number;
  constructor(name: number) {
    this.name = name;
  }
}

const namesOf = (chain: Chain<One>): number[] => [...chain].map(({ name }) => name).sort((a, b) => a - b);

describe('a chain', () => {
  test('is what was added and not removed, in any order', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const chain = new Chain<One>();
      const there = new Set<One>();
      let state = seed;
      for (let step = 0; step < 100; step++) {
        state = (state * 48_271) % 2_147_483_647;
        const some = [...there][state % Math.max(1, there.size)];
        if (some !== undefined && state % 5 < 2) {
          chain.remove(some);
          there.delete(some);
        } else {
          const one = new One(step);
          chain.add(one);
          there.add(one);
        }
        assert.equal(chain.size, there.size);
        assert.deepEqual(
          namesOf(chain),
          [...there].map(({ name }) => name).sort((a, b) => a - b),
        );
      }
    }
  });

  test('can be removed while all are visited', () => {
    const chain = new Chain<One>();
    for (let i = 0; i < 5; i++) chain.add(new One(i));
    for (const one of chain) chain.remove(one);
    assert.equal(chain.size, 0);
    assert.deepEqual([...chain], []);
  });

  test('keeps nothing of what is gone', () => {
    const chain = new Chain<One>();
    const [a, b, c] = [new One(1), new One(2), new One(3)];
    for (const one of [a, b, c]) chain.add(one);
    chain.remove(b);
    assert.deepEqual([b.next, b.previous], [null, null]);
    assert.deepEqual(namesOf(chain), [1, 3]);
  });
});
