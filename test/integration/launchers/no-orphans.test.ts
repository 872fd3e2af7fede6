import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import type { LaunchSpec } from '../../../server/engines/launchers/index.ts';
import { guardianOf, type Pids } from './gateway-to-kill.ts';
import { doubleForkSpec, fakeSpec, isAlive, until } from './launcher-under-test.ts';

const program = new URL('./gateway-to-kill.ts', import.meta.url).pathname;
const graceMs = 1_000;
/** Everything must be gone so long after the gateway, when it obeys SIGTERM: the guardian's looks, and a slow machine. */
const boundMs = 5_000;

interface DoomedGateway extends Pids, AsyncDisposable {
  readonly child: ChildProcess;
}

/** Starts the program and reads what it says. Whatever the test finds, nothing of it is left at the end. */
async function doomedGateway(end: string, spec: LaunchSpec): Promise<DoomedGateway> {
  const child = spawn(process.execPath, [program, end, `${graceMs}`, JSON.stringify(spec)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const pids = JSON.parse(line) as Pids;
  return {
    child,
    ...pids,
    async [Symbol.asyncDispose]() {
      for (const pid of [child.pid as number, ...everybody(pids)]) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    },
  };
}

const everybody = ({ engines, grandchildren, guardian }: Pids): number[] => [
  ...engines,
  ...grandchildren,
  ...(guardian === null ? [] : [guardian]),
];

const allGone = (pids: Pids): Promise<void> =>
  until(`all of ${JSON.stringify(pids)} are gone`, () => !everybody(pids).some(isAlive), boundMs);

describe('a gateway that is killed with SIGKILL', { skip: process.platform !== 'linux', timeout: 60_000 }, () => {
  test('leaves neither engines, nor grandchildren in sessions of their own, nor its guardian', async () => {
    await using doomed = await doomedGateway('wait', fakeSpec(['--grandchild']));
    assert.ok(everybody(doomed).length === 5 && everybody(doomed).every(isAlive));
    process.kill(doomed.gateway, 'SIGKILL');
    await allGone(doomed);
  });

  test('nor a grandchild that init had adopted long before', async () => {
    await using doomed = await doomedGateway('wait', doubleForkSpec());
    assert.ok(doomed.grandchildren.every(isAlive));
    process.kill(doomed.gateway, 'SIGKILL');
    await allGone(doomed);
  });

  test('nor engines and grandchildren that ignore SIGTERM: SIGKILL follows after the grace time', async () => {
    await using doomed = await doomedGateway('wait', doubleForkSpec('process.on("SIGTERM", () => {});'));
    const killedAt = performance.now();
    process.kill(doomed.gateway, 'SIGKILL');
    await until('the engines are gone', () => !doomed.engines.some(isAlive), boundMs);
    assert.ok(doomed.grandchildren.every(isAlive) || performance.now() - killedAt >= graceMs);
    await allGone(doomed);
  });

  test('nor engines that it had started at that very moment', async () => {
    for (let round = 0; round < 5; round++) {
      await using doomed = await doomedGateway('now', fakeSpec(['--grandchild']));
      assert.equal(doomed.engines.length, 2);
      await allGone(doomed);
    }
  });

  test('nor anything when its whole process group and its guardian get SIGTERM and SIGINT first', async () => {
    await using doomed = await doomedGateway('wait', fakeSpec(['--grandchild']));
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(doomed.guardian as number, signal);
    process.kill(doomed.gateway, 'SIGKILL');
    await allGone(doomed);
  });

  test('nor anything when the guardian had been killed before: there is another', async () => {
    await using doomed = await doomedGateway('wait', fakeSpec(['--grandchild']));
    process.kill(doomed.guardian as number, 'SIGKILL');
    let second: number | null = null;
    await until('another guardian is there', () => {
      second = guardianOf(doomed.gateway);
      return second !== null && second !== doomed.guardian;
    });
    process.kill(doomed.gateway, 'SIGKILL');
    await allGone({ ...doomed, guardian: second });
  });

  test('does no harm to the engines of another gateway', async () => {
    await using other = await doomedGateway('wait', fakeSpec(['--grandchild']));
    await using doomed = await doomedGateway('wait', fakeSpec(['--grandchild']));
    process.kill(doomed.gateway, 'SIGKILL');
    await allGone(doomed);
    assert.ok(everybody(other).every(isAlive));
    process.kill(other.gateway, 'SIGKILL');
    await allGone(other);
  });
});

describe('a gateway that ends otherwise', { skip: process.platform !== 'linux', timeout: 60_000 }, () => {
  test('without closing anything, leaves nothing either', async () => {
    await using doomed = await doomedGateway('exit', fakeSpec(['--grandchild']));
    await allGone(doomed);
  });

  test('properly: everything is gone before it is, the guardian included, and it ends with 0', async () => {
    await using doomed = await doomedGateway('close', fakeSpec(['--grandchild']));
    const { child } = doomed;
    if (child.exitCode === null) await once(child, 'exit');
    assert.equal(child.exitCode, 0);
    assert.deepEqual(everybody(doomed).filter(isAlive), []);
  });
});
