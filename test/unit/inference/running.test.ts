import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Link, Running } from '../../../server/inference/running.ts';

class One implements Link {
  next: Link | null = null;
  previous: Link | null = null;
  readonly name: number;
  constructor(name: number) {
    this.name = name;
  }
}

const namesOf = (running: Running<One>): number[] => [...running].map(({ name }) => name).sort((a, b) => a - b);

describe('what runs', () => {
  test('is what was added and not removed, in any order', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const running = new Running<One>();
      const there = new Set<One>();
      let state = seed;
      for (let step = 0; step < 100; step++) {
        state = (state * 48_271) % 2_147_483_647;
        const some = [...there][state % Math.max(1, there.size)];
        if (some !== undefined && state % 5 < 2) {
          running.remove(some);
          there.delete(some);
        } else {
          const one = new One(step);
          running.add(one);
          there.add(one);
        }
        assert.equal(running.size, there.size);
        assert.deepEqual(
          namesOf(running),
          [...there].map(({ name }) => name).sort((a, b) => a - b),
        );
      }
    }
  });

  test('can be removed while all are visited', () => {
    const running = new Running<One>();
    for (let i = 0; i < 5; i++) running.add(new One(i));
    for (const one of running) running.remove(one);
    assert.equal(running.size, 0);
    assert.deepEqual([...running], []);
  });

  test('keeps nothing of what is gone', () => {
    const running = new Running<One>();
    const [a, b, c] = [new One(1), new One(2), new One(3)];
    for (const one of [a, b, c]) running.add(one);
    running.remove(b);
    assert.deepEqual([b.next, b.previous], [null, null]);
    assert.deepEqual(namesOf(running), [1, 3]);
  });
});
