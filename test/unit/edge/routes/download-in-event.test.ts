import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { downloadInEvent } from '../../../../server/edge/routes/downloads.ts';
import type { DownloadView } from '../../../../server/library/downloads/downloads.ts';

function view(count: number, underWay: number): DownloadView {
  const files = Array.from({ length: count }, (_, index) => {
    const done = index < count / 2 ? 10 : 0;
    return { path: `part-${index}`, bytesTotal: 10, bytesDone: index === underWay ? 5 : done };
  });
  return {
    id: 'dl-1',
    source: 's3://bucket/many',
    outputDir: '/models/many',
    state: 'downloading',
    bytesTotal: count * 10,
    bytesDone: count * 5,
    bytesPerSecond: 1,
    etaSeconds: null,
    files,
    error: null,
    startedAt: '2026-11-21T04:00:00.000Z',
    endedAt: null,
  };
}

describe('a download in an event', () => {
  it('has all its files where they are few', () => {
    assert.equal(downloadInEvent(view(200, 150)).files.length, 200);
  });

  it('has two hundred of many, those under way first, and the bytes of all', () => {
    const { files, bytes_total } = downloadInEvent(view(50_000, 40_000));
    assert.equal(files.length, 200);
    assert.deepEqual(files[0], { path: 'part-40000', bytes_total: 10, bytes_done: 5 });
    assert.equal(bytes_total, 500_000);
  });
});
