import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createGuardian, type Guardian } from '../../../server/engines/launchers/guardian/guardian.ts';
import { linuxProcesses } from '../../../server/engines/launchers/processes/linux-processes.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { type Log, silentLog } from '../../../server/platform/log.ts';
import { fakeSpec, isAlive, launcherUnderTest, until } from './launcher-under-test.ts';

const program = new URL('../../../server/engines/launchers/guardian/guardian-main.ts', import.meta.url).pathname;

function guardianUnderTest(): { guardian: Guardian; warnings: string[] } & AsyncDisposable {
  const warnings: string[] = [];
  const log: Log = { ...silentLog, warn: (_fields, message) => void warnings.push(`${message}`) };
  const guardian = createGuardian({ gateway: 'test', graceMs: 100, log, clock: systemClock });
  return { guardian, warnings, [Symbol.asyncDispose]: () => guardian.close() };
}

describe("the gateway's guardian", { skip: process.platform !== 'linux', timeout: 20_000 }, () => {
  test('is not there before the first engine, and is one however many engines there are', async () => {
    await using under = guardianUnderTest();
    assert.equal(under.guardian.pid(), null);
    under.guardian.ensure();
    const pid = under.guardian.pid();
    under.guardian.ensure();
    assert.ok(pid !== null && isAlive(pid));
    assert.equal(under.guardian.pid(), pid);
  });

  test('is in a session of its own and carries no marker', async () => {
    await using under = guardianUnderTest();
    under.guardian.ensure();
    const pid = under.guardian.pid() as number;
    const entry = (await linuxProcesses.list()).find((one) => one.pid === pid);
    assert.equal(entry?.session, pid);
    assert.equal(entry?.marker, null);
  });

  test('is gone when close resolves; closing twice, or one that never started, is no error', async () => {
    const { guardian } = guardianUnderTest();
    await guardian.close();
    const { guardian: started } = guardianUnderTest();
    started.ensure();
    const pid = started.pid() as number;
    await Promise.all([started.close(), started.close()]);
    assert.equal(isAlive(pid), false);
  });

  test('is started again when it dies, which is logged, and not after close', async () => {
    const { guardian, warnings } = guardianUnderTest();
    guardian.ensure();
    const first = guardian.pid() as number;
    process.kill(first, 'SIGKILL');
    await until('another one', () => guardian.pid() !== null && guardian.pid() !== first);
    assert.equal(warnings.length, 1);
    await guardian.close();
    guardian.ensure();
    assert.equal(guardian.pid() !== null && isAlive(guardian.pid() as number), false);
  });

  test('is told of each engine, and to forget it', async () => {
    const told: string[] = [];
    const guardian: Guardian = {
      ensure: () => void told.push('ensure'),
      watch: ({ id }) => void told.push(`watch ${id}`),
      forget: (id) => void told.push(`forget ${id}`),
      pid: () => null,
      close: async () => void told.push('close'),
    };
    const { launcher } = launcherUnderTest({ guardian });
    const engine = await launcher.start(fakeSpec(['--exit-on-start', '0']));
    await engine.exited;
    await launcher.close();
    assert.deepEqual(told, ['ensure', `watch ${engine.pid}`, `forget ${engine.pid}`, 'close']);
  });
});

describe("the guardian's program", { skip: process.platform !== 'linux', timeout: 20_000 }, () => {
  /** A guardian whose gateway is this test, and a process without a marker in a group of its own. */
  function start(): { guard: ChildProcess; stray: ChildProcess } {
    const guard = spawn(process.execPath, [program, 'nobody', '200'], { stdio: ['pipe', 'ignore', 'inherit'] });
    return { guard, stray: spawn('sleep', ['60'], { detached: true, stdio: 'ignore' }) };
  }

  test('ends the groups that it watches when the pipe ends, and then itself', async () => {
    const { guard, stray } = start();
    guard.stdin?.end(`watch ${stray.pid} -\nnonsense\nwat`);
    const [[code], [, signal]] = await Promise.all([once(guard, 'exit'), once(stray, 'exit')]);
    assert.deepEqual([code, signal], [0, 'SIGTERM']);
  });

  test('leaves alone what it was told to forget, what started later under that number, and all after a goodbye', async () => {
    for (const messages of [
      (id: number) => `watch ${id} -\nforget ${id}\n`,
      (id: number) => `watch ${id} 1\n`,
      (id: number) => `watch ${id} -\nbye\n`,
    ]) {
      const { guard, stray } = start();
      guard.stdin?.end(messages(stray.pid as number));
      assert.deepEqual(await once(guard, 'exit'), [0, null]);
      assert.equal(isAlive(stray.pid as number), true);
      stray.kill('SIGKILL');
      await once(stray, 'exit');
    }
  });

  test('is not ended by the signals that end a gateway', async () => {
    const { guard, stray } = start();
    guard.stdin?.write(`watch ${stray.pid} -\n`);
    const catches = (): boolean => signalsCaught(guard.pid as number);
    await until('it has its handlers', catches);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) guard.kill(signal);
    guard.stdin?.end();
    const [[code, signal]] = await Promise.all([once(guard, 'exit'), once(stray, 'exit')]);
    assert.deepEqual([code, signal], [0, null]);
  });
});

/** SIGHUP (1), SIGINT (2) and SIGTERM (15) in the mask of `/proc/PID/status`. */
function signalsCaught(pid: number): boolean {
  const mask = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? '0';
  const wanted = (1n << 0n) | (1n << 1n) | (1n << 14n);
  return (BigInt(`0x${mask}`) & wanted) === wanted;
}
