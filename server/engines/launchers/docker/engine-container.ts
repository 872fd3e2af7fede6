/**
 * One engine in a container, from the image to the removal. Owns the order: pull, create, start, watch; stop command,
 * Docker's stop, SIGKILL at the deadline; remove.
 */
import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import type { EngineExit, LaunchedEngine, ProcessStatus } from '../launcher.ts';
import { createLogRing, type WritableLogRing } from '../logs/log-ring.ts';
import { maskSecrets } from '../logs/mask-secrets.ts';
import type { DockerApi } from './api/docker-api.ts';
import { exitOf } from './engine-exit.ts';
import { createLineSink } from './output/follow-output.ts';
import { pause } from './pause.ts';
import { stopContainer } from './stop-container.ts';
import { watchContainer } from './watch-container.ts';

/** A container that runs. */
export interface Brought {
  readonly id: string;
  /** On the Docker host, as far as it is known. */
  readonly pid: number | null;
  /** Lines of its output to begin with; null: all. */
  readonly tail: number | null;
}

export interface ContainerOptions {
  readonly api: DockerApi;
  readonly baseUrl: string;
  readonly startedAt: Date;
  /** Makes and starts the container, or finds it; what it says goes into the engine's log. Rejects when there is none then. */
  readonly bring: (signal: AbortSignal, say: (line: string) => void) => Promise<Brought>;
  /** Run inside the container when it is to be stopped; null: signals only. */
  readonly stopCommand: readonly string[] | null;
  /** The engine's own: secrets of it are kept out of its log. */
  readonly env: Readonly<Record<string, string>>;
  readonly explain: (error: unknown) => string;
  readonly log: Log;
  readonly clock: Clock;
  /** The gateway is ending: a Docker that does not answer is not waited for any longer than needed. */
  readonly closing: AbortSignal;
  /** Nobody waits any more, whatever becomes of the container. */
  readonly abandoned: AbortSignal;
  /** `isLeft`: its container may still be there. */
  readonly onGone: (isLeft: boolean) => void;
}

export const logCapacity = 1_000;
/** A container that Docker does not end, or a Docker that does not answer, is waited for no longer. */
const giveUpAfterMs = 60_000;
const giveUpWhileClosingMs = 5_000;

export function runContainer(options: ContainerOptions): LaunchedEngine {
  const { api, log, clock, explain } = options;
  const ring = createLogRing(logCapacity, clock, maskSecrets(options.env));
  const bringing = new AbortController();
  const watching = new AbortController();
  let status: ProcessStatus = 'running';
  let trouble: string | null = null;
  let pid: number | null = null;
  let containerId: string | null = null;
  let isLeft = false;
  let killAtMs = Number.POSITIVE_INFINITY;
  let stopping: Promise<void> | null = null;
  let cancelGiveUp = (): void => {};

  const onTrouble = (error: unknown): void => {
    const now = error === null ? null : explain(error);
    if (now === trouble) return;
    trouble = now;
    if (now === null) log.info({}, 'Docker answers again');
    else log.warn({ reason: now }, 'Docker cannot be asked: whether the engine runs is not known');
  };

  const brought = options
    .bring(bringing.signal, (line) => say(line, { ring, log }))
    .then(
      (container) => {
        pid = container.pid;
        containerId = container.id;
        return container;
      },
      (error: unknown) => explain(error),
    );

  /** Nobody waits for what does not come. */
  const givenUp = new Promise<string>((resolve) => {
    watching.signal.addEventListener('abort', () => resolve('Docker did not answer in time'), { once: true });
  });

  const live = async (): Promise<EngineExit> => {
    const container = await Promise.race([brought, givenUp]);
    if (typeof container === 'string') {
      const spawnError = stopping === null ? container : null;
      return { code: null, signal: null, wanted: stopping !== null, spawnError };
    }
    const sink = createLineSink({ ring, log });
    const { id, tail } = container;
    const state = await watchContainer({ api, id, tail, sink, clock, onTrouble, signal: watching.signal });
    const exit = exitOf(state, stopping !== null);
    if (state !== null) await removeQuietly(id);
    return exit;
  };

  const removeQuietly = async (id: string): Promise<void> => {
    for (const waitMs of [100, 1_000, 0]) {
      try {
        return await api.remove(id);
      } catch (error) {
        log.warn({ container: id, reason: explain(error) }, 'the container could not be removed');
        await pause(clock, waitMs, watching.signal);
      }
    }
    isLeft = true;
  };

  const ended = live().then((exit) => {
    status = exit.wanted ? 'stopped' : 'crashed';
    trouble = null;
    pid = null;
    cancelGiveUp();
    watching.abort();
    const { wanted, ...facts } = exit;
    log[wanted ? 'info' : 'warn'](facts, describeEnd(exit));
    options.onGone(isLeft);
    return exit;
  });

  const giveUp = (): void => {
    log.error({}, 'the container could not be ended: it is removed when Docker does that, or at the next start');
    isLeft = true;
    watching.abort();
  };
  const giveUpLater = (stopTimeoutMs: number): (() => void) => {
    const cancels = [
      clock.timer(stopTimeoutMs + giveUpAfterMs, giveUp),
      clock.timer(stopTimeoutMs + giveUpWhileClosingMs, () => {
        if (options.closing.aborted && trouble !== null) giveUp();
      }),
    ];
    return () => {
      for (const cancel of cancels) cancel();
    };
  };
  options.abandoned.addEventListener('abort', giveUp, { once: true, signal: watching.signal });

  const askToStop = async (stopTimeoutMs: number): Promise<void> => {
    const container = await brought;
    if (typeof container === 'string') return;
    const { stopCommand } = options;
    const signal = watching.signal;
    await stopContainer({
      api,
      id: container.id,
      stopCommand,
      stopTimeoutMs,
      killAtMs: () => killAtMs,
      clock,
      log,
      explain,
      signal,
    });
  };

  return {
    get pid() {
      return pid;
    },
    baseUrl: options.baseUrl,
    startedAt: options.startedAt,
    logs: ring,
    processStatus: () => status,
    containerId: () => containerId,
    trouble: () => trouble,
    exited: ended,
    async stop(stopTimeoutMs) {
      const askedKillAtMs = clock.now() + stopTimeoutMs;
      if (askedKillAtMs < killAtMs) {
        killAtMs = askedKillAtMs;
        cancelGiveUp();
        if (status === 'running') cancelGiveUp = giveUpLater(stopTimeoutMs);
      }
      if (status === 'running') stopping ??= askToStop(stopTimeoutMs);
      bringing.abort();
      await ended;
    },
  };
}

/** The launcher's own words in the engine's log. */
function say(line: string, { ring, log }: { readonly ring: WritableLogRing; readonly log: Log }): void {
  ring.push('stderr', `[roundhouse] ${line}`);
  log.info({}, line);
}

function describeEnd({ spawnError, wanted }: EngineExit): string {
  if (spawnError !== null) return 'the engine could not be started';
  return wanted ? 'the engine has stopped' : 'the engine has ended by itself';
}
