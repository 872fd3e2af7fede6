/** Downloads that cannot be: places, sources and endpoints that are not allowed or not there. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Hub } from '../../../fakes/hub/index.ts';
import { ask, eventsOf } from '../../../real/checked-answers.ts';
import {
  begin,
  body,
  cancel,
  download,
  faultOf,
  freshPlace,
  messageOf,
  outside,
  root,
  setUp,
  TOKEN,
  viewIn,
  viewOf,
} from './downloads-gateway.ts';

describe('a download that cannot be', () => {
  mkdirSync(join(root, 'held'));
  mkdirSync(join(root, 'held', 'mine'));
  symlinkSync(outside, join(root, 'link'));
  symlinkSync('/nowhere/at/all', join(root, 'dangling'));

  const refused: readonly (readonly [string, (hub: Hub) => object, number, string, RegExp])[] = [
    ['a place outside of the roots', () => ({ output_dir: join(outside, 'x') }), 403, 'path_not_allowed', /roots/],
    ['a place that climbs out', () => ({ output_dir: `${root}/../x` }), 403, 'path_not_allowed', /roots/],
    ['a place behind a symlink', () => ({ output_dir: join(root, 'link', 'x') }), 403, 'path_not_allowed', /roots/],
    ['a symlink as the place', () => ({ output_dir: join(root, 'link') }), 403, 'path_not_allowed', /roots/],
    ['a dangling symlink', () => ({ output_dir: join(root, 'dangling', 'x') }), 403, 'path_not_allowed', /symlink/],
    ['a relative place', () => ({ output_dir: 'models/x' }), 403, 'path_not_allowed', /absolute/],
    ['a root itself', () => ({ output_dir: root }), 403, 'path_not_allowed', /root/],
    ['a place that holds other files', () => ({ output_dir: join(root, 'held') }), 409, 'download_conflict', /held/],
    [
      'an endpoint that is not listed',
      () => ({ config: { hf_endpoint: 'http://127.0.0.1:1' } }),
      403,
      'endpoint_not_allowed',
      /download_endpoints/,
    ],
    [
      'an endpoint with credentials',
      ({ url }) => ({ config: { hf_endpoint: url.replace('//', `//user:${TOKEN}@`) } }),
      400,
      'invalid_request',
      /credentials/,
    ],
    ['a source of no known sort', () => ({ source: 'ftp://x/y' }), 400, 'invalid_request', /source/],
    [
      'a repository that is missing',
      () => ({ source: 'org/other' }),
      404,
      'source_not_found',
      /org\/other.*(exist|private)/,
    ],
    ['a revision that is missing', () => ({ source: 'org/model@v9' }), 404, 'source_not_found', /v9/],
    [
      'patterns that pick nothing',
      ({ url }) => ({ config: { hf_endpoint: url, allow_patterns: ['*.gguf'] } }),
      404,
      'source_not_found',
      /patterns/,
    ],
    ['too many workers', () => ({ max_workers: 65 }), 400, 'invalid_request', /max_workers/],
  ];
  for (const [what, fields, status, code, message] of refused)
    it(`is refused: ${what}`, async () => {
      await using setup = await setUp();
      const { url, hub } = setup;
      const before = readdirSync(root).sort();
      const answer = await download(url, body(hub, freshPlace(), fields(hub)));
      assert.deepEqual(faultOf(answer), [status, code], answer.text);
      assert.match(messageOf(answer), message);
      assert.deepEqual([hub.bytesSent(), readdirSync(outside).length], [0, 0]);
      assert.deepEqual(readdirSync(root).sort(), before, 'nothing was written');
    });

  it('is refused while another source is being written there', async () => {
    await using setup = await setUp({ bytesPerSecond: 500_000 });
    const { url, hub } = setup;
    const place = freshPlace();
    const id = await begin(setup, place);
    for (const fields of [{ source: 'org/model@v2' }, { output_dir: join(place, 'below') }]) {
      const answer = await download(url, body(hub, place, fields));
      assert.deepEqual(faultOf(answer), [409, 'download_conflict']);
      assert.match(messageOf(answer), new RegExp(id));
    }
    await cancel(url, id);
  });

  it('tells a repository with a gate from one that is missing', async () => {
    await using setup = await setUp({}, { gated: true, token: TOKEN });
    const { url, hub } = setup;
    const gated = await download(url, body(hub, freshPlace()));
    assert.deepEqual(faultOf(gated), [403, 'source_forbidden']);
    assert.match(messageOf(gated), /gate|accept|hf_token|HF_TOKEN/i);
    const config = { hf_endpoint: hub.url, hf_token: TOKEN };
    const missing = await download(url, body(hub, freshPlace(), { source: 'org/none', config }));
    assert.deepEqual(faultOf(missing), [404, 'source_not_found']);
    assert.equal((await download(url, body(hub, freshPlace(), { config }))).status, 200);
  });

  it('in the background shows why in its view and its events', async () => {
    await using setup = await setUp();
    const { url, hub } = setup;
    const started = await download(url, body(hub, freshPlace(), { source: 'org/none', async_download: true }));
    assert.equal(started.status, 202);
    const { id } = viewIn(started);
    const events = eventsOf((await ask(url, `/v1/downloads/${id}/events`)).text);
    const { state, error } = await viewOf(url, id);
    assert.deepEqual([state, error?.code], ['failed', 'source_not_found']);
    assert.deepEqual([events.at(-1), events.at(-2).error.code], ['[DONE]', 'source_not_found']);
  });

  it('is unknown under another id, whatever is asked of it', async () => {
    await using setup = await setUp();
    const answers = [
      await ask(setup.url, '/v1/downloads/dl-none'),
      await ask(setup.url, '/v1/downloads/dl-none/events'),
      await cancel(setup.url, 'dl-none'),
    ];
    for (const answer of answers) assert.deepEqual(faultOf(answer), [404, 'download_not_found']);
  });
});
