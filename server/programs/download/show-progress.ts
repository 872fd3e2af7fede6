import type { DownloadView } from '../../library/downloads/index.ts';
import { progressLine } from './progress-line.ts';

/** What of a stream is needed; `columns`: its width where it is a terminal; 0: nobody told it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  show(view: DownloadView): void;
  /** Nothing more will be shown. */
  end(): void;
}

const LINE_EVERY_MS = 5000;

/** A bar that is drawn over itself on a terminal; elsewhere a line at each change of state, and each five seconds. */
export function showProgress(out: ProgressStream, now: () => number = () => performance.now()): Progress {
  let lastState = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  let drawn = false;
  return {
    show(view) {
      if (out.isTTY) {
        const line = progressLine(view, true).slice(0, Math.max(20, (out.columns || 80) - 1));
        out.write(`\r\x1b[K${line}`);
        drawn = true;
        return;
      }
      if (view.state === lastState && now() - lastAt < LINE_EVERY_MS) return;
      lastState = view.state;
      lastAt = now();
      out.write(`${progressLine(view, false)}\n`);
    },
    end() {
      if (drawn) out.write('\n');
    },
  };
}
