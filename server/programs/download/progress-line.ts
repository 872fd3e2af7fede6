/** How a download is told to people. Pure. */
import type { DownloadView } from '../../library/downloads/index.ts';

const BAR_WIDTH = 24;
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Three digits at least, decimal units: `1.23 GB`. */
export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${UNITS[power]}`;
}

/** `1:02:03`, `2:03`. */
export function durationText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const tail = `${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** One line, e.g. `[######      ]  50% 1.00 GB of 2.00 GB, 100 MB/s, 0:10 left`. */
export function progressLine(view: DownloadView, withBar: boolean): string {
  if (view.state === 'listing') return `asking for the files of ${view.source}`;
  const { bytesDone, bytesTotal, bytesPerSecond, etaSeconds } = view;
  const share = bytesTotal === null ? null : bytesTotal === 0 ? 1 : bytesDone / bytesTotal;
  const amount = bytesTotal === null ? bytesText(bytesDone) : `${bytesText(bytesDone)} of ${bytesText(bytesTotal)}`;
  const percent = share === null ? '' : `${String(Math.floor(share * 100)).padStart(3)}% `;
  const bar = withBar && share !== null ? `[${'#'.repeat(Math.floor(share * BAR_WIDTH)).padEnd(BAR_WIDTH)}] ` : '';
  const rate = bytesPerSecond > 0 ? `, ${bytesText(bytesPerSecond)}/s` : '';
  const left = etaSeconds !== null && etaSeconds > 0 ? `, ${durationText(etaSeconds)} left` : '';
  const state = view.state === 'downloading' ? '' : `, ${view.state}`;
  return `${bar}${percent}${amount}${rate}${left}${state}`;
}
