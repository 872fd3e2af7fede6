/** Downloads through the gateway's routes, from a hub that speaks the real one's. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type Hub, type HubFaults, type RepoOptions, startHub } from '../../../fakes/hub/index.ts';
import { ask, eventsOf } from '../../../real/checked-answers.ts';
import { type Answer, until } from '../requests.ts';
import { type RunningGateway, runGateway } from '../run-gateway.ts';
import { spawnGateway } from '../spawn-gateway.ts';
import { validateAnswer } from '../validate-answer.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-downloads-')));
const outside = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-outside-')));
after(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true, force: true });
});

const BIG = 3_000_000;
const weights = randomBytes(BIG);
const files = { 'model.safetensors': weights, 'nested/notes.txt': 'notes', 'config.json': '{"model_type":"tiny"}' };
const SIZE = Object.values(files).reduce((sum, content) => sum + content.length, 0);
const TOKEN = 'hf_planted_in_the_request';

interface Setup extends AsyncDisposable {
  readonly hub: Hub;
  readonly url: string;
  readonly gateway: RunningGateway;
}

/** A hub with `org/model`, and a gateway that may ask it. */
async function setUp(faults: HubFaults = {}, repo: Partial<RepoOptions> = {}, yaml = '', env = {}): Promise<Setup> {
  const hub = await startHub({ repos: [{ name: 'org/model', files, ...repo }], faults });
  const gateway = await runGateway(`${placesOf(hub)}${yaml}`, { env }).catch(async (error) => {
    await hub.close();
    throw error;
  });
  return {
    hub,
    gateway,
    url: gateway.url,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await hub.close();
    },
  };
}

const placesOf = (hub: Hub): string =>
  `download_roots: ["${root}"]\ndownload_endpoints: ${JSON.stringify(hub.hosts)}\nmodels: {}\n`;

let places = 0;
/** A place that nothing was downloaded to yet. */
const freshPlace = (): string => join(root, `place-${++places}`);

interface DownloadOnWire {
  readonly id: string;
  readonly source: string;
  readonly output_dir: string;
  readonly state: string;
  readonly bytes_total: number | null;
  readonly bytes_done: number;
  readonly files: readonly { readonly path: string; readonly bytes_done: number }[];
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly ended_at: string | null;
}

const body = (hub: Hub, place: string, fields: object = {}) => ({
  source: 'hf://org/model',
  output_dir: place,
  config: { hf_endpoint: hub.url },
  ...fields,
});
const download = (url: string, fields: object): Promise<Answer> => ask(url, '/v1/download_model', fields);
const viewIn = (answer: Answer): DownloadOnWire => answer.json()['download'] as DownloadOnWire;
const viewOf = async (url: string, id: string): Promise<DownloadOnWire> =>
  (await ask(url, `/v1/downloads/${id}`)).json() as unknown as DownloadOnWire;
const listOf = async (url: string): Promise<DownloadOnWire[]> =>
  (await ask(url, '/v1/downloads')).json()['data'] as unknown as DownloadOnWire[];
const cancel = (url: string, id: string, query = ''): Promise<Answer> =>
  ask(url, `/v1/downloads/${id}${query}`, undefined, { method: 'DELETE' });
const faultOf = (answer: Answer): [number, unknown] => [answer.status, answer.json().error?.['code']];
const messageOf = (answer: Answer): string => String(answer.json().error?.['message']);

function assertWhole(place: string): void {
  for (const [path, content] of Object.entries(files))
    assert.ok(readFileSync(join(place, path)).equals(Buffer.from(content)), path);
}
const partialOf = (place: string): string => join(root, `.${place.slice(root.length + 1)}.roundhouse-partial`);

/** Begins one in the background; resolves to its id when some of it has come. */
async function begin({ hub, url }: Setup, place: string, fields: object = {}): Promise<string> {
  const { id } = viewIn(await download(url, body(hub, place, { async_download: true, ...fields })));
  await until('bytes come', async () => (await viewOf(url, id)).bytes_done > 0);
  return id;
}

