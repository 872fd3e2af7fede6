import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { away } from './fake-docker.ts';
import { linesOf, setUp, spec } from './launcher-under-test.ts';

describe('while Docker is away', () => {
  test('an engine counts as running, and says what the trouble is', async () => {
    const { launcher, docker, time } = setUp();
    const engine = await launcher.start(spec);
    await time.pass(0);
    docker.say(docker.one(), 'one');
    docker.fault = away;
    docker.one().output.end();
    await time.pass(30_000);
    assert.equal(engine.processStatus(), 'running');
    assert.match(engine.trouble?.() ?? '', /Docker cannot be reached at \/fake\.sock/);
    docker.fault = null;
    await time.pass(6_000);
    assert.equal(engine.trouble?.(), null);
    docker.say(docker.one(), 'two');
    await time.pass(0);
    assert.deepEqual(linesOf(engine), ['one', 'two']);
  });

  test('it is not asked more often than each 5 s', async () => {
    const { launcher, docker, time } = setUp();
    await launcher.start(spec);
    await time.pass(0);
    docker.fault = away;
    docker.one().output.end();
    await time.pass(60_000);
    const before = docker.calls.length;
    await time.pass(60_000);
    assert.ok(docker.calls.length - before <= 12, `${docker.calls.length - before} calls in a minute`);
  });

  test('a connection without an end is noticed by a look each 10 s', async () => {
    const { launcher, docker, time } = setUp();
    const engine = await launcher.start(spec);
    await time.pass(0);
    // Its output never ends: the host is gone without a word.
    docker.one().state = { ...docker.one().state, status: 'exited', exitCode: 9 };
    await time.pass(11_000);
    assert.equal((await engine.exited).code, 9);
  });

  test('the shutdown does not wait for it for ever', async () => {
    const { launcher, docker, time } = setUp();
    await launcher.start(spec);
    await time.pass(0);
    docker.fault = away;
    docker.one().output.end();
    let closed = false;
    const closing = launcher.close().then(() => {
      closed = true;
    });
    await time.pass(10_000);
    assert.equal(closed, false);
    await time.pass(2_000);
    await closing;
    assert.equal(docker.containers.size, 1, 'it is left to the next start');
  });

  test('nor for a container that is being made or started, which is removed if it comes all the same', async () => {
    for (const call of ['create', 'start'] as const) {
      const { launcher, docker, time } = setUp();
      const late = Promise.withResolvers<void>();
      const { create, start } = docker.api;
      if (call === 'create') docker.api.create = (name, body) => late.promise.then(() => create(name, body));
      else docker.api.start = (id) => late.promise.then(() => start(id));
      const engine = await launcher.start(spec);
      await time.pass(0);
      let closed = false;
      void launcher.close().then(() => {
        closed = true;
      });
      await time.pass(12_000);
      assert.deepEqual([closed, (await engine.exited).wanted], [true, true]);
      late.resolve();
      await time.pass(100);
      assert.equal(docker.containers.size, 0);
    }
  });

  test('a stop is waited for a minute, but for seconds only when the gateway is about to end', async () => {
    for (const [soon, waitMs] of [
      [false, 61_000],
      [true, 6_000],
    ] as const) {
      const { launcher, docker, time } = setUp();
      const engine = await launcher.start(spec);
      await time.pass(0);
      docker.fault = away;
      docker.one().output.destroy();
      await time.pass(100);
      if (soon) launcher.closeSoon();
      let stopped = false;
      void engine.stop(1_000).then(() => {
        stopped = true;
      });
      await time.pass(waitMs - 1_000);
      assert.equal(stopped, false);
      await time.pass(1_500);
      assert.equal(stopped, true);
      assert.equal(docker.containers.size, 1, 'it is left to the next start');
    }
  });

  test('one that could not be ended is removed when it is back, and before another one starts', async () => {
    for (const next of [false, true]) {
      const { launcher, docker, time } = setUp();
      const engine = await launcher.start(spec);
      await time.pass(0);
      const { id } = docker.one();
      docker.fault = away;
      docker.one().output.destroy();
      void engine.stop(0);
      await time.pass(61_000);
      assert.deepEqual([(await engine.exited).wanted, docker.containers.has(id)], [true, true]);
      docker.fault = null;
      if (next) await launcher.start({ ...spec, engineId: 'tiny-1' });
      await time.pass(next ? 0 : 5_000);
      assert.equal(docker.containers.has(id), false);
      assert.equal(docker.containers.size, next ? 1 : 0);
    }
  });

  test('one that was made, and that nobody could start or remove, is removed when it is back', async () => {
    const { launcher, docker, time } = setUp();
    docker.api.start = async () => {
      docker.fault = away;
      throw away;
    };
    const engine = await launcher.start(spec);
    await time.pass(0);
    assert.match((await engine.exited).spawnError ?? '', /cannot be reached/);
    await time.pass(20_000);
    assert.equal(docker.containers.size, 1);
    docker.fault = null;
    await time.pass(5_000);
    assert.equal(docker.containers.size, 0);
    const calls = docker.calls.length;
    await time.pass(60_000);
    assert.equal(docker.calls.length, calls);
  });

  test('nothing can be adopted, and the next try may succeed', async () => {
    const { launcher, docker } = setUp();
    docker.fault = away;
    await assert.rejects(launcher.leftBehind(), { code: 'engine_start_failed', message: /cannot be reached/ });
    await assert.rejects(launcher.removeStrays([]), { code: 'engine_start_failed' });
    docker.fault = null;
    assert.deepEqual(await launcher.leftBehind(), []);
  });
});
