import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createUsers } from '../../../../../../server/engines/kinds/embedded/program/lora/users.ts';
import { createOneAtATime } from '../../../../../../server/engines/kinds/embedded/program/one-at-a-time.ts';

describe('work that goes one at a time', () => {
  it('begins when the work before it has ended, in the order in which it came', async () => {
    const oneAtATime = createOneAtATime();
    const log: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = oneAtATime(async () => {
      log.push('first begins');
      await promise;
      log.push('first ends');
    });
    const others = [2, 3].map((it) => oneAtATime(async () => void log.push(`${it}`)));
    await new Promise((done) => setImmediate(done));
    assert.deepEqual(log, ['first begins']);
    resolve();
    await Promise.all([first, ...others]);
    assert.deepEqual(log, ['first begins', 'first ends', '2', '3']);
  });

  it('hands on what it gives or throws, and goes on after a failure', async () => {
    const oneAtATime = createOneAtATime();
    const failing = oneAtATime(() => Promise.reject(new Error('broken')));
    const next = oneAtATime(async () => 7);
    await assert.rejects(failing, /broken/);
    assert.equal(await next, 7);
  });
});

describe('the users of a thing', () => {
  it('are none at first', async () => {
    const users = createUsers();
    assert.equal(users.busy, false);
    await users.idle();
  });

  it('are waited for until the last has ended, well or not', async () => {
    const users = createUsers();
    const [good, bad] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const both = [users.during(() => good.promise), users.during(() => bad.promise)];
    let idle = false;
    const waiting = users.idle().then(() => {
      idle = true;
    });
    good.resolve();
    await both[0];
    assert.deepEqual([users.busy, idle], [true, false]);
    bad.reject(new Error('broken'));
    await assert.rejects(both[1] ?? Promise.resolve(), /broken/);
    await waiting;
    assert.deepEqual([users.busy, idle], [false, true]);
  });

  it('end also where the work throws at once', async () => {
    const users = createUsers();
    const throwing = users.during(() => {
      throw new Error('at once');
    });
    await assert.rejects(throwing, /at once/);
    assert.equal(users.busy, false);
  });
});
