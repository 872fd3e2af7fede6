// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration writes ${PORT} and ${MODEL_PATH} itself
/** Real engines serve a model that the gateway fetches when it is asked for first. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type Hub, type HubFaults, startHub } from '../fakes/hub/index.ts';
import { CHAT, until } from '../integration/gateway/requests.ts';
import { runGateway } from '../integration/gateway/run-gateway.ts';
import { alive, ask, contentOf, engines, japan, readyEngine, TOKYO } from './checked-answers.ts';
import { findLlamaServer } from './llama-server/llama-server.ts';

const tiny = readFileSync(new URL('../../models/tiny.q8_0.gguf', import.meta.url));
const files = { 'tiny.q8_0.gguf': tiny, 'other/big.gguf': Buffer.alloc(500_000, 1), 'README.md': 'tiny' };
const found = findLlamaServer();
const hubs: Hub[] = [];
const roots: string[] = [];
after(async () => {
  await Promise.all(hubs.map((hub) => hub.close()));
  for (const folder of roots) rmSync(folder, { recursive: true, force: true });
});

const command = JSON.stringify([found.path, '-m', '${MODEL_PATH}', '-c', '1024', '-t', '1', '--port', '${PORT}']);

interface Kind {
  readonly name: string;
  readonly skip: string | false;
  /** Keys of the model in YAML. */
  readonly keys: string;
  /** What has to come from the hub. */
  readonly bytes: number;
}

const kinds: readonly Kind[] = [
  {
    name: 'the embedded engine, with the file named',
    skip: false,
    keys: 'engine: embedded, model: tiny.q8_0.gguf, context: 1024',
    bytes: tiny.length,
  },
  {
    name: 'the embedded engine, with the files picked',
    skip: false,
    keys: 'engine: embedded, source_files: ["tiny*"], context: 1024',
    bytes: tiny.length,
  },
  {
    name: 'llama-server by a command',
    skip: found.skip,
    keys: `engine: llama.cpp, source_files: ["*.md", "tiny.*"], command: ${command}`,
    bytes: tiny.length + 4,
  },
];

interface Setup {
  readonly hub: Hub;
  readonly root: string;
  /** Roots and hosts; the hub's CDN is at a private address. */
  readonly places: string;
  readonly yaml: string;
}

async function setUp(keys: string, faults: HubFaults = {}): Promise<Setup> {
  const hub = await startHub({ repos: [{ name: 'org/tiny', files }], faults });
  hubs.push(hub);
  process.env['HF_ENDPOINT'] = hub.url;
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-real-sources-')));
  roots.push(root);
  const places = `download_roots: ["${root}"]\ndownload_endpoints: ${JSON.stringify(hub.hosts)}\n`;
  return { hub, root, places, yaml: `${places}models: { tiny: { source: "hf://org/tiny@main", ${keys} } }\n` };
}

const asked = { model: 'tiny', messages: japan, temperature: 0, max_tokens: 40 };

for (const { name, skip, keys, bytes } of kinds) {
  describe(name, { skip }, () => {
    it('answers the first request when its model has come, and others that waited with it', async () => {
      const { hub, yaml } = await setUp(keys, { bytesPerSecond: 2_000_000 });
      await using gateway = await runGateway(yaml);
      const answers = await Promise.all([1, 2, 3].map(() => ask(gateway.url, CHAT, asked)));
      for (const answer of answers) {
        assert.equal(answer.status, 200, answer.text);
        assert.equal(contentOf(answer), TOKYO);
      }
      assert.equal(hub.bytesSent(), bytes, 'only what is needed, and once');
    });

    it('answers without the hub when the gateway is started again', async () => {
      const { hub, yaml } = await setUp(keys);
      const first = await runGateway(yaml);
      assert.equal(contentOf(await ask(first.url, CHAT, asked)), TOKYO);
      await first[Symbol.asyncDispose]();
      const before = hub.requests.length;
      await using second = await runGateway(yaml);
      assert.equal(contentOf(await ask(second.url, CHAT, asked)), TOKYO);
      assert.equal(hub.requests.length, before);
    });

    it('goes on after connections that were cut', async () => {
      const { hub, yaml } = await setUp(keys, { cutEveryBytes: 200_000 });
      await using gateway = await runGateway(yaml);
      const answer = await ask(gateway.url, CHAT, asked);
      assert.equal(answer.status, 200, answer.text);
      assert.equal(contentOf(answer), TOKYO);
      assert.ok(hub.bytesSent() <= 1.15 * bytes, `${hub.bytesSent()} of ${bytes}`);
    });

    it('is not started when its download is cancelled, and is when it is asked for again', async () => {
      const faults: HubFaults = { bytesPerSecond: 200_000 };
      const { hub, yaml, root } = await setUp(keys, faults);
      await using gateway = await runGateway(yaml);
      const { url } = gateway;
      const waiting = ask(url, CHAT, asked);
      await until('it is under way', () => hub.bytesSent() > 100_000);
      const [download] = (await ask(url, '/v1/downloads')).json()['data'] as { id: string }[];
      await ask(url, `/v1/downloads/${download?.id}`, undefined, { method: 'DELETE' });
      const answer = await waiting;
      assert.deepEqual([answer.status, answer.json().error?.['code']], [502, 'engine_start_failed'], answer.text);
      assert.match(answer.text, /was cancelled/);
      assert.deepEqual(await engines(url), []);
      assert.ok(readdirSync(root).every((entry) => entry.endsWith('-partial')));
      delete faults.bytesPerSecond;
      const again = await ask(url, CHAT, asked);
      assert.equal(again.status, 200, again.text);
      assert.equal(contentOf(again), TOKYO);
      assert.ok(hub.bytesSent() <= 1.15 * bytes);
    });

    it('leaves no process behind when the gateway stops while it is fetched or used', async () => {
      const { hub, yaml } = await setUp(keys, { bytesPerSecond: 500_000 });
      const first = await runGateway(yaml);
      const waiting = ask(first.url, CHAT, asked).catch((error: Error) => error);
      await until('it is under way', () => hub.bytesSent() > 100_000);
      await first[Symbol.asyncDispose]();
      assert.ok(!((await waiting) instanceof Error));
      const second = await runGateway(yaml);
      assert.equal(contentOf(await ask(second.url, CHAT, asked)), TOKYO);
      const { pid } = await readyEngine(second.url);
      await second[Symbol.asyncDispose]();
      assert.ok(!alive(pid));
    });
  });
}

describe('several models of one repository', () => {
  it('keep their files beside each other', async () => {
    const { hub, places } = await setUp('');
    const keys = (file: string): string => `{ engine: embedded, source: org/tiny, model: ${file}, context: 1024 }`;
    const yaml = `${places}models: { tiny: ${keys('tiny.q8_0.gguf')}, bad: ${keys('other/big.gguf')} }\n`;
    await using gateway = await runGateway(yaml);
    assert.equal(contentOf(await ask(gateway.url, CHAT, asked)), TOKYO);
    const bad = await ask(gateway.url, CHAT, { ...asked, model: 'bad' });
    assert.equal(bad.status, 502, 'what came is no model, and the engine says so');
    assert.equal(contentOf(await ask(gateway.url, CHAT, asked)), TOKYO);
    assert.equal(hub.bytesSent(), tiny.length + 500_000);
  });
});
