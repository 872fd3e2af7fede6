import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  doubleForkSpec,
  fakeSpec,
  grandchildOf,
  isAlive,
  launcherUnderTest,
  lineOf,
  listening,
  scriptSpec,
  textsOf,
} from './launcher-under-test.ts';

const timeout = 20_000;
const elapsed = async (run: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
};

describe('stopping an engine', { timeout }, () => {
  test('SIGTERM ends it; it is stopped, not crashed', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec());
    await listening(engine);
    await engine.stop(10_000);
    assert.deepEqual(await engine.exited, { code: 0, signal: null, wanted: true, spawnError: null });
    assert.equal(engine.processStatus(), 'stopped');
    assert.equal(isAlive(engine.pid as number), false);
  });

  test('one that takes its time is waited for', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--stop-ms', '300']));
    await listening(engine);
    const took = await elapsed(() => engine.stop(10_000));
    assert.ok(took >= 290, `${took} ms`);
    assert.equal((await engine.exited).code, 0);
  });

  test('one that ignores SIGTERM gets SIGKILL after the stop time, not before', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--ignore-sigterm']));
    await listening(engine);
    const took = await elapsed(() => engine.stop(300));
    assert.equal((await engine.exited).signal, 'SIGKILL');
    assert.ok(took >= 290 && took < 5_000, `${took} ms`);
  });

  test('a second stop with a shorter time wins, a longer one does not', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--ignore-sigterm']));
    await listening(engine);
    const first = engine.stop(60_000);
    const took = await elapsed(() => Promise.all([engine.stop(200), engine.stop(60_000)]));
    await first;
    assert.ok(took < 5_000, `${took} ms`);
  });

  test('without any time it is killed at once', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--ignore-sigterm']));
    await listening(engine);
    await engine.stop(0);
    assert.equal((await engine.exited).wanted, true);
  });

  test('stopping one that has ended is no error and does not rewrite its story', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--exit-on-start', '7']));
    const exit = await engine.exited;
    await engine.stop(1_000);
    assert.deepEqual(exit, { code: 7, signal: null, wanted: false, spawnError: null });
    assert.equal(engine.processStatus(), 'crashed');
  });

  test('the signal reaches the whole process group', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(
      scriptSpec(`
        const child = require('child_process').spawn(process.execPath, ['-e',
          'process.on("SIGTERM",()=>{console.log("worker told");process.exit()});setInterval(()=>{},1000);console.log("worker "+process.pid)'],
          { stdio: 'inherit' });
        process.on('SIGTERM', () => child.on('exit', () => process.exit(0)));
      `),
    );
    const worker = Number((await lineOf(engine, /^worker \d/)).split(' ')[1]);
    await engine.stop(10_000);
    assert.ok(textsOf(engine).includes('worker told'));
    assert.equal((await engine.exited).code, 0);
    assert.equal(isAlive(worker), false);
  });

  test('a grandchild in a session of its own is gone when stop resolves', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--grandchild']));
    const grandchild = await grandchildOf(engine);
    assert.equal(isAlive(grandchild), true);
    await engine.stop(10_000);
    assert.equal(isAlive(grandchild), false);
  });

  test('so is one whose parents are all gone, and which ignores SIGTERM until its time is over', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(doubleForkSpec('process.on("SIGTERM", () => {});'));
    const grandchild = await grandchildOf(engine);
    const took = await elapsed(() => engine.stop(500));
    assert.equal(isAlive(grandchild), false);
    assert.ok(took >= 490, `${took} ms`);
  });

  test('another engine of the same launcher is left alone', async () => {
    await using under = launcherUnderTest();
    const [one, other] = await Promise.all([
      under.launcher.start(fakeSpec(['--grandchild'])),
      under.launcher.start(fakeSpec(['--grandchild'])),
    ]);
    const left = await grandchildOf(other);
    await grandchildOf(one);
    await one.stop(5_000);
    assert.equal(isAlive(left), true);
    assert.equal(other.processStatus(), 'running');
  });

  test('closing the launcher ends all of them', async () => {
    const under = launcherUnderTest();
    const engines = await Promise.all([1, 2, 3].map(() => under.launcher.start(fakeSpec(['--grandchild']))));
    const grandchildren = await Promise.all(engines.map(grandchildOf));
    await under.launcher.close();
    for (const pid of [...grandchildren, ...engines.map(({ pid }) => pid as number)]) assert.equal(isAlive(pid), false);
    assert.deepEqual(
      engines.map((engine) => engine.processStatus()),
      ['stopped', 'stopped', 'stopped'],
    );
  });
});

describe('an engine that ends by itself', { timeout }, () => {
  test('has crashed, with its exit code', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--exit-on-start', '7', '--log-lines', '3']));
    assert.deepEqual(await engine.exited, { code: 7, signal: null, wanted: false, spawnError: null });
    assert.equal(engine.processStatus(), 'crashed');
    assert.deepEqual(textsOf(engine, 'stderr'), ['err 1', 'err 2', 'err 3']);
  });

  test('or with the signal that ended it', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec());
    await listening(engine);
    process.kill(engine.pid as number, 'SIGSEGV');
    assert.deepEqual(await engine.exited, { code: null, signal: 'SIGSEGV', wanted: false, spawnError: null });
  });

  test('even when it says that all is well: nobody had asked it to go', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--exit-on-start', '0']));
    await engine.exited;
    assert.equal(engine.processStatus(), 'crashed');
  });

  test('leaves no grandchild behind once `exited` has resolved', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec(['--grandchild']));
    const grandchild = await grandchildOf(engine);
    process.kill(engine.pid as number, 'SIGKILL');
    await engine.exited;
    assert.equal(isAlive(grandchild), false);
  });
});
