import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLogRing } from '../../../../../server/engines/launchers/logs/log-ring.ts';
import type { Clock } from '../../../../../server/platform/clock.ts';

const clock: Clock = { now: () => 0, date: () => new Date('2026-01-02T03:04:05.006Z'), timer: () => () => {} };

function ringOf(capacity: number, lines: number) {
  const ring = createLogRing(capacity, clock);
  for (let line = 1; line <= lines; line++) ring.push('stdout', `line ${line}`);
  return ring;
}
const textsOf = (lines: readonly { readonly line: string }[]): string[] => lines.map(({ line }) => line);

describe('the last lines of an engine', () => {
  test('a line has its number, time and stream', () => {
    const ring = createLogRing(5, clock);
    ring.push('stderr', 'oh');
    assert.deepEqual(ring.last(1), [{ seq: 1, time: '2026-01-02T03:04:05.006Z', stream: 'stderr', line: 'oh' }]);
  });

  test('the newest come last', () => {
    assert.deepEqual(textsOf(ringOf(5, 3).last(2)), ['line 2', 'line 3']);
  });

  test('no more are kept than the capacity, and the numbers go on', () => {
    const kept = ringOf(1000, 2500).last(5000);
    assert.equal(kept.length, 1000);
    assert.deepEqual([kept[0]?.seq, kept[999]?.seq], [1501, 2500]);
    assert.deepEqual(textsOf(kept.slice(0, 1)), ['line 1501']);
  });

  test('asking for none, for less than none or of an empty ring gives none', () => {
    assert.deepEqual(ringOf(5, 3).last(0), []);
    assert.deepEqual(ringOf(5, 3).last(-1), []);
    assert.deepEqual(ringOf(5, 0).last(10), []);
  });

  test('what was given stays as it was when more lines come', () => {
    const ring = ringOf(2, 2);
    const before = ring.last(2);
    ring.push('stdout', 'later');
    assert.deepEqual(textsOf(before), ['line 1', 'line 2']);
  });

  test('a follower gets each new line once, until it leaves', () => {
    const ring = ringOf(2, 2);
    const seen: number[] = [];
    const leave = ring.follow(({ seq }) => seen.push(seq));
    ring.push('stdout', 'a');
    ring.push('stdout', 'b');
    leave();
    leave();
    ring.push('stdout', 'c');
    assert.deepEqual(seen, [3, 4]);
  });

  test('the same listener may follow twice and leave once', () => {
    const ring = ringOf(2, 0);
    let seen = 0;
    const listener = (): void => {
      seen += 1;
    };
    const leave = ring.follow(listener);
    ring.follow(listener);
    leave();
    ring.push('stdout', 'a');
    assert.equal(seen, 1);
  });

  test('a follower that throws is dropped and disturbs nobody', () => {
    const ring = ringOf(2, 0);
    let bad = 0;
    let good = 0;
    ring.follow(() => {
      bad += 1;
      throw new Error('broken');
    });
    ring.follow(() => {
      good += 1;
    });
    ring.push('stdout', 'a');
    ring.push('stdout', 'b');
    assert.deepEqual({ bad, good }, { bad: 1, good: 2 });
  });

  test('a follower that leaves while it is told ends nothing for the others', () => {
    const ring = ringOf(2, 0);
    const seen: string[] = [];
    const leave = ring.follow(() => {
      seen.push('first');
      leave();
    });
    ring.follow(() => seen.push('second'));
    ring.push('stdout', 'a');
    assert.deepEqual(seen, ['first', 'second']);
  });
});
