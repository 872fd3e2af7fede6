import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepTrying } from '../../../server/programs/gateway/keep-trying.ts';
import { settled, VirtualClock } from '../engines/fleet/fakes/virtual-clock.ts';

/** Fails so many times. */
function failing(times: number) {
  let tries = 0;
  const faults: unknown[] = [];
  const work = async (): Promise<void> => {
    tries += 1;
    if (tries <= times) throw new Error(`try ${tries}`);
  };
  return { work, faults, onFault: (fault: unknown) => void faults.push(fault), tries: () => tries };
}

test('work that fails is done again until it is done, and each fault is told', async () => {
  const clock = new VirtualClock();
  const { work, faults, onFault, tries } = failing(2);
  keepTrying(clock, work, onFault);
  await settled();
  assert.equal(tries(), 1);
  await clock.advance(10_000);
  assert.equal(tries(), 3);
  assert.equal(faults.length, 2);
});

test('work that is given up is not done again, and its fault is not told', async () => {
  const clock = new VirtualClock();
  const { work, faults, onFault, tries } = failing(2);
  const giveUp = keepTrying(clock, work, onFault);
  giveUp();
  await clock.advance(10_000);
  assert.equal(tries(), 1);
  assert.deepEqual(faults, []);
});
