import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fakeSpec, isAlive, launcherUnderTest, listening, textsOf } from './launcher-under-test.ts';

const timeout = 20_000;
const nodeCommand = (script: string, ...args: string[]): string[] => [process.execPath, '-e', script, ...args];

describe('a stop command', { timeout }, () => {
  test('runs before the signals, with pid and port filled in, and its output is logged', async () => {
    await using under = launcherUnderTest();
    const stopCommand = nodeCommand(
      'console.log("asked to stop", process.argv[1]); console.error("noise")',
      '${PID}:${PORT}',
    );
    const engine = await under.launcher.start(fakeSpec([], { stopCommand }));
    await listening(engine);
    await engine.stop(10_000);
    assert.ok(textsOf(engine, 'stdout').includes(`asked to stop ${engine.pid}:${new URL(engine.baseUrl).port}`));
    assert.deepEqual(textsOf(engine, 'stderr'), ['noise']);
    assert.deepEqual(await engine.exited, { code: 0, signal: null, wanted: true, spawnError: null });
  });

  test('may end the engine by itself', async () => {
    await using under = launcherUnderTest();
    const stopCommand = nodeCommand('process.kill(Number(process.argv[1]), "SIGINT")', '${PID}');
    const engine = await under.launcher.start(fakeSpec(['--ignore-sigterm'], { stopCommand }));
    await listening(engine);
    await engine.stop(10_000);
    assert.deepEqual(await engine.exited, { code: null, signal: 'SIGINT', wanted: true, spawnError: null });
    assert.equal(engine.processStatus(), 'stopped');
  });

  test('that fails is said to have failed, and the signals follow', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec([], { stopCommand: nodeCommand('process.exitCode = 3') }));
    await listening(engine);
    await engine.stop(10_000);
    assert.equal((await engine.exited).code, 0);
    const warning = under.logged.find(({ message }) => message === 'the stop command failed');
    assert.deepEqual(warning?.fields, { engine: 'tiny-0f3a', code: 3 });
  });

  test('that does not exist likewise', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec([], { stopCommand: ['no-such-command'] }));
    await listening(engine);
    await engine.stop(10_000);
    assert.equal((await engine.exited).code, 0);
    const warning = under.logged.find(({ message }) => message === 'the stop command could not be run');
    assert.equal(warning?.fields['reason'], 'cannot start no-such-command: not found in PATH (ENOENT)');
  });

  test('that hangs has half of the stop time, then SIGTERM gets its chance; nothing of it is left', async () => {
    await using under = launcherUnderTest();
    const stopCommand = nodeCommand('console.log("hanging " + process.pid); setInterval(() => {}, 1000)');
    const engine = await under.launcher.start(fakeSpec([], { stopCommand }));
    await listening(engine);
    const startedAt = performance.now();
    await engine.stop(2_000);
    const took = performance.now() - startedAt;
    assert.ok(took >= 990 && took < 1_950, `${took} ms`);
    assert.equal((await engine.exited).code, 0);
    const hanging = Number(
      textsOf(engine)
        .find((line) => line.startsWith('hanging'))
        ?.split(' ')[1],
    );
    assert.equal(isAlive(hanging), false);
  });

  test('runs once, however often stop is called', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(fakeSpec([], { stopCommand: nodeCommand('console.log("once")') }));
    await listening(engine);
    await Promise.all([engine.stop(5_000), engine.stop(4_000), engine.stop(3_000)]);
    assert.equal(textsOf(engine).filter((line) => line === 'once').length, 1);
  });

  test('is not run for an engine that has ended by itself', async () => {
    await using under = launcherUnderTest();
    const engine = await under.launcher.start(
      fakeSpec(['--exit-on-start', '1'], { stopCommand: nodeCommand('console.log("once")') }),
    );
    await engine.exited;
    await engine.stop(1_000);
    assert.deepEqual(textsOf(engine), []);
  });
});
