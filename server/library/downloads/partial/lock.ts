/**
 * One writer at a time, also among processes: a gateway and a command line, or pods that share a volume. A lock is held by
 * whoever keeps its file fresh; one whose process is gone, or that has not been touched for a minute, is taken over.
 */
import { randomUUID } from 'node:crypto';
import { lstat, open, readFile, rm, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { AppError } from '../../../platform/errors.ts';

export interface Lock {
  release(): Promise<void>;
}

const FRESH_MS = 60_000;
const TOUCH_MS = 10_000;

/** Tokens of this process: a process number alone may be that of an earlier life in the same container. */
const held = new Set<string>();

/** Throws `download_conflict` while another has it. The folder of `path` must be there. */
export async function takeLock(path: string): Promise<Lock> {
  const token = randomUUID();
  held.add(token);
  try {
    for (let tries = 1; !(await create(path, token)); tries++) {
      const found = await look(path);
      if (found === null) continue;
      if (found.holder !== null || tries === 3) throw taken(path, found.holder ?? 'another process');
      await takeAway(path, found);
    }
  } catch (error) {
    held.delete(token);
    throw error;
  }
  const touch = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, TOUCH_MS);
  touch.unref();
  return {
    async release() {
      clearInterval(touch);
      // It may be gone with its folder, and another's be there by now.
      if (held.delete(token) && (await read(path)).token === token) await rm(path, { force: true });
    },
  };
}

async function create(path: string, token: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o644);
    const text = JSON.stringify({ host: hostname(), pid: process.pid, token });
    await handle.writeFile(text).finally(() => handle.close());
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

interface Found {
  /** null: the lock was left behind. */
  readonly holder: string | null;
  /** By which it is known again. */
  readonly mark: string;
}

/** null: there is none. */
async function look(path: string): Promise<Found | null> {
  const stats = await lstat(path).catch(() => null);
  if (stats === null) return null;
  const { host, pid, token, text } = await read(path);
  const mark = `${stats.mtimeMs} ${text}`;
  const shown = pid === null ? 'another process' : `process ${pid} on ${host}`;
  if (host === hostname() && pid !== null) {
    const alive = pid === process.pid ? held.has(token) : isAlive(pid);
    if (!alive) return { holder: null, mark };
  }
  return { holder: Date.now() - stats.mtimeMs < FRESH_MS ? shown : null, mark };
}

/**
 * Of several that find the same lock left behind, one at a time may take it away, and only if it is still that one: nobody
 * can have put another in its place meanwhile.
 */
async function takeAway(path: string, { mark }: Found): Promise<void> {
  const turn = `${path}.takeover`;
  if (!(await create(turn, ''))) {
    const since = await lstat(turn).catch(() => null);
    if (since !== null && Date.now() - since.mtimeMs >= FRESH_MS) await rm(turn, { force: true });
    return;
  }
  try {
    if ((await look(path))?.mark === mark) await rm(path, { force: true });
  } finally {
    await rm(turn, { force: true });
  }
}

interface Content {
  readonly host: string;
  readonly pid: number | null;
  readonly token: string;
  readonly text: string;
}

async function read(path: string): Promise<Content> {
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    const { host, pid, token } = JSON.parse(text) as { readonly [field: string]: unknown };
    return { host: String(host), pid: Number.isInteger(pid) ? (pid as number) : null, token: String(token), text };
  } catch {
    // Being written just now, or torn by a full disk.
    return { host: '', pid: null, token: '', text };
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
