import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DownloadView } from '../../../server/library/downloads/index.ts';
import { type Log, silentLog } from '../../../server/platform/log.ts';
import { logProgress } from '../../../server/programs/gateway/gateway-downloads.ts';

const view = (fields: Partial<DownloadView> = {}): DownloadView => ({
  id: 'dl-1',
  source: 'hf://org/model',
  outputDir: '/models/m',
  state: 'downloading',
  bytesTotal: 1000,
  bytesDone: 255,
  bytesPerSecond: 12.4,
  etaSeconds: 60,
  files: [],
  error: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  ...fields,
});

function setUp() {
  const told: object[] = [];
  let now = 0;
  const log: Log = { ...silentLog, info: (fields) => told.push(fields) };
  const listen = logProgress(log, { now: () => now });
  return {
    told,
    at(ms: number, fields: Partial<DownloadView> = {}) {
      now = ms;
      listen(view(fields));
    },
  };
}

describe('the progress of downloads in the log', () => {
  it('is told every ten seconds, however often it changes', () => {
    const { told, at } = setUp();
    for (let ms = 0; ms <= 35_000; ms += 250) at(ms);
    assert.equal(told.length, 3);
  });

  it('is a share, a rate and a time', () => {
    const { told, at } = setUp();
    at(0);
    at(10_000);
    assert.deepEqual(told, [
      {
        download: 'dl-1',
        source: 'hf://org/model',
        percent: 25,
        bytes: 255,
        bytes_total: 1000,
        bytes_per_second: 12,
        eta_seconds: 60,
      },
    ]);
  });

  it('has no share where the size is not known', () => {
    const { told, at } = setUp();
    at(0, { bytesTotal: null });
    at(10_000, { bytesTotal: null, etaSeconds: null });
    assert.equal((told[0] as { percent: unknown }).percent, null);
  });

  it('is told of each download by itself', () => {
    const { told, at } = setUp();
    at(0);
    at(5_000, { id: 'dl-2' });
    at(10_000);
    at(10_000, { id: 'dl-2' });
    at(15_000, { id: 'dl-2' });
    assert.deepEqual(
      told.map((fields) => (fields as { download: string }).download),
      ['dl-1', 'dl-2'],
    );
  });

  it('ends with the download, and is not told while it is listed or verified', () => {
    const { told, at } = setUp();
    at(0, { state: 'listing' });
    at(20_000, { state: 'verifying' });
    at(40_000, { state: 'completed', endedAt: '2026-01-01T00:00:40.000Z' });
    assert.deepEqual(told, []);
  });
});
