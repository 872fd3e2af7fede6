import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DownloadView } from '../../../server/library/downloads/index.ts';
import { fails, filesIn, hasPartial, modelFiles, setUp, sorted } from './harness.ts';

const repo = (files: Record<string, Buffer>) => ({ repos: [{ name: 'org/model', files }] });

describe('a download', () => {
  test('makes the folder with every file of the repository, and leaves nothing beside it', async () => {
    const files = modelFiles();
    await using setup = await setUp({ hub: repo(files) });
    const view = await setup.get();
    assert.equal(view.state, 'completed');
    assert.deepEqual(filesIn(join(setup.root, 'model')), sorted(files));
    assert.deepEqual(readdirSync(setup.root), ['model']);
  });

  test('counts its bytes and files', async () => {
    const files = modelFiles(5000);
    await using setup = await setUp({ hub: repo(files) });
    const { bytesTotal, bytesDone, etaSeconds, files: shown, endedAt, error } = await setup.get();
    const size = Object.values(files).reduce((sum, { length }) => sum + length, 0);
    assert.deepEqual([bytesTotal, bytesDone, etaSeconds, error], [size, size, 0, null]);
    assert.equal(shown.length, 5);
    assert.ok(shown.every((file) => file.bytesDone === file.bytesTotal));
    assert.ok(endedAt !== null);
  });

  test('takes the parents of its folder into being', async () => {
    await using setup = await setUp();
    await setup.get({ outputDir: join(setup.root, 'a/b/model') });
    assert.ok(existsSync(join(setup.root, 'a/b/model/config.json')));
  });

  test('fills an empty folder that is there', async () => {
    await using setup = await setUp();
    mkdirSync(join(setup.root, 'model'));
    await setup.get();
    assert.ok(existsSync(join(setup.root, 'model/config.json')));
  });

  test('fetches what the patterns take, and nothing else', async () => {
    await using setup = await setUp();
    await setup.get({ options: { allowPatterns: ['*.json', 'nested/'], ignorePatterns: ['*.bin'] } });
    assert.deepEqual(Object.keys(filesIn(join(setup.root, 'model'))), ['config.json', 'nested/notes.txt']);
  });

  test('of patterns that take nothing fails saying so', async () => {
    await using setup = await setUp();
    await assert.rejects(setup.get({ options: { allowPatterns: ['*.gguf'] } }), fails('source_not_found', /patterns/));
    assert.deepEqual(readdirSync(setup.root), []);
  });

  test('cuts large files into parts that come in parallel', async () => {
    const files = { 'large.bin': Buffer.alloc(20 * 1024 * 1024, 'roundhouse ') };
    await using setup = await setUp({ hub: repo(files) });
    await setup.get();
    const ranges = setup.hub.requests.filter(({ at }) => at === 'cdn').map(({ headers }) => headers.range);
    assert.deepEqual(ranges.sort(), ['bytes=0-8388607', 'bytes=16777216-20971519', 'bytes=8388608-16777215']);
    assert.deepEqual(filesIn(join(setup.root, 'model')), files);
  });

  test('tells each state, and progress at most four times a second', async () => {
    await using setup = await setUp();
    const states: DownloadView['state'][] = [];
    setup.downloads.subscribe(({ state }) => states.push(state));
    await setup.get();
    assert.deepEqual([...new Set(states)], ['listing', 'downloading', 'verifying', 'completed']);
  });

  test('is listed, newest first, and found by its id', async () => {
    await using setup = await setUp();
    const first = await setup.get();
    const second = await setup.get({ outputDir: join(setup.root, 'other') });
    assert.deepEqual(
      setup.downloads.list().map(({ id }) => id),
      [second.id, first.id],
    );
    assert.equal(setup.downloads.get(first.id)?.state, 'completed');
    assert.equal(setup.downloads.get('dl-none'), null);
    await assert.rejects(setup.downloads.cancel('dl-none', { keepPartial: true }), fails('download_not_found'));
  });
});

describe('asking again', () => {
  test('for a folder that is complete transfers nothing', async () => {
    await using setup = await setUp();
    await setup.get();
    const before = setup.hub.bytesSent();
    const inode = statSync(join(setup.root, 'model')).ino;
    const view = await setup.get();
    assert.equal(view.state, 'completed');
    assert.equal(view.bytesDone, view.bytesTotal);
    assert.equal(setup.hub.bytesSent(), before);
    assert.equal(statSync(join(setup.root, 'model')).ino, inode);
  });

  test('after the source changed fetches what changed, and swaps the folder', async () => {
    const files = modelFiles();
    await using setup = await setUp({ hub: repo(files) });
    await setup.get();
    const before = setup.hub.bytesSent();
    const { empty: _gone, ...kept } = files;
    const next = { ...kept, 'config.json': Buffer.from('{"model_type":"new"}'), 'added.txt': Buffer.from('added') };
    setup.hub.commit('org/model', next);
    await setup.get();
    assert.deepEqual(filesIn(join(setup.root, 'model')), sorted(next));
    assert.equal(setup.hub.bytesSent() - before, 20 + 5);
    assert.deepEqual(readdirSync(setup.root), ['model']);
  });

  test('after a file was lost fetches that file only', async () => {
    const files = modelFiles();
    await using setup = await setUp({ hub: repo(files) });
    await setup.get();
    const before = setup.hub.bytesSent();
    rmSync(join(setup.root, 'model/nested/deep/weights.bin'));
    await setup.get();
    assert.equal(setup.hub.bytesSent() - before, 20_000);
    assert.deepEqual(filesIn(join(setup.root, 'model')), sorted(files));
  });

  test('keeps what the user has put beside the files', async () => {
    await using setup = await setUp();
    await setup.get();
    writeFileSync(join(setup.root, 'model/nested/mine.txt'), 'mine');
    setup.hub.commit('org/model', { 'config.json': '{}' });
    await setup.get();
    assert.deepEqual(Object.keys(filesIn(join(setup.root, 'model'))), ['config.json', 'nested/mine.txt']);
    assert.equal(readFileSync(join(setup.root, 'model/nested/mine.txt'), 'utf8'), 'mine');
  });

  test('for another revision replaces the folder, and the marker says which one', async () => {
    await using setup = await setUp();
    const sha = setup.hub.commit('org/model', { 'config.json': '{"v":2}' }, 'v2');
    await setup.get();
    await setup.get({ source: 'hf://org/model@v2' });
    const marker = JSON.parse(readFileSync(join(setup.root, 'model/.roundhouse-download.json'), 'utf8'));
    assert.deepEqual([marker.source, marker.revision], ['hf://org/model@v2', sha]);
    assert.deepEqual(Object.keys(filesIn(join(setup.root, 'model'))), ['config.json']);
  });

  test('while the source is away takes the complete copy', async () => {
    await using setup = await setUp();
    await setup.get();
    setup.hub.faults.status = { at: 'api', status: 503, times: 100 };
    const view = await setup.get();
    assert.equal(view.state, 'completed');
    assert.ok(setup.logged.some((line) => line.includes('the copy is used')));
  });
});

