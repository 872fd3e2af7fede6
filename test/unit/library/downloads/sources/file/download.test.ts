/** Folders of this machine, brought to their place by the downloads themselves. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createDownloads, type DownloadView } from '../../../../../../server/library/downloads/index.ts';
import { silentLog } from '../../../../../../server/platform/log.ts';
import { temporaryFolder, writeFiles } from './folder.ts';

interface Places {
  readonly root: string;
  readonly volumeRoot: string | null;
}

function download(t: TestContext, { root, volumeRoot }: Places, source: string): Promise<DownloadView> {
  const policy = () => ({ roots: [root], endpoints: [], volumeRoot });
  const downloads = createDownloads({ policy, env: {}, log: silentLog });
  t.after(() => downloads.close());
  const request = { source, outputDir: join(root, 'copy'), options: {}, maxWorkers: 4, keepPartial: true };
  return downloads.finished(downloads.start(request).id);
}

describe('downloads of files of this machine', () => {
  it('copy a claim, its symlinks as what they lead to', async (t) => {
    const places = { root: temporaryFolder(t), volumeRoot: temporaryFolder(t) };
    const large = Buffer.alloc(3_000_001, 'large file ').toString();
    writeFiles(places.volumeRoot, {
      'models/blobs/1': large,
      'models/tiny/config.json': '{}',
      'models/tiny/empty': '',
    });
    symlinkSync('../blobs/1', join(places.volumeRoot, 'models/tiny/model.bin'));
    const view = await download(t, places, 'pvc://models/tiny');
    assert.deepEqual([view.state, view.source, view.bytesDone], ['completed', 'pvc://models/tiny', large.length + 2]);
    assert.equal(readFileSync(join(places.root, 'copy/model.bin'), 'utf8'), large);
    assert.equal(readFileSync(join(places.root, 'copy/config.json'), 'utf8'), '{}');
    assert.equal(readFileSync(join(places.root, 'copy/empty'), 'utf8'), '');
  });

  it('copy from one place of the roots to another', async (t) => {
    const root = temporaryFolder(t);
    writeFiles(root, { 'mine/a b.txt': 'text' });
    await download(t, { root, volumeRoot: null }, `file://${root}/mine`);
    assert.equal(readFileSync(join(root, 'copy/a b.txt'), 'utf8'), 'text');
  });

  it('bring nothing from outside of the roots', async (t) => {
    const [root, other] = [temporaryFolder(t), temporaryFolder(t)];
    writeFiles(other, { secret: 's' });
    await assert.rejects(download(t, { root, volumeRoot: null }, `file://${other}`), { code: 'path_not_allowed' });
    assert.deepEqual(readdirSync(root), []);
  });

  it('bring nothing of a folder of which one file may not be had', async (t) => {
    const root = temporaryFolder(t);
    writeFiles(root, { 'mine/good': 'g' });
    mkdirSync(join(root, 'mine/more'));
    symlinkSync('/etc/passwd', join(root, 'mine/more/stolen'));
    const refused = { code: 'path_not_allowed', message: /"more\/stolen"/ };
    await assert.rejects(download(t, { root, volumeRoot: null }, `file://${root}/mine`), refused);
    assert.equal(existsSync(join(root, 'copy')), false);
  });
});