describe('a download', () => {
  it('is answered when all is there', async () => {
    await using setup = await setUp();
    const place = freshPlace();
    const answer = await download(setup.url, body(setup.hub, place));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.json()['status'], 'success');
    const { state, bytes_total, bytes_done, output_dir, source } = viewIn(answer);
    assert.deepEqual([state, bytes_total, bytes_done], ['completed', SIZE, SIZE]);
    assert.deepEqual([output_dir, source], [place, 'hf://org/model']);
    assertWhole(place);
    assert.ok(!existsSync(partialOf(place)));
  });

  it('in the background is answered at once with a place to look at', async () => {
    await using setup = await setUp({ bytesPerSecond: 6_000_000 });
    const { url, hub } = setup;
    const place = freshPlace();
    const answer = await download(url, body(hub, place, { async_download: true }));
    assert.equal(answer.status, 202, answer.text);
    const { id } = viewIn(answer);
    assert.match(String(answer.json()['message']), new RegExp(`/v1/downloads/${id}`));
    assert.ok(!existsSync(place), 'whole or not at all');
    await until('it is complete', async () => (await viewOf(url, id)).state === 'completed');
    assertWhole(place);
    const [newest] = await listOf(url);
    assert.equal(newest?.id, id);
    assert.ok(newest?.ended_at !== null);
  });

  it('is followed event by event, from where it is to its end', async () => {
    await using setup = await setUp({ bytesPerSecond: 1_000_000 });
    const id = await begin(setup, freshPlace(), { max_workers: 2 });
    const followed = await ask(setup.url, `/v1/downloads/${id}/events`);
    const events = eventsOf(followed.text);
    assert.equal(events.pop(), '[DONE]');
    const told = events as DownloadOnWire[];
    assert.ok(told.length >= 3, `${told.length} events`);
    assert.deepEqual(new Set(told.map((event) => event.id)), new Set([id]));
    const done = told.map((event) => event.bytes_done);
    assert.deepEqual(
      done,
      [...done].sort((a, b) => a - b),
      'bytes never go back',
    );
    assert.equal(told.at(-1)?.state, 'completed');
    assert.equal(told.filter((event) => event.ended_at !== null).length, 1);
    const again = eventsOf((await ask(setup.url, `/v1/downloads/${id}/events`)).text);
    assert.deepEqual([again.length, again[0].state, again[1]], [2, 'completed', '[DONE]']);
  });

  it('goes on when its caller, or who follows it, has left', async () => {
    await using setup = await setUp({ bytesPerSecond: 2_000_000 });
    const { url, hub } = setup;
    const place = freshPlace();
    const caller = leaveLater(url, '/v1/download_model', body(hub, place));
    await until('it runs', async () => ((await listOf(url))[0]?.bytes_done ?? 0) > 0);
    const { id } = (await listOf(url))[0] as DownloadOnWire;
    const follower = leaveLater(url, `/v1/downloads/${id}/events`);
    await once(follower, 'response');
    caller.destroy();
    follower.destroy();
    await until('it is complete', async () => (await viewOf(url, id)).state === 'completed');
    assertWhole(place);
  });

  it('for one place is shared by five callers', async () => {
    await using setup = await setUp({ bytesPerSecond: 6_000_000 });
    const { url, hub } = setup;
    const place = freshPlace();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((i) => download(url, body(hub, place, { max_workers: i, async_download: i === 5 }))),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200, 202],
    );
    assert.equal(new Set(answers.map((answer) => viewIn(answer).id)).size, 1);
    assert.equal(hub.bytesSent(), SIZE);
    assertWhole(place);
  });

  it('that is complete costs no byte when it is asked for again', async () => {
    await using setup = await setUp();
    const place = freshPlace();
    assert.equal((await download(setup.url, body(setup.hub, place))).status, 200);
    assert.equal((await download(setup.url, body(setup.hub, place))).status, 200);
    assert.equal(setup.hub.bytesSent(), SIZE);
  });

  it('takes the files that the patterns pick', async () => {
    await using setup = await setUp();
    const place = freshPlace();
    const config = { hf_endpoint: setup.hub.url, allow_patterns: ['*.json', '*.txt'], ignore_patterns: 'nested/*' };
    const answer = await download(setup.url, body(setup.hub, place, { config }));
    assert.deepEqual(
      viewIn(answer).files.map(({ path }) => path),
      ['config.json'],
    );
  });

  it('is told to everybody on the event stream', async () => {
    await using setup = await setUp({ bytesPerSecond: 3_000_000 });
    const stream = await followEvents(setup.url);
    const place = freshPlace();
    const { id } = viewIn(await download(setup.url, body(setup.hub, place)));
    await until('the end was told', () => stream.text().includes('"completed"'));
    const told = stream.leave().filter(({ type }) => type === 'download');
    assert.deepEqual(new Set(told.map((event) => event.download?.id)), new Set([id]));
    const states = told.map((event) => event.download?.state);
    assert.deepEqual([...new Set(states)], ['listing', 'downloading', 'verifying', 'completed']);
  });
});

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

/** A request that nobody waits for. */
function leaveLater(url: string, path: string, fields?: object): ClientRequest {
  const text = fields === undefined ? undefined : JSON.stringify(fields);
  const headers =
    text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const req = request(`${url}${path}`, { method: text === undefined ? 'GET' : 'POST', headers, agent: false });
  req.on('error', () => {});
  req.end(text);
  return req;
}

interface ToldEvent {
  readonly type: string;
  readonly download?: DownloadOnWire;
}

/** Reads `/v1/events` until it is left; what came is checked then. */
async function followEvents(url: string): Promise<{ text(): string; leave(): ToldEvent[] }> {
  const req = request(`${url}/v1/events`, { agent: false });
  req.on('error', () => {});
  const response = once(req, 'response');
  req.end();
  const [res] = await response;
  let text = '';
  res
    .setEncoding('utf8')
    .on('data', (data: string) => (text += data))
    .on('error', () => {});
  return {
    text: () => text,
    leave() {
      req.destroy();
      validateAnswer({ method: 'GET', path: '/v1/events', status: 200, headers: res.headers, text, cutShort: true });
      return eventsOf(text);
    },
  };
}

const contentsBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.safetensors'))
    .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
    .join('\n');
