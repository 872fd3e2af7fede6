/** LoRA adapters that are downloaded first, through the gateway's routes. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type Hub, type HubFaults, type RepoOptions, startHub } from '../../../fakes/hub/index.ts';
import { ask, engines } from '../../../real/checked-answers.ts';
import { fakeCommand } from '../fake-command.ts';
import { type Answer, CHAT, call, until } from '../requests.ts';
import { runGateway } from '../run-gateway.ts';

const pirate = new URL('../../../fixtures/models/pirate-lora/', import.meta.url).pathname;
const files = Object.fromEntries(readdirSync(pirate).map((name) => [name, readFileSync(pirate + name)]));
const SIZE = Object.values(files).reduce((sum, content) => sum + content.length, 0);
const TOKEN = 'hf_planted_in_the_request';

interface Setup extends AsyncDisposable {
  readonly hub: Hub;
  readonly root: string;
  readonly url: string;
  /** `POST /v1/load_lora_adapter` with the source and what is given. */
  load(fields?: object): Promise<Answer>;
}

const roots: string[] = [];
after(() => {
  for (const folder of roots) rmSync(folder, { recursive: true, force: true });
});

/** A hub with the LoRA adapter in `org/pirate`, and a gateway with a vLLM of so many replicas. */
async function setUp(faults: HubFaults = {}, repo: Partial<RepoOptions> = {}, flags: string[] = []): Promise<Setup> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-lora-sources-')));
  roots.push(root);
  const hub = await startHub({ repos: [{ name: 'org/pirate', files, ...repo }], faults });
  const engine = fakeCommand('--kind', 'vllm', '--name', 'base', ...(flags.length > 0 ? flags : ['--enable-lora']));
  const yaml = `download_roots: ["${root}"]\ndownload_endpoints: ${JSON.stringify(hub.hosts)}\nslots: 2\nmodels:\n  base: { engine: vllm, preload: true, replicas: 2, command: ${engine} }\n`;
  const gateway = await runGateway(yaml).catch(async (error) => {
    await hub.close();
    throw error;
  });
  const { url } = gateway;
  await until('both are ready', async () => (await engines(url)).filter(isReady).length === 2, 20_000);
  return {
    hub,
    root,
    url,
    load: (fields = {}) =>
      ask(url, '/v1/load_lora_adapter', {
        lora_name: 'pirate',
        source: 'hf://org/pirate',
        config: { hf_endpoint: hub.url },
        ...fields,
      }),
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await hub.close();
    },
  };
}

const isReady = ({ state }: { readonly state: string }): boolean => state === 'ready';
const unload = (url: string): Promise<Answer> => ask(url, '/v1/unload_lora_adapter', { lora_name: 'pirate' });
const faultOf = (answer: Answer): [number, unknown] => [answer.status, answer.json().error?.['code']];
const messageOf = (answer: Answer): string => String(answer.json().error?.['message']);
const say = (url: string): Promise<Answer> =>
  ask(url, CHAT, { model: 'pirate', messages: [{ role: 'user', content: 'hello' }] });

interface Lora {
  readonly state: string;
  readonly reason: string | null;
  readonly lora_path: string | null;
  readonly source: string | null;
  readonly download: string | null;
  readonly replicas: readonly { readonly state: string }[];
}
const loraOf = async (url: string): Promise<Lora> =>
  (await ask(url, '/v1/lora_adapters/pirate')).json() as unknown as Lora;
const loras = async (url: string): Promise<unknown> => (await ask(url, '/v1/lora_adapters')).json()['data'];

