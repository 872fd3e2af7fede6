import type { DownloadView } from '../../library/downloads/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

const EVERY_MS = 10_000;

/** A listener of downloads that tells in the log how far each is, about every ten seconds. Begin and end are told by the downloads. */
export function logProgress(log: Log, clock: Pick<Clock, 'now'>): (view: DownloadView) => void {
  const lastToldMs = new Map<string, number>();
  return (view) => {
    const { id, state, endedAt } = view;
    if (endedAt !== null) return void lastToldMs.delete(id);
    const now = clock.now();
    const last = lastToldMs.get(id);
    if (last === undefined) return void lastToldMs.set(id, now);
    if (state !== 'downloading' || now - last < EVERY_MS) return;
    lastToldMs.set(id, now);
    log.info(progressOf(view), 'a download goes on');
  };
}

const progressOf = ({ id, source, bytesTotal, bytesDone, bytesPerSecond, etaSeconds }: DownloadView): object => ({
  download: id,
  source,
  percent: bytesTotal === null || bytesTotal === 0 ? null : Math.floor((100 * bytesDone) / bytesTotal),
  bytes: bytesDone,
  bytes_total: bytesTotal,
  bytes_per_second: Math.round(bytesPerSecond),
  eta_seconds: etaSeconds,
});
