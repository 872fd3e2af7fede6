import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DownloadView } from '../../../../server/library/downloads/index.ts';
import { bytesText, durationText, progressLine } from '../../../../server/programs/download/progress-line.ts';
import { showProgress } from '../../../../server/programs/download/show-progress.ts';

const view = (change: Partial<DownloadView> = {}): DownloadView => ({
  id: 'dl-1',
  source: 'hf://org/model',
  outputDir: '/models/model',
  state: 'downloading',
  bytesTotal: 2e9,
  bytesDone: 1e9,
  bytesPerSecond: 1e8,
  etaSeconds: 10,
  files: [],
  error: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  ...change,
});

describe('a line of progress', () => {
  it('has a bar, the share, the bytes, the rate and the time that is left', () => {
    assert.equal(progressLine(view(), true), '[############            ]  50% 1.00 GB of 2.00 GB, 100 MB/s, 0:10 left');
  });

  it('has no bar and no share while the size is unknown', () => {
    assert.equal(progressLine(view({ bytesTotal: null, etaSeconds: null }), true), '1.00 GB, 100 MB/s');
  });

  it('says what goes on when nothing is transferred', () => {
    assert.equal(progressLine(view({ state: 'listing' }), true), 'asking for the files of hf://org/model');
    const verifying = view({ state: 'verifying', bytesDone: 2e9, bytesPerSecond: 0, etaSeconds: null });
    assert.equal(progressLine(verifying, false), '100% 2.00 GB of 2.00 GB, verifying');
  });

  it('is full for a download of nothing', () => {
    assert.match(progressLine(view({ bytesTotal: 0, bytesDone: 0 }), false), /^100% 0 B of 0 B/);
  });
});

it('bytes are told in three digits', () => {
  assert.deepEqual([0, 999, 1000, 12_345, 999_000, 1.5e12, 5e15].map(bytesText), [
    '0 B',
    '999 B',
    '1.00 kB',
    '12.3 kB',
    '999 kB',
    '1.50 TB',
    '5000 TB',
  ]);
});

it('durations are told as clocks do', () => {
  assert.deepEqual([0, 59, 61, 3723].map(durationText), ['0:00', '0:59', '1:01', '1:02:03']);
});

describe('progress is shown', () => {
  const shown = (isTTY: boolean, views: readonly DownloadView[], times: readonly number[]): string => {
    const written: string[] = [];
    let at = 0;
    const out = { isTTY, columns: 40, write: (text: string) => written.push(text) };
    const progress = showProgress(out, () => times[at] ?? 0);
    for (const each of views) {
      progress.show(each);
      at++;
    }
    progress.end();
    return written.join('');
  };

  it('on a terminal over itself, no wider than it is, with a line end at the end', () => {
    const text = shown(true, [view(), view()], []);
    assert.equal(text.split('\r\x1b[K').length, 3);
    assert.ok(text.endsWith('\n') && text.split('\r\x1b[K').every((line) => line.trim().length <= 39));
  });

  it('whole on a terminal that does not tell its width', () => {
    let text = '';
    const progress = showProgress({ isTTY: true, columns: 0, write: (piece) => (text += piece) });
    progress.show(view());
    progress.end();
    assert.ok(text.includes(progressLine(view(), true)));
  });

  it('elsewhere as lines, at a change of state and each five seconds', () => {
    const views = [view({ state: 'listing' }), view(), view(), view(), view({ state: 'verifying' })];
    const lines = shown(false, views, [0, 100, 200, 5200, 5300]).split('\n');
    assert.equal(lines.length, 5);
    assert.ok(lines.every((line) => !line.includes('\x1b')));
  });
});
