/** Downloads whose connection is cut, that are cancelled, or whose gateway is killed. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type HubFaults, startHub } from '../../../fakes/hub/index.ts';
import { until } from '../requests.ts';
import { spawnGateway } from '../spawn-gateway.ts';
import {
  assertWhole,
  BIG,
  begin,
  body,
  cancel,
  type DownloadOnWire,
  download,
  faultOf,
  files,
  freshPlace,
  listOf,
  partialOf,
  placesOf,
  SIZE,
  setUp,
  viewOf,
} from './downloads-gateway.ts';

describe('a connection that is cut', () => {
  it('is taken up where it broke', async () => {
    await using setup = await setUp({ cutEveryBytes: 500_000 });
    const place = freshPlace();
    const answer = await download(setup.url, body(setup.hub, place));
    assert.equal(answer.status, 200, answer.text);
    assertWhole(place);
    assert.ok(setup.hub.bytesSent() <= 1.15 * SIZE, `${setup.hub.bytesSent()} of ${SIZE}`);
  });

  it('is begun again when the file is another by then', async () => {
    const faults: HubFaults = { bytesPerSecond: 1_000_000 };
    await using setup = await setUp(faults);
    const { url, hub } = setup;
    const place = freshPlace();
    const id = await begin(setup, place, { max_workers: 1 });
    const next = { ...files, 'model.safetensors': randomBytes(BIG) };
    hub.commit('org/model', next);
    delete faults.bytesPerSecond;
    faults.changedEtag = { path: 'model.safetensors', afterBytes: 0 };
    faults.cutEveryBytes = hub.bytesSent() + 50_000;
    faults.cuts = 1;
    await until(
      'it is listed again',
      async () => {
        const listed = hub.requests.filter(({ url: path }) => path.includes('/tree/')).length;
        return listed > 1 || (await viewOf(url, id)).ended_at !== null;
      },
      20_000,
    );
    delete faults.changedEtag;
    await until('it has ended', async () => (await viewOf(url, id)).ended_at !== null, 20_000);
    assert.equal((await viewOf(url, id)).error, null);
    assert.ok(readFileSync(join(place, 'model.safetensors')).equals(next['model.safetensors']));
  });

  it('for good ends with an error that is shown to callers and in the view', async () => {
    await using setup = await setUp({ changedEtag: { path: 'model.safetensors', afterBytes: 0 } });
    const answer = await download(setup.url, body(setup.hub, freshPlace()));
    assert.deepEqual(faultOf(answer), [409, 'download_changed']);
    const [view] = await listOf(setup.url);
    assert.deepEqual([view?.state, view?.error?.code], ['failed', 'download_changed']);
  });
});

describe('a cancelled download', () => {
  for (const keep of [true, false])
    it(`${keep ? 'keeps' : 'removes'} what was fetched, with keep_partial=${keep}`, async () => {
      const faults: HubFaults = { bytesPerSecond: 500_000 };
      await using setup = await setUp(faults);
      const { url, hub } = setup;
      const place = freshPlace();
      const waiting = download(url, body(hub, place));
      await until('much has come', async () => ((await listOf(url))[0]?.bytes_done ?? 0) > 1_000_000);
      const { id } = (await listOf(url))[0] as DownloadOnWire;
      const answer = await cancel(url, id, `?keep_partial=${keep}`);
      assert.deepEqual([answer.status, answer.json()['state']], [200, 'cancelled']);
      assert.deepEqual(faultOf(await waiting), [409, 'download_cancelled']);
      assert.deepEqual([existsSync(place), existsSync(partialOf(place))], [false, keep]);
      delete faults.bytesPerSecond;
      const before = hub.bytesSent();
      assert.equal((await download(url, body(hub, place))).status, 200);
      assertWhole(place);
      const again = hub.bytesSent() - before;
      assert.ok(keep ? again < SIZE - 900_000 : again === SIZE, `${again} bytes again`);
      assert.equal((await cancel(url, id)).json()['state'], 'cancelled', 'what has ended stays as it is');
    });

  it('keeps it when nothing is said', async () => {
    await using setup = await setUp({ bytesPerSecond: 500_000 });
    const place = freshPlace();
    await cancel(setup.url, await begin(setup, place));
    assert.ok(existsSync(partialOf(place)));
  });
});

describe('a gateway that is killed under way', () => {
  it('goes on where it was when it is asked again', async () => {
    const data = mkdtempSync(join(tmpdir(), 'roundhouse-data-'));
    const big = { 'model.safetensors': randomBytes(12_000_000), 'config.json': '{}' };
    const hub = await startHub({ repos: [{ name: 'org/model', files: big }], faults: { bytesPerSecond: 1_500_000 } });
    const place = freshPlace();
    const asked = { source: 'org/model', output_dir: place, max_workers: 4 };
    try {
      for (const share of [0.3, 0.6]) {
        const gateway = await spawnGateway(placesOf(hub), { HF_ENDPOINT: hub.url }, data);
        await download(gateway.url, { ...asked, async_download: true });
        await until('much has come', () => hub.bytesSent() > share * 12_000_000, 20_000);
        gateway.signal('SIGKILL');
        await gateway.stop();
        assert.ok(!existsSync(place));
      }
      await using gateway = await spawnGateway(placesOf(hub), { HF_ENDPOINT: hub.url }, data);
      assert.deepEqual(await listOf(gateway.url), []);
      const answer = await download(gateway.url, asked);
      assert.equal(answer.status, 200, answer.text);
      assert.ok(readFileSync(join(place, 'model.safetensors')).equals(big['model.safetensors']));
      assert.ok(hub.bytesSent() <= 1.15 * 12_000_002, `${hub.bytesSent()} bytes`);
    } finally {
      await hub.close();
      rmSync(data, { recursive: true, force: true });
    }
  });

  it('ends downloads soon when it is asked to stop, and keeps what came', async () => {
    await using setup = await setUp({ bytesPerSecond: 200_000 });
    const place = freshPlace();
    const waiting = download(setup.url, body(setup.hub, place)).catch((error: Error) => error);
    await until('bytes come', async () => ((await listOf(setup.url))[0]?.bytes_done ?? 0) > 0);
    const begun = performance.now();
    await setup.gateway.gateway.stop();
    assert.ok(performance.now() - begun < 3_000);
    const answer = await waiting;
    assert.ok(!(answer instanceof Error), String(answer));
    assert.ok([409, 503].includes(answer.status), answer.text);
    assert.ok(existsSync(partialOf(place)));
  });
});