describe('a LoRA adapter by its source', () => {
  it('is answered when every replica has it', async () => {
    await using setup = await setUp();
    const answer = await setup.load();
    assert.equal(answer.status, 200, answer.text);
    const { state, replicas, lora_path, source, download } = await loraOf(setup.url);
    assert.deepEqual([state, replicas.map((on) => on.state)], ['loaded', ['loaded', 'loaded']]);
    assert.deepEqual([source, download], ['hf://org/pirate', null]);
    assert.ok(lora_path?.startsWith(`${setup.root}/`));
    for (const [name, content] of Object.entries(files))
      assert.ok(readFileSync(join(String(lora_path), name)).equals(content), name);
    assert.equal((await say(setup.url)).status, 200);
  });

  it('lies where the request says', async () => {
    await using setup = await setUp();
    const place = join(setup.root, 'my-lora');
    assert.equal((await setup.load({ output_dir: place })).status, 200);
    assert.equal((await loraOf(setup.url)).lora_path, place);
  });

  it('in the background is answered at once, and loaded when it is there', async () => {
    await using setup = await setUp({ bytesPerSecond: 300_000 });
    const { url } = setup;
    const answer = await setup.load({ async_download: true });
    assert.equal(answer.status, 202, answer.text);
    const { id } = answer.json()['download'] as { id: string };
    const under = await loraOf(url);
    assert.deepEqual([under.state, under.download, under.lora_path], ['downloading', id, null]);
    assert.deepEqual(faultOf(await say(url)), [404, 'model_not_found'], 'nobody can ask for it yet');
    await until('it is loaded', async () => (await loraOf(url)).state === 'loaded', 20_000);
    assert.equal((await ask(url, `/v1/downloads/${id}`)).json()['state'], 'completed');
    assert.equal((await loraOf(url)).download, null);
    assert.equal((await say(url)).status, 200);
  });

  it('is fetched once for two callers, of whom each is told', async () => {
    await using setup = await setUp({ bytesPerSecond: 300_000 });
    const answers = await Promise.all([setup.load(), setup.load(), setup.load({ async_download: true })]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 202],
    );
    assert.equal(setup.hub.bytesSent(), SIZE);
    assert.equal((await setup.load()).status, 200, 'and again, when all is there');
    assert.equal(setup.hub.bytesSent(), SIZE);
  });

  it('shares the download that somebody else has begun to the same place', async () => {
    await using setup = await setUp({ bytesPerSecond: 300_000 });
    const place = join(setup.root, 'shared');
    const config = { hf_endpoint: setup.hub.url };
    const fields = { source: 'hf://org/pirate', output_dir: place, config };
    const [downloaded, loaded] = await Promise.all([
      ask(setup.url, '/v1/download_model', fields),
      setup.load({ output_dir: place }),
    ]);
    assert.deepEqual([downloaded.status, loaded.status], [200, 200]);
    assert.equal(setup.hub.bytesSent(), SIZE);
  });

  it('comes again after an unload, without a byte', async () => {
    await using setup = await setUp();
    assert.equal((await setup.load()).status, 200);
    assert.equal((await unload(setup.url)).status, 200);
    assert.equal((await say(setup.url)).status, 404);
    assert.equal((await setup.load()).status, 200);
    assert.equal((await say(setup.url)).status, 200);
    assert.equal(setup.hub.bytesSent(), SIZE);
  });
});

describe('unloading while it is being downloaded', () => {
  it('ends the waiting, and it is not loaded when it has come', async () => {
    await using setup = await setUp({ bytesPerSecond: 300_000 });
    const { url, hub } = setup;
    const waiting = setup.load();
    await until('it is under way', () => hub.bytesSent() > 10_000);
    const unloaded = await unload(url);
    assert.equal(unloaded.status, 200, unloaded.text);
    const answer = await waiting;
    assert.deepEqual(faultOf(answer), [409, 'download_cancelled'], answer.text);
    assert.deepEqual(await loras(url), []);
    await until(
      'all downloads have ended',
      async () => {
        const { data } = (await ask(url, '/v1/downloads')).json() as unknown as { data: { ended_at: string | null }[] };
        return data.every(({ ended_at }) => ended_at !== null);
      },
      20_000,
    );
    assert.deepEqual(await loras(url), []);
    assert.equal((await say(url)).status, 404);
  });

  it('does not keep it from being loaded again at once', async () => {
    await using setup = await setUp({ bytesPerSecond: 300_000 });
    const { url, hub } = setup;
    await setup.load({ async_download: true });
    await until('it is under way', () => hub.bytesSent() > 10_000);
    await unload(url);
    const answer = await setup.load();
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await say(url)).status, 200);
    assert.ok(hub.bytesSent() <= 1.15 * SIZE);
  });
});

