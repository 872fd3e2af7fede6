import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DownloadView } from '../../../server/library/downloads/index.ts';
import { AppError } from '../../../server/platform/errors.ts';
import { modelFiles, type Setup, type SetupOptions, setUp, untilView } from './harness.ts';

const TOKEN = 'hf_planted_in_the_request';
const ENV_TOKEN = 'hf_planted_in_the_environment';
const SIGNATURE = 'signed-by-the-hub';

/** Everything that anybody could read: logs, views, errors, files. */
async function everythingOf(options: SetupOptions, act: (setup: Setup) => Promise<unknown>): Promise<string> {
  const seen: string[] = [];
  await using setup = await setUp({ env: { HF_TOKEN: ENV_TOKEN }, ...options });
  setup.downloads.subscribe((view) => seen.push(shown(view)));
  await act(setup).catch((error) => seen.push(errorText(error)));
  for (const entry of readdirSync(setup.root, { recursive: true, withFileTypes: true })) {
    seen.push(entry.name);
    if (entry.isFile() && !entry.name.endsWith('.safetensors')) {
      seen.push(readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    }
  }
  return [...seen, ...setup.logged, ...setup.downloads.list().map(shown)].join('\n');
}

const shown = (view: DownloadView): string => JSON.stringify(view) + (view.error === null ? '' : errorText(view.error));

function errorText(error: unknown): string {
  if (!(error instanceof AppError)) return String(error);
  return `${error.code} ${error.message} ${JSON.stringify(error.details)}`;
}

const hub = (more: object = {}) => ({ repos: [{ name: 'org/model', files: modelFiles(), ...more }] });
const options = { hfToken: TOKEN };

describe('no secret is shown', () => {
  const cases: Record<string, [SetupOptions, (setup: Setup) => Promise<unknown>]> = {
    'by a download that is complete': [
      { hub: hub({ private: true, token: TOKEN }) },
      (setup) => setup.get({ options }),
    ],
    'by one that uses the environment': [{ hub: hub({ private: true, token: ENV_TOKEN }) }, (setup) => setup.get()],
    'by one that is refused': [{ hub: hub({ private: true, token: 'hf_other' }) }, (setup) => setup.get({ options })],
    'by one that is gated': [{ hub: hub({ gated: true, token: 'hf_other' }) }, (setup) => setup.get({ options })],
    'by one that is cut, with signed addresses': [
      { hub: { ...hub(), faults: { cutEveryBytes: 50_000 } } },
      (setup) => setup.get({ options }),
    ],
    'by one that fails at the CDN': [
      { hub: { ...hub(), faults: { status: { at: 'cdn', status: 500, times: 1000 } } } },
      (setup) => setup.get({ options }),
    ],
    'by one that is cancelled, in its journal': [
      { hub: { ...hub(), faults: { bytesPerSecond: 200_000 } } },
      async (setup) => {
        const { id } = setup.start({ options });
        await untilView(setup.downloads, ({ bytesDone }) => bytesDone > 20_000);
        return setup.downloads.cancel(id, { keepPartial: true });
      },
    ],
    'by a source that holds one': [{}, (setup) => setup.get({ source: `hf://user:${TOKEN}@org/model`, options })],
    'by an endpoint that holds one': [
      {},
      (setup) => setup.get({ options: { ...options, hfEndpoint: `http://user:${TOKEN}@127.0.0.1:1` } }),
    ],
    'by one of another sort of source': [
      {},
      (setup) =>
        setup.get({
          source: 's3://bucket/key',
          options: { accessKey: 'AKIDPLANTED', secretKey: TOKEN, endpoint: setup.hub.url },
        }),
    ],
  };
  for (const [name, [given, act]] of Object.entries(cases)) {
    test(name, async () => {
      const everything = await everythingOf(given, act);
      assert.ok(everything.length > 100 || !name.includes('download'));
      for (const secret of [TOKEN, ENV_TOKEN, SIGNATURE, 'AKIDPLANTED'])
        assert.ok(!everything.includes(secret), secret);
    });
  }
});

describe('a token', () => {
  test('goes to the hub and not to its CDN', async () => {
    await using setup = await setUp({ hub: hub({ private: true, token: TOKEN }) });
    await setup.get({ options });
    const byPlace = (at: string) => setup.hub.requests.filter((request) => request.at === at);
    assert.ok(byPlace('cdn').length > 0 && byPlace('cdn').every(({ headers }) => headers.authorization === undefined));
    assert.ok(byPlace('resolve').every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`));
  });

  test('of the environment does not go to a hub that a request names', async () => {
    await using setup = await setUp({ env: { HF_TOKEN: ENV_TOKEN, HF_ENDPOINT: 'http://127.0.0.1:1' } });
    await setup.get({ options: { hfEndpoint: setup.hub.url } });
    assert.ok(setup.hub.requests.every(({ headers }) => headers.authorization === undefined));
  });
});
