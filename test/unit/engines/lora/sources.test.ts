import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../../server/platform/errors.ts';
import { gguf, type LorasUnderTest, lorasUnderTest, model, refusal, root } from './fakes/lora-under-test.ts';

const source = 'hf://org/pirate';

async function running(): Promise<LorasUnderTest> {
  const under = await lorasUnderTest({ models: [model('base')] });
  under.fleet.launch('base');
  await under.until(() => under.fleet.ready().length === 1);
  return under;
}

const failure = () => new AppError('source_not_found', 'The hub has no repository org/pirate.');

describe('a LoRA adapter with a source', () => {
  it('is downloaded into a folder of its own in the first root, then loaded from there', async () => {
    const under = await running();
    const loading = under.load({ name: 'pirate', source });
    await under.until(() => under.downloads.started.length === 1);
    assert.equal(under.loras.get('pirate')?.state, 'downloading');
    assert.equal(under.loras.get('pirate')?.downloadId, 'dl-1');
    assert.deepEqual(under.loras.served(), []);
    under.downloads.complete();
    const outcome = await under.passing(loading);
    assert.ok(outcome.done);
    assert.equal(outcome.lora.path, `${root}/loras/pirate`);
    assert.equal(outcome.lora.source, source);
    assert.equal(outcome.lora.downloadId, null);
    assert.equal(under.fleet.ready()[0]?.has.get('pirate'), `${root}/loras/pirate`);
  });

  it('goes where the request says', async () => {
    const under = await running();
    const loading = under.load({ name: 'pirate', source, outputDir: `${root}/mine` });
    await under.until(() => under.downloads.started.length === 1);
    under.downloads.complete();
    await under.passing(loading);
    assert.equal(under.fleet.ready()[0]?.has.get('pirate'), `${root}/mine`);
  });

  it('is answered at once with the download where it is asked for asynchronously, and loaded later', async () => {
    const under = await running();
    const outcome = await under.load({ name: 'pirate', source, async: true });
    assert.ok(!outcome.done);
    assert.equal(outcome.download.id, 'dl-1');
    assert.equal(outcome.lora.state, 'downloading');
    under.downloads.complete();
    await under.until(() => under.loras.get('pirate')?.state === 'loaded' && under.loras.served().length === 1);
  });

  it('shows the failure of a download that nobody waited for, and is forgotten by an unload', async () => {
    const under = await running();
    await under.load({ name: 'pirate', source, async: true });
    under.downloads.fail(failure());
    await under.until(() => under.loras.get('pirate')?.state === 'failed');
    const view = under.loras.get('pirate');
    assert.match(view?.reason ?? '', /no repository/);
    assert.equal(view?.downloadId, null);
    assert.equal(under.store.rows.size, 0);
    await under.passing(under.loras.unload('pirate'));
    assert.deepEqual(under.loras.list(), []);
  });

  it('shows the refusal of an engine that nobody waited for', async () => {
    const under = await running();
    under.fleet.ready()[0]?.refuse('pirate', 'rank 64 is above 16');
    await under.load({ name: 'pirate', source, async: true });
    under.downloads.complete();
    await under.until(() => under.loras.get('pirate')?.state === 'failed');
    assert.match(under.loras.get('pirate')?.reason ?? '', /rank 64/);
    assert.deepEqual(under.loras.served(), []);
    assert.equal(under.store.rows.size, 0);
  });

  it('throws what the download threw to those who wait, and leaves nothing', async () => {
    const under = await running();
    const failing = refusal(under.load({ name: 'pirate', source }));
    await under.until(() => under.downloads.started.length === 1);
    under.downloads.fail(failure());
    assert.equal((await under.passing(failing)).code, 'source_not_found');
    await under.clock.advance(10);
    assert.deepEqual(under.loras.list(), []);
  });

  it('is downloaded once for all that ask for the same', async () => {
    const under = await running();
    const all = [1, 2, 3].map(() => under.load({ name: 'pirate', source }));
    await under.until(() => under.downloads.started.length > 0);
    under.downloads.complete();
    await under.passing(Promise.all(all));
    assert.equal(under.downloads.started.length, 1);
  });

  it('lets nobody else have its name meanwhile', async () => {
    const under = await running();
    await under.load({ name: 'pirate', source, async: true });
    for (const other of [{ source: 'hf://org/other' }, { path: `${root}/pirate` }]) {
      const error = await refusal(under.load({ name: 'pirate', ...other }));
      assert.equal(error.code, 'invalid_request');
      assert.match(error.message, /being downloaded from hf:\/\/org\/pirate/);
    }
  });

  it('is not taken for the same where another revision, or other files of it, are asked for', async () => {
    const under = await running();
    const options = { hfRevision: 'v1', hfToken: 'hf_one' };
    const first = under.load({ name: 'pirate', source, options });
    await under.until(() => under.downloads.started.length === 1);
    for (const other of [{ hfRevision: 'v2' }, { ...options, allowPatterns: ['*.gguf'] }, {}]) {
      const error = await refusal(under.load({ name: 'pirate', source, options: other }));
      assert.deepEqual([error.code, error.details.param], ['invalid_request', 'lora_name']);
    }
    const second = under.load({ name: 'pirate', source, options: { ...options, hfToken: 'hf_two' } });
    under.downloads.complete();
    await under.passing(Promise.all([first, second]));
    assert.equal(under.downloads.started.length, 1);
  });

  it('is not loaded where it was unloaded during the download, and its caller is told', async () => {
    const under = await running();
    const failing = refusal(under.load({ name: 'pirate', source }));
    await under.until(() => under.downloads.started.length === 1);
    await under.passing(under.loras.unload('pirate'));
    under.downloads.complete();
    assert.equal((await under.passing(failing)).code, 'download_cancelled');
    await under.clock.advance(1000);
    assert.equal(under.fleet.ready()[0]?.has.size, 0);
    assert.deepEqual(under.loras.list(), []);
  });

  it('stays loaded as it is while its replacement is downloaded, and where that fails', async () => {
    const under = await running();
    await under.passing(under.load({ name: 'pirate' }));
    await under.load({ name: 'pirate', source, async: true, inPlace: true });
    assert.equal(under.loras.get('pirate')?.state, 'downloading');
    assert.equal(under.loras.served().length, 1);
    under.downloads.fail(failure());
    await under.until(() => under.loras.get('pirate')?.reason !== null);
    assert.equal(under.loras.get('pirate')?.state, 'loaded');
    assert.equal(under.fleet.ready()[0]?.has.get('pirate'), `${root}/pirate`);
  });

  it('is not downloaded where the name is loaded from elsewhere already', async () => {
    const under = await running();
    await under.passing(under.load({ name: 'pirate' }));
    assert.match((await refusal(under.load({ name: 'pirate', source }))).message, /load_inplace/);
    assert.equal(under.downloads.started.length, 0);
  });

  it('that is loaded is not changed on the disk by a second load', async () => {
    const under = await running();
    const load = (changes = {}) => under.load({ name: 'pirate', source, outputDir: `${root}/mine`, ...changes });
    const first = load();
    await under.until(() => under.downloads.started.length === 1);
    assert.equal(under.downloads.started[0]?.acceptPresent, false);
    under.downloads.complete();
    await under.passing(first);
    const again = load();
    await under.until(() => under.downloads.started.length === 2);
    assert.equal(under.downloads.started[1]?.acceptPresent, true);
    under.downloads.complete();
    await under.passing(again);
    const other = await refusal(load({ source: 'hf://org/pirate@v2' }));
    assert.match(other.message, /is loaded from hf:\/\/org\/pirate \(.*\) already: set `load_inplace`/);
    const replacing = load({ source: 'hf://org/pirate@v2', inPlace: true });
    await under.until(() => under.downloads.started.length === 3);
    assert.equal(under.downloads.started[2]?.acceptPresent, false);
    under.downloads.complete();
    assert.equal((await under.passing(replacing)).lora.source, 'hf://org/pirate@v2');
  });

  it('is not fetched over what an engine has read at its start', async () => {
    const under = await lorasUnderTest({ models: [model('base', { kind: 'llama.cpp' })] });
    const path = gguf('mine-in-place');
    await under.passing(under.load({ name: 'pirate', path }));
    const error = await refusal(under.load({ name: 'pirate', source, outputDir: path, inPlace: true }));
    assert.deepEqual([error.code, error.details.param], ['lora_conflict', 'output_dir']);
    assert.equal(under.downloads.started.length, 0);
  });

  it('gives up its download when the gateway ends', async () => {
    const under = await running();
    const failing = refusal(under.load({ name: 'pirate', source }));
    await under.until(() => under.downloads.started.length === 1);
    await under.loras.close();
    assert.equal((await failing).code, 'shutting_down');
  });
});
