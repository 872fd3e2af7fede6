/** Starts the fake engine for tests that want one which is already running. It dies with the test's process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { FakeStats, SeenRequest } from './engine/record.ts';

export type { FakeStats, SeenRequest } from './engine/record.ts';

export const fakeEngineFile = new URL('./fake-engine.ts', import.meta.url).pathname;

export interface FakeEngine {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Of `--grandchild`; null without it. */
  readonly grandchild: number | null;
  stats(): Promise<FakeStats>;
  requests(): Promise<readonly SeenRequest[]>;
  /** Kills it and its grandchild; resolves when it is gone. May be called again. */
  stop(): Promise<void>;
}

/** @param flags as on the command line, e.g. `['--kind', 'vllm', '--load-ms', '300']`; the port is picked by the system. */
export async function startFake(flags: readonly string[] = []): Promise<FakeEngine> {
  const child = spawn(process.execPath, [fakeEngineFile, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const killIt = (): void => void child.kill('SIGKILL');
  process.once('exit', killIt);
  const said = await readSaid(child, flags.includes('--grandchild') ? 2 : 1);
  const ask = async <T>(path: string): Promise<T> =>
    (await (await fetch(said.url + path, { headers: { connection: 'close' } })).json()) as T;
  return {
    ...said,
    stats: () => ask<FakeStats>('/fake/stats'),
    requests: async () => (await ask<{ requests: SeenRequest[] }>('/fake/requests')).requests,
    async stop() {
      process.removeListener('exit', killIt);
      if (said.grandchild !== null) killQuietly(said.grandchild);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

interface Said {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly grandchild: number | null;
}

/** The first JSON lines; noise of `--log-lines` is passed over. Throws if the process ends before. */
async function readSaid(child: ChildProcess, wanted: number): Promise<Said> {
  const { stdout } = child;
  if (stdout === null) throw new Error('no stdout');
  const said: Record<string, unknown> = { grandchild: null };
  let seen = 0;
  for await (const line of createInterface({ input: stdout })) {
    if (!line.startsWith('{')) continue;
    Object.assign(said, JSON.parse(line));
    seen += 1;
    if (seen === wanted) break;
  }
  if (seen < wanted) throw new Error(`the fake engine ended at its start, code ${child.exitCode}`);
  stdout.resume();
  return said as unknown as Said;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It had gone by itself.
  }
}