describe('a source that fails', () => {
  it('is told to who waits, and leaves nothing', async () => {
    await using setup = await setUp();
    const answer = await setup.load({ source: 'org/none' });
    assert.deepEqual(faultOf(answer), [404, 'source_not_found']);
    assert.deepEqual(await loras(setup.url), []);
    assert.equal((await unload(setup.url)).status, 404);
  });

  it('in the background is shown with its reason until it is unloaded or loaded', async () => {
    await using setup = await setUp();
    const { url } = setup;
    const started = await setup.load({ source: 'org/none', async_download: true });
    assert.equal(started.status, 202, started.text);
    await until('it has failed', async () => (await loraOf(url)).state === 'failed');
    const { reason, replicas } = await loraOf(url);
    assert.match(String(reason), /org\/none/);
    assert.deepEqual(replicas, []);
    assert.equal((await say(url)).status, 404);
    assert.equal((await setup.load()).status, 200);
    assert.deepEqual([(await loraOf(url)).state, (await loraOf(url)).reason], ['loaded', null]);
  });

  it('that failed can be unloaded', async () => {
    await using setup = await setUp();
    await setup.load({ source: 'org/none', async_download: true });
    await until('it has failed', async () => (await loraOf(setup.url)).state === 'failed');
    assert.equal((await unload(setup.url)).status, 200);
    assert.deepEqual(await loras(setup.url), []);
  });

  it('because the files are no LoRA adapter is refused before an engine sees them', async () => {
    await using setup = await setUp({}, { files: { 'README.md': 'nothing here' } });
    const answer = await setup.load();
    assert.deepEqual(faultOf(answer), [400, 'lora_incompatible'], answer.text);
    assert.deepEqual(await loras(setup.url), []);
  });

  it('because the engine refuses is shown with its reason', async () => {
    await using setup = await setUp({}, {}, ['--enable-lora', '--max-lora-rank', '4']);
    const answer = await setup.load();
    assert.deepEqual(faultOf(answer), [400, 'lora_incompatible'], answer.text);
    assert.match(messageOf(answer), /rank/);
    await setup.load({ async_download: true });
    const state = async () => (await call(setup.url, '/v1/lora_adapters/pirate')).text;
    await until('it has failed', async () => /"failed"/.test(await state()));
    assert.match(String((await loraOf(setup.url)).reason), /rank/);
  });

  it('is one or the other: with a gate, or missing', async () => {
    await using setup = await setUp({}, { gated: true, token: TOKEN });
    const gated = await setup.load();
    assert.deepEqual(faultOf(gated), [403, 'source_forbidden']);
    const config = { hf_endpoint: setup.hub.url, hf_token: TOKEN };
    const loaded = await setup.load({ config });
    assert.equal(loaded.status, 200);
    const shown = [loaded, gated, await ask(setup.url, '/v1/lora_adapters'), await ask(setup.url, '/v1/downloads')];
    for (const { text } of shown) assert.ok(!text.includes(TOKEN));
  });
});

describe('a load that cannot be', () => {
  const refused: readonly (readonly [string, object, number, string])[] = [
    ['a place outside of the roots', { output_dir: '/etc/lora' }, 403, 'path_not_allowed'],
    ['an endpoint that is not listed', { config: { hf_endpoint: 'http://127.0.0.1:1' } }, 403, 'endpoint_not_allowed'],
    ['a source of no known sort', { source: 'ftp://x/y' }, 400, 'invalid_request'],
    ['a model that there is not', { model: 'none' }, 404, 'model_not_found'],
    ['a name that cannot be', { lora_name: 'a:b' }, 400, 'invalid_request'],
  ];
  for (const asynchronous of [false, true])
    for (const [what, fields, status, code] of refused)
      it(`is refused at once, ${asynchronous ? 'in the background' : 'waited for'}: ${what}`, async () => {
        await using setup = await setUp();
        const answer = await setup.load({ ...fields, async_download: asynchronous });
        assert.deepEqual(faultOf(answer), [status, code], answer.text);
        assert.deepEqual(await loras(setup.url), []);
        assert.deepEqual([setup.hub.requests.length, existsSync('/etc/lora')], [0, false]);
      });

  it('while another source is being downloaded under its name says so', async () => {
    await using setup = await setUp({ bytesPerSecond: 100_000 });
    await setup.load({ async_download: true });
    const answer = await setup.load({ source: 'org/other' });
    assert.deepEqual(faultOf(answer), [400, 'invalid_request']);
    assert.match(messageOf(answer), /hf:\/\/org\/pirate/);
    await unload(setup.url);
  });
});
