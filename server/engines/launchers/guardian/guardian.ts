/**
 * The gateway's side of the guardian (its reasons are in guardian-main.ts): starts it before the first engine, tells
 * it the process groups, starts it again if it dies, and lets it go when nothing is left.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../../platform/clock.ts';
import { compileCacheEnv } from '../../../platform/compile-cache.ts';
import type { Log } from '../../../platform/log.ts';
import type { ProcessGroup } from '../processes/select-family.ts';
import { type GuardianMessage, writeMessage } from './guardian-messages.ts';

export interface Guardian {
  /** Must be called before an engine is started; from then on the engine cannot outlive the gateway. */
  ensure(): void;
  watch(group: ProcessGroup): void;
  forget(groupId: number): void;
  /** Pid of the guardian's process; null when it does not run. */
  pid(): number | null;
  /** Only when nothing of the engines is left. Resolves when the guardian's process is gone. */
  close(): Promise<void>;
}

export interface GuardianOptions {
  /** First part of the engines' markers: the same for all engines of this gateway, and of no other. */
  readonly gateway: string;
  /** Between SIGTERM and SIGKILL when the gateway is gone. */
  readonly graceMs: number;
  readonly log: Log;
  readonly clock: Clock;
}

/** A guardian that dies at once is started again after this time, not in a tight loop. */
const restartPauseMs = 1_000;

const here = fileURLToPath(import.meta.url);
const program = fileURLToPath(new URL(`./guardian-main${extname(here)}`, import.meta.url));

export function createGuardian(options: GuardianOptions): Guardian {
  const groups = new Map<number, ProcessGroup>();
  let child: ChildProcess | null = null;
  let closed = false;

  const tell = (message: GuardianMessage): void => {
    child?.stdin?.write(writeMessage(message));
  };
  const start = (): void => {
    if (closed || child !== null) return;
    const started = startProgram(options);
    const startedAt = options.clock.now();
    child = started;
    const gone = (why: object): void => {
      if (child !== started) return;
      child = null;
      if (closed) return;
      options.log.warn(why, 'the guardian of the engines has ended; starting another');
      if (options.clock.now() - startedAt >= restartPauseMs) start();
      else options.clock.timer(restartPauseMs, start);
    };
    started.once('error', (error) => gone({ reason: error.message }));
    started.once('exit', (code, signal) => gone({ code, signal }));
    for (const group of groups.values()) tell({ type: 'watch', group });
  };

  return {
    ensure: start,
    watch(group) {
      groups.set(group.id, group);
      tell({ type: 'watch', group });
    },
    forget(groupId) {
      groups.delete(groupId);
      tell({ type: 'forget', groupId });
    },
    pid: () => child?.pid ?? null,
    async close() {
      closed = true;
      const last = child;
      if (last === null || last.exitCode !== null || last.signalCode !== null) return;
      const exited = new Promise<void>((resolve) => {
        last.once('exit', () => resolve());
        last.once('error', () => resolve());
      });
      last.ref();
      last.stdin?.end(writeMessage({ type: 'bye' }));
      await exited;
    },
  };
}

/** In a session of its own, without anything of our environment but the search path, not keeping us alive. */
function startProgram({ gateway, graceMs }: GuardianOptions): ChildProcess {
  const child = spawn(process.execPath, [program, gateway, String(graceMs)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', ...compileCacheEnv() },
  });
  child.stdin?.on('error', () => {});
  (child.stdin as { unref?: () => void } | null)?.unref?.();
  child.unref();
  return child;
}
