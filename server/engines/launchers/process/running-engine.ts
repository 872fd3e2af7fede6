/**
 * One engine from its start to the end of everything it left behind. Owns the order: stop command, SIGTERM to the
 * process group, SIGKILL to the group at the deadline, then whoever left the group.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import type { EngineExit, LaunchedEngine, ProcessStatus } from '../launcher.ts';
import { captureOutput } from '../logs/capture-output.ts';
import { createLogRing } from '../logs/log-ring.ts';
import { maskSecrets } from '../logs/mask-secrets.ts';
import { endFamily } from '../processes/end-family.ts';
import type { ProcessTable } from '../processes/process-table.ts';
import type { ProcessGroup } from '../processes/select-family.ts';
import { type ProcessEnd, type SpawnOptions, spawnEngine } from './spawn-engine.ts';
import { runStopCommand } from './stop-command.ts';

export interface RunOptions extends SpawnOptions {
  readonly baseUrl: string;
  /** The marker that this engine's environment carries. */
  readonly marker: string;
  /** Called with the pid when the engine is to be stopped; null: signals only. */
  readonly stopCommand: ((pid: number) => readonly string[]) | null;
  readonly log: Log;
  readonly clock: Clock;
  readonly table: ProcessTable;
  /** Called right after the process has started. */
  readonly onStarted: (group: ProcessGroup) => void;
  /** Called when nothing of it is left. */
  readonly onGone: (group: ProcessGroup | null) => void;
}

const logCapacity = 1_000;
/** After a crash, the processes left behind get so long between SIGTERM and SIGKILL. */
const leftBehindGraceMs = 2_000;
/** Output still unread when everybody who could write to it is gone. */
const outputGraceMs = 500;
/** What does not die of SIGKILL within this time is reported, and waited for no longer. */
const giveUpAfterMs = 60_000;

export function runEngine(options: RunOptions): LaunchedEngine {
  const { log, clock } = options;
  const ring = createLogRing(logCapacity, clock, maskSecrets(options.env));
  const startedAt = clock.date();
  const child = spawnEngine(options);
  const group = child.pid === null ? null : { id: child.pid, startTicks: options.table.startTicks(child.pid) };
  if (group !== null) options.onStarted(group);
  const output = Promise.all([
    captureOutput(child.stdout, 'stdout', { ring, log }),
    captureOutput(child.stderr, 'stderr', { ring, log }),
  ]);
  let status: ProcessStatus = 'running';
  let ended = false;
  let stopping: Promise<void> | null = null;
  let killAtMs = Number.POSITIVE_INFINITY;
  let cancelKill = (): void => {};

  const signalGroup = (signal: 'SIGTERM' | 'SIGKILL'): void => {
    // Once the leader is reaped its number may be another's: those left are then found one by one.
    if (group === null || ended) return;
    try {
      process.kill(-group.id, signal);
    } catch {
      // It is just ending.
    }
  };

  const finish = async (end: ProcessEnd): Promise<EngineExit> => {
    ended = true;
    const wanted = stopping !== null;
    status = wanted ? 'stopped' : 'crashed';
    log[wanted ? 'info' : 'warn']({ ...end }, describeEnd(end, wanted));
    await stopping;
    if (group !== null) await endLeftBehind(group);
    await Promise.race([output, sleep(outputGraceMs)]);
    child.stdout.destroy();
    child.stderr.destroy();
    await output;
    cancelKill();
    options.onGone(group);
    return { ...end, wanted };
  };

  const endLeftBehind = async (leader: ProcessGroup): Promise<void> => {
    const now = clock.now();
    const isWanted = stopping !== null;
    const killFromMs = (): number => (isWanted ? killAtMs : Math.min(killAtMs, now + leftBehindGraceMs));
    const allGone = await endFamily({
      table: options.table,
      marks: { isOurs: (marker) => marker === options.marker, groups: [leader] },
      notBefore: leader.startTicks,
      mayKill: () => clock.now() >= killFromMs(),
      quiet: { rounds: 2, gapMs: 0 },
      giveUp: () => clock.now() >= killFromMs() + giveUpAfterMs,
    });
    if (!allGone) log.error({}, 'processes of the engine could not be ended');
  };

  const askToStop = async (stopTimeoutMs: number): Promise<void> => {
    if (options.stopCommand !== null && group !== null && stopTimeoutMs > 0) {
      // Half of the time at most, so that SIGTERM still gets its chance.
      const command = options.stopCommand(group.id);
      await runStopCommand({ ...options, command }, stopTimeoutMs / 2, { ring, log });
    }
    signalGroup('SIGTERM');
  };

  const exited = child.ended.then(finish);
  return {
    pid: child.pid,
    baseUrl: options.baseUrl,
    startedAt,
    logs: ring,
    processStatus: () => status,
    exited,
    async stop(stopTimeoutMs) {
      const askedKillAtMs = clock.now() + stopTimeoutMs;
      if (askedKillAtMs < killAtMs) {
        killAtMs = askedKillAtMs;
        cancelKill();
        cancelKill = clock.timer(stopTimeoutMs, () => signalGroup('SIGKILL'));
      }
      if (!ended) stopping ??= askToStop(stopTimeoutMs);
      await exited;
    },
  };
}

function describeEnd({ spawnError }: ProcessEnd, wanted: boolean): string {
  if (spawnError !== null) return 'the engine could not be started';
  return wanted ? 'the engine has stopped' : 'the engine has ended by itself';
}
