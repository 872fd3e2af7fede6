/**
 * One writer at a time, also among processes: a gateway and a command line, or pods that share a volume. A lock is held by
 * whoever keeps its file fresh; one whose process is gone, or that has not been touched for a minute, is taken over.
 */
import { lstat, open, readFile, rm, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { AppError } from '../../../platform/errors.ts';

export interface Lock {
  release(): Promise<void>;
}

const FRESH_MS = 60_000;
const TOUCH_MS = 10_000;

/** Those of this process: a process number alone may be that of an earlier life in the same container. */
const held = new Set<string>();

/** Throws `download_conflict` while another has it. The folder of `path` must be there. */
export async function takeLock(path: string): Promise<Lock> {
  for (let tries = 1; !(await create(path)); tries++) {
    const holder = await liveHolder(path);
    if (holder !== null || tries === 3) throw taken(path, holder ?? 'another process');
    await rm(path, { force: true });
  }
  held.add(path);
  const touch = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, TOUCH_MS);
  touch.unref();
  return {
    async release() {
      clearInterval(touch);
      if (held.delete(path)) await rm(path, { force: true });
    },
  };
}

async function create(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o644);
    await handle.writeFile(JSON.stringify({ host: hostname(), pid: process.pid })).finally(() => handle.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Null where the lock was left behind. */
async function liveHolder(path: string): Promise<string | null> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return null;
  const { host, pid } = await readHolder(path);
  const shown = pid === null ? 'another process' : `process ${pid} on ${host}`;
  if (host === hostname() && pid !== null) {
    const alive = pid === process.pid ? held.has(path) : isAlive(pid);
    if (!alive) return null;
  }
  return Date.now() - found.mtimeMs < FRESH_MS ? shown : null;
}

async function readHolder(path: string): Promise<{ readonly host: string; readonly pid: number | null }> {
  try {
    const { host, pid } = JSON.parse(await readFile(path, 'utf8')) as {
      readonly host?: unknown;
      readonly pid?: unknown;
    };
    return { host: String(host), pid: Number.isInteger(pid) ? (pid as number) : null };
  } catch {
    // Being written just now, or torn by a full disk.
    return { host: '', pid: null };
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function taken(path: string, holder: string): AppError {
  const message = `${holder} is downloading to the same place; "${path}" is its lock.`;
  return new AppError('download_conflict', message, { param: 'output_dir' });
}
