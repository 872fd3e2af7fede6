import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { takeLock } from '../../../../../server/library/downloads/partial/lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
after(() => rmSync(folder, { recursive: true }));
let number = 0;
const fresh = (): string => join(folder, `lock-${number++}`);
const leave = (path: string, holder: object | string, secondsAgo = 0): void => {
  writeFileSync(path, typeof holder === 'string' ? holder : JSON.stringify(holder));
  const then = Date.now() / 1000 - secondsAgo;
  utimesSync(path, then, then);
};
const conflict = { code: 'download_conflict' };
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

describe('a lock', () => {
  it('is held by one, and free again when it is released', async () => {
    const path = fresh();
    const lock = await takeLock(path);
    await assert.rejects(takeLock(path), conflict);
    await lock.release();
    assert.ok(!existsSync(path));
    await (await takeLock(path)).release();
  });

  it('of a process that is alive is respected', async () => {
    const path = fresh();
    leave(path, { host: hostname(), pid: process.ppid });
    await assert.rejects(takeLock(path), conflict);
  });

  it('of another machine is respected while it is fresh', async () => {
    const path = fresh();
    leave(path, { host: 'other', pid: 1 }, 30);
    await assert.rejects(takeLock(path), conflict);
  });

  it('whose holder cannot be read is respected while it is fresh', async () => {
    const path = fresh();
    leave(path, '');
    await assert.rejects(takeLock(path), conflict);
  });
});

describe('a lock that was left behind is taken over', () => {
  it('when its process is gone', async () => {
    const path = fresh();
    leave(path, { host: hostname(), pid: deadPid() });
    await (await takeLock(path)).release();
  });

  it('when it is of an earlier life with our own process number', async () => {
    const path = fresh();
    leave(path, { host: hostname(), pid: process.pid });
    await (await takeLock(path)).release();
  });

  it('when nobody has touched it for a minute', async () => {
    const path = fresh();
    leave(path, { host: 'other', pid: 1 }, 90);
    await (await takeLock(path)).release();
  });

  it('by one of all that find it at the same time', async () => {
    const own = mkdtempSync(join(folder, 'many-'));
    for (let round = 0; round < 40; round++) {
      const path = join(own, `lock-${round}`);
      leave(path, { host: 'other', pid: 1 }, 90);
      const takes = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(path)));
      const locks = takes.flatMap((take) => (take.status === 'fulfilled' ? [take.value] : []));
      assert.equal(locks.length, 1, `round ${round}`);
      for (const take of takes) if (take.status === 'rejected') assert.equal(take.reason.code, 'download_conflict');
      await locks[0]?.release();
    }
    assert.deepEqual(readdirSync(own), [], 'nothing is left of it');
  });
});

it('a lock that went with its folder is not taken from whoever has a new one there', async () => {
  const path = fresh();
  const lock = await takeLock(path);
  rmSync(path);
  const other = await takeLock(path);
  await lock.release();
  assert.ok(existsSync(path));
  await other.release();
});
