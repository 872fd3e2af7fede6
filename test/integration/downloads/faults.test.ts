import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { HubFaults } from '../../fakes/hub/index.ts';
import { fails, filesIn, hasPartial, modelFiles, type Setup, setUp, sorted } from './harness.ts';

const MODEL = 'model.safetensors';

async function withFaults(
  faults: HubFaults,
  bytes = 2_000_000,
  more: object = {},
): Promise<Setup & { files: Record<string, Buffer> }> {
  const files = { [MODEL]: modelFiles(bytes)[MODEL] as Buffer, 'config.json': Buffer.from('{}') };
  const setup = await setUp({ hub: { repos: [{ name: 'org/model', files }], faults }, ...more });
  return { ...setup, files };
}

const isWhole = (setup: Setup & { files: Record<string, Buffer> }): void =>
  assert.deepEqual(filesIn(join(setup.root, 'model')), sorted(setup.files));

describe('a download goes on', () => {
  for (const maxWorkers of [1, 8]) {
    test(`when the connection is cut at every tenth (${maxWorkers} workers): at most 1.15 times the bytes`, async () => {
      await using setup = await withFaults({ cutEveryBytes: 3_000_000 }, 30_000_000);
      await setup.get({ maxWorkers });
      isWhole(setup);
      assert.ok(setup.hub.bytesSent() <= 1.15 * 30_000_000, `${setup.hub.bytesSent()} bytes`);
      assert.ok(setup.logged.filter((line) => line.includes('trying again')).length >= 9);
    });
  }

  test('when small files are cut at every tenth too', async () => {
    await using setup = await withFaults({ cutEveryBytes: 200 }, 2000);
    await setup.get();
    isWhole(setup);
    assert.ok(setup.hub.bytesSent() <= 1.15 * 2002);
  });

  for (const at of ['api', 'resolve', 'cdn'] as const) {
    test(`when ${at} answers 500 for a while`, async () => {
      await using setup = await withFaults({ status: { at, status: 500, times: 3 } });
      await setup.get();
      isWhole(setup);
    });
  }

  test('when the server asks it to wait, after that time', async () => {
    const clock = { asked: 0 };
    await using setup = await withFaults({
      status: { at: 'resolve', status: 429, times: 1, headers: { 'retry-after': '7' } },
    });
    setup.downloads.subscribe(() => {
      clock.asked++;
    });
    await setup.get();
    isWhole(setup);
    const delays = setup.logged.map((line) => JSON.parse(line).delay_ms as number | undefined);
    assert.ok(
      delays.some((delay) => delay !== undefined && delay >= 7000),
      String(delays),
    );
  });

  test('when an answer stands still', async () => {
    await using setup = await withFaults({ stall: { afterBytes: 500_000, times: 2 } }, 2_000_000, {
      idleTimeoutMs: 200,
    });
    await setup.get();
    isWhole(setup);
    assert.ok(setup.hub.bytesSent() <= 2_100_000);
  });

  test('when the server does no ranges', async () => {
    await using setup = await withFaults({ noRanges: true }, 20_000_000);
    await setup.get();
    isWhole(setup);
  });

  test('when the server does no ranges and cuts', async () => {
    await using setup = await withFaults({ noRanges: true, cutEveryBytes: 1_500_000, cuts: 1 });
    await setup.get();
    isWhole(setup);
  });

  test('when the file changes at its source meanwhile: it starts again', async () => {
    const faults: HubFaults = { bytesPerSecond: 4_000_000 };
    await using setup = await withFaults(faults);
    const next = { ...setup.files, [MODEL]: Buffer.alloc(1_500_000, 'new') };
    const running = setup.get();
    const unsubscribe = setup.downloads.subscribe(({ bytesDone }) => {
      if (bytesDone < 300_000) return;
      unsubscribe();
      setup.hub.commit('org/model', next);
      // The answers about the listed commit are of other content from now on, until it is listed anew.
      faults.changedEtag = { path: MODEL, afterBytes: 0 };
      faults.cutEveryBytes = setup.hub.bytesSent() + 50_000;
      faults.cuts = 1;
      const cleared = setup.downloads.subscribe(({ state }) => {
        if (state !== 'listing') return;
        delete faults.changedEtag;
        cleared();
      });
    });
    await running;
    assert.deepEqual(filesIn(join(setup.root, 'model')), sorted(next));
    assert.ok(setup.logged.some((line) => line.includes('the source changed')));
  });
});

describe('a download fails', () => {
  const endsWith = async (faults: HubFaults, code: string, ...texts: RegExp[]): Promise<void> => {
    await using setup = await withFaults(faults);
    await assert.rejects(setup.get(), fails(code, ...texts));
    assert.ok(!existsSync(join(setup.root, 'model')));
    const [view] = setup.downloads.list();
    assert.equal(view?.state, 'failed');
    assert.equal(view?.error?.code, code);
  };

  test('when a file is shorter than promised, with both numbers', () =>
    endsWith({ shorterBy: { path: MODEL, bytes: 10 } }, 'download_failed', /2000000 bytes/, /1999990/));

  test('when a file ends before its promised length each time', () =>
    endsWith({ endsAfter: { path: MODEL, bytes: 0 } }, 'download_failed', /ended after/));

  test('when a file is not what its digest says', () => endsWith({ wrongContent: MODEL }, 'download_failed', /sha256/));

  test('when a small file is not what its id in git says', () =>
    endsWith({ wrongContent: 'config.json' }, 'download_failed', /config\.json.*sha1/));

  test('when the source has another ETag for good', () =>
    endsWith({ changedEtag: { path: MODEL, afterBytes: 0 } }, 'download_changed', /listed/));

  test('when the server is broken for good', () =>
    endsWith({ status: { at: 'cdn', status: 503, times: 1000 } }, 'download_failed', /503|refused|cdn|status/));

  test('when it is redirected to a private address', () =>
    endsWith({ redirectTo: 'http://169.254.169.254/latest/meta-data/' }, 'endpoint_not_allowed', /private address/));

  test('and keeps of the partial all but the file that was wrong', async () => {
    const faults: HubFaults = { wrongContent: MODEL };
    await using setup = await withFaults(faults);
    await assert.rejects(setup.get(), fails('download_failed'));
    assert.ok(hasPartial(setup.root));
    const before = setup.hub.bytesSent();
    delete faults.wrongContent;
    await setup.get();
    isWhole(setup);
    assert.equal(setup.hub.bytesSent() - before, 2_000_000);
  });

  test('and removes the partial when that was asked', async () => {
    await using setup = await withFaults({ wrongContent: MODEL });
    await assert.rejects(setup.get({ keepPartial: false }), fails('download_failed'));
    assert.deepEqual(readdirSync(setup.root), []);
  });
});
