/** The hub of our own is good enough for the hub's own library, without any of our code in between. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { downloadFile, fileDownloadInfo, HubApiError, listFiles, modelInfo, pathsInfo } from '@huggingface/hub';
import { type Hub, startHub } from '../../fakes/hub/index.ts';
import { modelFiles } from './harness.ts';

const files = modelFiles();
const repo = 'org/model';
let hub: Hub;
async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

before(async () => {
  hub = await startHub({
    repos: [
      { name: repo, files },
      { name: 'org/private', files, private: true, token: 'hf_right' },
    ],
    pageSize: 3,
  });
});
after(() => hub.close());

describe('@huggingface/hub against the fake hub', () => {
  test('lists files over several pages, LFS ones with their SHA-256', async () => {
    const found = await collect(listFiles({ repo, hubUrl: hub.url, recursive: true }));
    const listed = found.filter(({ type }) => type === 'file');
    assert.deepEqual(listed.map(({ path }) => path).sort(), Object.keys(files).sort());
    assert.match(listed.find(({ path }) => path === 'model.safetensors')?.lfs?.oid ?? '', /^[0-9a-f]{64}$/);
    assert.ok(found.some(({ type, path }) => type === 'directory' && path === 'nested/deep'));
  });

  for (const path of ['model.safetensors', 'config.json']) {
    test(`downloads ${path}`, async () => {
      const blob = await downloadFile({ repo, path, hubUrl: hub.url });
      assert.ok(blob !== null);
      assert.deepEqual(Buffer.from(await blob.arrayBuffer()), files[path]);
    });
  }

  test('reads a part of a file', async () => {
    const blob = await downloadFile({ repo, path: 'model.safetensors', hubUrl: hub.url });
    const part = Buffer.from((await blob?.slice(1000, 2000).arrayBuffer()) ?? new ArrayBuffer(0));
    assert.deepEqual(part, files['model.safetensors']?.subarray(1000, 2000));
  });

  test('reads the pointer of an LFS file', async () => {
    const blob = await downloadFile({ repo, path: 'model.safetensors', hubUrl: hub.url, raw: true });
    assert.match((await blob?.text()) ?? '', /^version https:\/\/git-lfs.*\noid sha256:[0-9a-f]{64}\nsize 300000\n$/);
  });

  test('knows size and ETag of a file, and null for one that is missing', async () => {
    const info = await fileDownloadInfo({ repo, path: 'config.json', hubUrl: hub.url });
    assert.equal(info?.size, 21);
    assert.match(info?.etag ?? '', /^"[0-9a-f]{40}"$/);
    assert.equal(await fileDownloadInfo({ repo, path: 'none', hubUrl: hub.url }), null);
  });

  test('knows the commit of a revision', async () => {
    const sha = hub.commit(repo, files, 'v2');
    const info = await modelInfo({ name: repo, hubUrl: hub.url, revision: 'v2', additionalFields: ['sha'] });
    assert.deepEqual([info.name, info.sha], [repo, sha]);
  });

  test('knows about paths', async () => {
    const found = await pathsInfo({ repo, paths: ['config.json', 'none'], hubUrl: hub.url });
    assert.deepEqual(
      found.map(({ path, size, type }) => [path, size, type]),
      [['config.json', 21, 'file']],
    );
  });

  test('is let in with the right token only', async () => {
    const list = (accessToken?: string) =>
      collect(listFiles({ repo: 'org/private', hubUrl: hub.url, ...(accessToken && { accessToken }) }));
    const refused = (status: number) => (error: unknown) => error instanceof HubApiError && error.statusCode === status;
    await assert.rejects(list(), refused(401));
    await assert.rejects(list('hf_wrong'), refused(404));
    assert.ok((await list('hf_right')).length > 0);
  });
});
