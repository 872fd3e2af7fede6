import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  askedMs,
  isProgress,
  isRetryable,
  retryDelayMs,
} from '../../../../../server/library/downloads/transfer/retry-rules.ts';
import { AppError } from '../../../../../server/platform/errors.ts';

const cut = new AppError('download_failed', 'cut', { fields: { retryable: true } });
const busy = new AppError('download_failed', 'busy', { fields: { retryable: true }, retryAfterSeconds: 7 });

describe('trying again', () => {
  it('is for failures of which the source says that they pass', () => {
    assert.ok(isRetryable(cut));
    assert.ok(!isRetryable(new AppError('download_failed', 'not HTTP')));
    assert.ok(!isRetryable(new AppError('source_not_found', 'none', { fields: { retryable: true } })));
    assert.ok(!isRetryable(new Error('other')));
  });

  it('waits twice as long each time, up to half a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 50].map((tries) => retryDelayMs(cut, tries, 0));
    assert.deepEqual(delays, [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('is spread: up to a half less', () => {
    assert.equal(retryDelayMs(cut, 3, 1), 500);
    assert.equal(retryDelayMs(cut, 3, 0.5), 750);
  });

  it('waits no less than the server asks for', () => {
    assert.equal(askedMs(busy), 7000);
    assert.equal(retryDelayMs(busy, 1, 1), 7000);
    assert.equal(retryDelayMs(busy, 8, 0), 30_000);
    assert.equal(askedMs(cut), 0);
  });
});

describe('progress', () => {
  it('of a small part is a twentieth of it', () => {
    assert.ok(isProgress(50, 1000) && !isProgress(49, 1000));
  });

  it('of a large one, or one of unknown size, is 256 KB', () => {
    assert.ok(isProgress(256 * 1024, 1e9) && !isProgress(256 * 1024 - 1, 1e9));
    assert.ok(isProgress(256 * 1024, null) && !isProgress(1000, null));
  });

  it('is never nothing', () => {
    assert.ok(!isProgress(0, 5) && isProgress(1, 5));
  });
});
