/** Who may download, and where the secrets for it are found: nowhere. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startHub } from '../../../fakes/hub/index.ts';
import { ask } from '../../../real/checked-answers.ts';
import { type Answer, until } from '../requests.ts';
import { spawnGateway } from '../spawn-gateway.ts';
import {
  body,
  cancel,
  contentsBelow,
  download,
  faultOf,
  files,
  followEvents,
  freshPlace,
  placesOf,
  root,
  setUp,
  TOKEN,
  viewIn,
  viewOf,
} from './downloads-gateway.ts';

describe('secrets', () => {
  it('are in no answer, event, log or file', async () => {
    const data = mkdtempSync(join(tmpdir(), 'roundhouse-data-'));
    const repo = { name: 'org/model', files, private: true, token: TOKEN };
    const hub = await startHub({ repos: [repo], faults: { bytesPerSecond: 3_000_000 } });
    const inEnv = { HF_TOKEN: 'hf_planted_in_the_environment', AWS_SECRET_ACCESS_KEY: 'planted-secret-of-aws' };
    const [key, secret] = ['AKIDPLANTED', 'planted-secret-of-the-request'];
    const planted = [TOKEN, key, secret, ...Object.values(inEnv)];
    try {
      await using gateway = await spawnGateway(`${placesOf(hub)}log: { level: debug }\n`, inEnv, data);
      const { url } = gateway;
      const stream = await followEvents(url);
      const place = freshPlace();
      const config = { hf_endpoint: hub.url, hf_token: TOKEN };
      const seen: Answer[] = [];
      seen.push(await download(url, body(hub, place, { config, async_download: true })));
      const { id } = viewIn(seen[0] as Answer);
      await until('bytes come', async () => (await viewOf(url, id)).bytes_done > 100_000);
      seen.push(await cancel(url, id));
      const journals = contentsBelow(root);
      seen.push(await download(url, body(hub, place, { config })));
      assert.equal(seen.at(-1)?.status, 200, String(seen.at(-1)?.text));
      const wrong = { ...config, hf_token: `${TOKEN}x` };
      seen.push(await download(url, body(hub, freshPlace(), { config: wrong })));
      const s3 = { endpoint: hub.url, access_key: key, secret_key: secret };
      seen.push(await download(url, body(hub, freshPlace(), { source: 's3://bucket/key', config: s3 })));
      seen.push(await download(url, body(hub, freshPlace(), { source: `hf://user:${TOKEN}@org/model` })));
      seen.push(await ask(url, '/v1/downloads'), await ask(url, `/v1/downloads/${id}/events`));
      const everything = [stream.text(), journals, contentsBelow(root), ...seen.map(({ text }) => text)];
      stream.leave();
      await gateway.stop();
      everything.push(gateway.output(), contentsBelow(data));
      assert.match(gateway.output(), /a download is complete/);
      for (const word of [...planted, 'signed-by-the-hub'])
        assert.deepEqual(everything.map((text) => text.includes(word)).indexOf(true), -1, word);
    } finally {
      await hub.close();
      rmSync(data, { recursive: true, force: true });
    }
  });
});

describe('who may', () => {
  const KEYS = `auth: keys
api_keys:
  - { name: loader, key_env: KEY_LOADER, verbs: [lora] }
  - { name: reader, key_env: KEY_READER, verbs: [infer, read, engines] }
`;
  const env = { KEY_LOADER: 'key-loader', KEY_READER: 'key-reader' };

  it('needs the verb `lora` for all of it', async () => {
    await using setup = await setUp({}, {}, KEYS, env);
    const { url, hub } = setup;
    const as = (name: string) => ({ headers: { authorization: `Bearer key-${name}` } });
    const place = freshPlace();
    const refused = [
      await ask(url, '/v1/download_model', body(hub, place), as('reader')),
      await ask(url, '/v1/downloads', undefined, as('reader')),
      await ask(url, '/v1/downloads/dl-x', undefined, as('reader')),
      await ask(url, '/v1/downloads/dl-x/events', undefined, as('reader')),
      await ask(url, '/v1/downloads/dl-x', undefined, { method: 'DELETE', ...as('reader') }),
    ];
    for (const answer of refused) assert.deepEqual(faultOf(answer), [403, 'permission_denied']);
    assert.deepEqual(faultOf(await ask(url, '/v1/downloads')), [401, 'invalid_api_key']);
    assert.equal(hub.requests.length, 0);
    assert.equal((await ask(url, '/v1/download_model', body(hub, place), as('loader'))).status, 200);
  });
});
