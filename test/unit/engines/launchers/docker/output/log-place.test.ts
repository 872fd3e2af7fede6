import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createLogPlace, dockerSince } from '../../../../../../server/engines/launchers/docker/output/log-place.ts';

const at = (n: number): string => `2026-11-21T08:06:47.${String(n).padStart(9, '0')}Z`;

describe('the place in the output of a container', () => {
  test('is the beginning at first', () => {
    const place = createLogPlace();
    place.reconnect();
    assert.equal(place.since(), null);
    assert.equal(place.isNew(at(1)), true);
  });

  test('is the last time that was read, to the nanosecond', () => {
    const place = createLogPlace();
    place.isNew(at(1));
    place.isNew(at(283_874_553));
    assert.equal(place.since(), `${Date.parse('2026-11-21T08:06:47Z') / 1000}.283874553`);
  });

  test('a time without a fraction is whole seconds', () => {
    assert.match(dockerSince('2026-11-21T08:06:47Z'), /^\d+\.000000000$/);
  });

  test('after a break the messages of the last time are known again, and new ones of that time are not', () => {
    const place = createLogPlace();
    for (const time of [at(1), at(2), at(2)]) place.isNew(time);
    place.reconnect();
    assert.deepEqual([at(2), at(2), at(2), at(3)].map(place.isNew), [false, false, true, true]);
  });

  test('a second break counts on', () => {
    const place = createLogPlace();
    place.isNew(at(1));
    place.reconnect();
    assert.deepEqual([at(1), at(1)].map(place.isNew), [false, true]);
    place.reconnect();
    assert.deepEqual([at(1), at(1), at(1)].map(place.isNew), [false, false, true]);
  });

  test('what has no time is new', () => {
    const place = createLogPlace();
    place.isNew(at(1));
    place.reconnect();
    assert.equal(place.isNew(null), true);
  });

  test('with any breaks each message comes once', () => {
    const gaps = fc.array(fc.nat(2), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.array(fc.nat(40), { maxLength: 6 }), (steps, breaks) => {
        let now = 1;
        const times = steps.map((step) => {
          now += step;
          return now;
        });
        const place = createLogPlace();
        const read: number[] = [];
        for (const stop of [...breaks, times.length]) {
          const since = place.since();
          place.reconnect();
          const from = since === null ? 0 : times.findIndex((time) => dockerSince(at(time)) >= since);
          // A connection gives a few messages and breaks.
          for (
            let i = from;
            i < Math.min(times.length, from + stop + 1) || (stop === times.length && i < times.length);
            i++
          ) {
            if (place.isNew(at(times[i] ?? 0))) read.push(i);
          }
        }
        assert.deepEqual(
          read,
          times.map((_, i) => i),
        );
      }),
    );
  });
});
