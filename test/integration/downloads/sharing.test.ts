import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fails, filesIn, hasPartial, modelFiles, setUp, sorted, untilView } from './harness.ts';

const SLOW = 2_000_000;
const files = modelFiles(1_000_000);
const slowHub = () => ({ repos: [{ name: 'org/model', files }], faults: { bytesPerSecond: SLOW } });

describe('callers of one target', () => {
  test('share one download, five of them', async () => {
    await using setup = await setUp({ hub: slowHub() });
    const ids = [1, 2, 3, 4, 5].map(
      (workers) => setup.start({ maxWorkers: workers, options: { hfToken: `hf_${workers}` } }).id,
    );
    assert.equal(new Set(ids).size, 1);
    const views = await Promise.all(ids.map((id) => setup.downloads.finished(id)));
    assert.ok(views.every(({ state }) => state === 'completed'));
    const size = Object.values(files).reduce((sum, { length }) => sum + length, 0);
    assert.equal(setup.hub.bytesSent(), size);
  });

  test('conflict when they want another source, other files or an overlapping place', async () => {
    await using setup = await setUp({ hub: slowHub() });
    const { id } = setup.start();
    assert.throws(() => setup.start({ source: 'org/other' }), fails('download_conflict'));
    assert.throws(() => setup.start({ options: { allowPatterns: ['*.json'] } }), fails('download_conflict'));
    assert.throws(() => setup.start({ outputDir: join(setup.root, 'model/inner') }), fails('download_conflict'));
    await setup.downloads.finished(id);
  });

  test('may stop waiting, and the download goes on', async () => {
    await using setup = await setUp({ hub: slowHub() });
    const { id } = setup.start();
    const leave = new AbortController();
    const waiting = setup.downloads.finished(id, leave.signal);
    leave.abort(new Error('left'));
    await assert.rejects(waiting, /left/);
    assert.equal((await setup.downloads.finished(id)).state, 'completed');
  });
});

describe('a cancelled download', () => {
  test('keeps what it has when asked to, and the next one goes on from there', async () => {
    await using setup = await setUp({ hub: slowHub() });
    const { id } = setup.start();
    await untilView(setup.downloads, ({ bytesDone }) => bytesDone > 200_000);
    const view = await setup.downloads.cancel(id, { keepPartial: true });
    assert.deepEqual([view.state, view.error?.code], ['cancelled', 'download_cancelled']);
    await assert.rejects(setup.downloads.finished(id), fails('download_cancelled'));
    assert.ok(hasPartial(setup.root) && !existsSync(join(setup.root, 'model')));
    await setup.get();
    assert.deepEqual(filesIn(join(setup.root, 'model')), sorted(files));
    assert.ok(setup.hub.bytesSent() < 1_020_026 * 1.4);
  });

  test('leaves nothing when asked to', async () => {
    await using setup = await setUp({ hub: slowHub() });
    const { id } = setup.start();
    await untilView(setup.downloads, ({ bytesDone }) => bytesDone > 200_000);
    await setup.downloads.cancel(id, { keepPartial: false });
    assert.deepEqual(readdirSync(setup.root), []);
  });

  test('that has ended already stays as it is', async () => {
    await using setup = await setUp();
    const { id } = await setup.get();
    assert.equal((await setup.downloads.cancel(id, { keepPartial: false })).state, 'completed');
    assert.ok(existsSync(join(setup.root, 'model')));
  });
});

test('close cancels what is under way and keeps its bytes; nothing begins after it', async () => {
  await using setup = await setUp({ hub: slowHub() });
  const { id } = setup.start();
  await untilView(setup.downloads, ({ bytesDone }) => bytesDone > 200_000);
  await setup.downloads.close();
  assert.equal(setup.downloads.get(id)?.state, 'cancelled');
  assert.ok(hasPartial(setup.root));
  assert.throws(() => setup.start(), fails('shutting_down'));
});

test('progress has a rate and an ETA while it runs', async () => {
  await using setup = await setUp({ hub: slowHub() });
  const { id } = setup.start();
  const view = await untilView(setup.downloads, ({ bytesPerSecond }) => bytesPerSecond > 0);
  assert.ok(view.etaSeconds !== null && view.etaSeconds >= 0);
  assert.ok(view.bytesTotal !== null && view.bytesDone < view.bytesTotal);
  await setup.downloads.finished(id);
});