describe('a place is refused', () => {
  test('when it holds what no download made', async () => {
    await using setup = await setUp();
    mkdirSync(join(setup.root, 'model'));
    writeFileSync(join(setup.root, 'model/precious.txt'), 'precious');
    assert.throws(() => setup.start(), fails('download_conflict'));
    assert.deepEqual(readdirSync(join(setup.root, 'model')), ['precious.txt']);
  });

  test('when it is a file', async () => {
    await using setup = await setUp();
    writeFileSync(join(setup.root, 'model'), '');
    assert.throws(() => setup.start(), fails('download_conflict'));
  });

  test('when it holds the download of another source', async () => {
    const repos = ['org/model', 'org/other'].map((name) => ({ name, files: modelFiles(2000) }));
    await using setup = await setUp({ hub: { repos } });
    await setup.get();
    assert.throws(() => setup.start({ source: 'org/other' }), fails('download_conflict', /hf:\/\/org\/model/));
  });

  test('when it lies in a folder that is a download of its own', async () => {
    await using setup = await setUp();
    await setup.get();
    assert.throws(() => setup.start({ outputDir: join(setup.root, 'model/sub') }), fails('download_conflict'));
  });

  test('when it lies outside of the roots, by its path or by a symlink', async () => {
    await using setup = await setUp();
    symlinkSync('/tmp', join(setup.root, 'out'));
    symlinkSync('/nowhere/at/all', join(setup.root, 'dangling'));
    for (const place of ['../evil', 'out/evil', 'dangling/evil', '..', '.']) {
      const outputDir = `${setup.root}/${place}`;
      assert.throws(() => setup.start({ outputDir }), fails('path_not_allowed'), place);
    }
    assert.throws(() => setup.start({ outputDir: 'model' }), fails('path_not_allowed'));
    assert.equal(setup.hub.requests.length, 0);
  });

  test('not when the root itself is reached by a symlink', async () => {
    await using setup = await setUp();
    const real = join(setup.root, 'real');
    mkdirSync(real);
    symlinkSync(real, join(setup.root, 'link'));
    const linked = setup.again({
      policy: () => ({ roots: [join(setup.root, 'link')], endpoints: setup.hub.hosts, volumeRoot: null }),
    });
    const view = await linked.get({ outputDir: join(setup.root, 'link/model') });
    assert.equal(view.outputDir, join(real, 'model'));
    await linked.downloads.close();
  });
});

describe('file names from the source', () => {
  const BAD = [
    '../evil',
    'a/../../evil',
    '/etc/evil',
    'C:/evil',
    'a\\..\\evil',
    'a//b',
    './a',
    'nul\0',
    'a\nb',
    '.roundhouse-download.json',
  ];
  for (const name of BAD) {
    test(`refuse the whole download when one is ${JSON.stringify(name)}`, async () => {
      await using setup = await setUp({ hub: repo({ 'fine.txt': Buffer.from('fine'), [name]: Buffer.from('evil') }) });
      await assert.rejects(setup.get(), fails('path_not_allowed'));
      assert.deepEqual(readdirSync(setup.root), []);
      assert.equal(setup.hub.bytesSent(), 0);
    });
  }

  test('are no fault when they are strange but harmless', async () => {
    const files = {
      'A.txt': Buffer.from('A'),
      'a.txt': Buffer.from('a'),
      'ü / %2e%2e?#.txt': Buffer.from('ü'),
      '...': Buffer.from('.'),
    };
    await using setup = await setUp({ hub: repo(files) });
    await setup.get();
    assert.deepEqual(filesIn(join(setup.root, 'model')), sorted(files));
  });

  test('are not followed through symlinks that lie where the download grows', async () => {
    await using setup = await setUp({ hub: repo({ 'sub/file.txt': Buffer.from('text') }) });
    const partial = join(setup.root, '.model.roundhouse-partial/files');
    mkdirSync(partial, { recursive: true });
    mkdirSync(join(setup.root, 'elsewhere'));
    symlinkSync(join(setup.root, 'elsewhere'), join(partial, 'sub'));
    await setup.get();
    assert.deepEqual(readdirSync(join(setup.root, 'elsewhere')), []);
    assert.deepEqual(Object.keys(filesIn(join(setup.root, 'model'))), ['sub/file.txt']);
    assert.ok(!hasPartial(setup.root));
  });
});
