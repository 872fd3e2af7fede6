import type { Clock } from '../../../platform/clock.ts';
import type { Log } from '../../../platform/log.ts';
import { type DockerApi, DockerFault } from './api/docker-api.ts';
import { pause } from './pause.ts';

export interface StopOptions {
  readonly api: DockerApi;
  readonly id: string;
  /** Run inside the container first; null: signals only. */
  readonly stopCommand: readonly string[] | null;
  readonly stopTimeoutMs: number;
  /** When SIGKILL is due by the clock; may come nearer meanwhile. */
  readonly killAtMs: () => number;
  readonly clock: Clock;
  readonly log: Log;
  readonly explain: (error: unknown) => string;
  /** The container has ended, or nobody waits any more. */
  readonly signal: AbortSignal;
}

const lookMs = 20;
const retryMs = 500;

/**
 * Asks a container to end until it has. Docker itself is told the time too, so that SIGKILL comes even when the gateway
 * dies now. While Docker is away it is asked again and again.
 */
export async function stopContainer(options: StopOptions): Promise<void> {
  const { stopCommand, stopTimeoutMs, signal } = options;
  if (stopCommand !== null && stopTimeoutMs > 0 && !signal.aborted) await runStopCommand(options, stopCommand);
  const killing = killAtDeadline(options);
  if (stopTimeoutMs > 0) await askUntilDone(options, (api, id) => api.stop(id, secondsLeft(options)));
  await killing;
}

async function killAtDeadline(options: StopOptions): Promise<void> {
  const { clock, killAtMs, signal } = options;
  // In short steps: a second stop may have brought it nearer.
  while (!signal.aborted && clock.now() < killAtMs())
    await pause(clock, Math.min(lookMs, killAtMs() - clock.now()), signal);
  await askUntilDone(options, (api, id) => api.kill(id));
}

async function askUntilDone(
  { api, id, clock, log, explain, signal }: StopOptions,
  ask: (api: DockerApi, id: string) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      return await ask(api, id);
    } catch (error) {
      // Gone (404), or ended already (409).
      if (error instanceof DockerFault && (error.status === 404 || error.status === 409)) return;
      log.warn({ reason: explain(error) }, 'the container could not be told to stop');
      await pause(clock, retryMs, signal);
    }
  }
}

/** Docker knows whole seconds only; the launcher's own SIGKILL is exact. */
const secondsLeft = ({ clock, killAtMs }: StopOptions): number =>
  Math.max(1, Math.ceil((killAtMs() - clock.now()) / 1000));

/** Half of the time at most, so that the signal still gets its chance. Never rejects. */
async function runStopCommand(
  { api, id, stopTimeoutMs, clock, log, explain, signal }: StopOptions,
  command: readonly string[],
): Promise<void> {
  const limit = new AbortController();
  const cancel = clock.timer(stopTimeoutMs / 2, () => limit.abort());
  try {
    const code = await api.exec(id, command, AbortSignal.any([signal, limit.signal]));
    if (code === null) log.warn({ limitMs: stopTimeoutMs / 2 }, 'the stop command did not end in time');
    else if (code !== 0) log.warn({ code }, 'the stop command failed');
  } catch (error) {
    if (!limit.signal.aborted && !signal.aborted)
      log.warn({ reason: explain(error) }, 'the stop command could not be run');
  } finally {
    cancel();
  }
}
