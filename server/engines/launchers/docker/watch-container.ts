/**
 * Watches one container until it has ended, through ends and returns of Docker itself: as long as nobody can be asked,
 * the container counts as running.
 */
import type { Clock } from '../../../platform/clock.ts';
import type { ContainerState, DockerApi } from './api/docker-api.ts';
import { isAlive } from './engine-exit.ts';
import { type LineSink, readOutput } from './output/follow-output.ts';
import { createLogPlace, type LogPlace } from './output/log-place.ts';
import { pause } from './pause.ts';

export interface WatchOptions {
  readonly api: DockerApi;
  readonly id: string;
  /** Lines of its output to begin with; null: all. */
  readonly tail: number | null;
  readonly sink: LineSink;
  readonly clock: Clock;
  /** Told when Docker cannot be asked any more, and null when it can again. */
  readonly onTrouble: (error: unknown) => void;
  /** Ends the watching: nobody wants to know any more. */
  readonly signal: AbortSignal;
}

const shortestPauseMs = 10;
const longestPauseMs = 5_000;
/** How often it is looked at while its output is followed: a connection can be dead without an end. */
const lookEachMs = 10_000;

/** How it ended; null: it is gone, or the watching was ended. Never rejects. */
export async function watchContainer(options: WatchOptions): Promise<ContainerState | null> {
  const { clock, signal, sink } = options;
  const place = createLogPlace();
  let pauseMs = shortestPauseMs;
  while (!signal.aborted) {
    const from = clock.now();
    const state = await look(options);
    if (state === null) return null;
    if (state !== 'unknown') {
      // Output that cannot be read says nothing about the container: the next look does.
      await follow(options, state.tty, place).catch(() => {});
      if (!isAlive(state)) {
        sink.flush();
        return state;
      }
    }
    // At once after a connection that has lasted; slower and slower where nothing lasts.
    if (state !== 'unknown' && clock.now() - from > longestPauseMs) pauseMs = shortestPauseMs;
    else await pause(clock, pauseMs, signal);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }
  return null;
}

async function look({ api, id, onTrouble }: WatchOptions): Promise<ContainerState | null | 'unknown'> {
  try {
    const state = await api.inspect(id);
    onTrouble(null);
    return state;
  } catch (error) {
    onTrouble(error);
    return 'unknown';
  }
}

/** Reads its output to the end, or until a look at it says that nothing more can come. */
async function follow(
  { api, id, tail, clock, signal, sink }: WatchOptions,
  tty: boolean,
  place: LogPlace,
): Promise<void> {
  const ending = new AbortController();
  const end = AbortSignal.any([signal, ending.signal]);
  const since = place.since();
  const source = await api.logs(id, { since, tail: since === null ? tail : null, signal: end });
  const abort = (): void => void source.destroy();
  end.addEventListener('abort', abort);
  if (end.aborted) abort();
  void lookWhile({ api, id, clock, signal: end }, () => ending.abort());
  try {
    await readOutput(source, tty, place, sink);
  } finally {
    ending.abort();
  }
}

async function lookWhile(
  { api, id, clock, signal }: Pick<WatchOptions, 'api' | 'id' | 'clock' | 'signal'>,
  onDead: () => void,
): Promise<void> {
  for (;;) {
    await pause(clock, lookEachMs, signal);
    if (signal.aborted) return;
    const state = await api.inspect(id).catch(() => null);
    if (state === null || !isAlive(state)) return onDead();
  }
}
