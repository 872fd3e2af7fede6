/** The sidecar beside engines that answer otherwise than they should, and what callers leave out. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startHub } from '../../fakes/hub/index.ts';
import { startFake } from '../../fakes/start-fake.ts';
import { call, post } from '../gateway/requests.ts';
import { spawnSidecar } from './spawn-sidecar.ts';

const pirate = new URL('../../fixtures/models/pirate-lora/', import.meta.url).pathname;
const files = Object.fromEntries(readdirSync(pirate).map((name) => [name, readFileSync(pirate + name)]));
const root = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-sidecar-odd-')));
after(() => rmSync(root, { recursive: true, force: true }));

async function engineThat(listener: RequestListener): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('the metrics of an engine that was started without them', () => {
  for (const [kind, status, advice] of [
    ['llama.cpp', 501, /llama-server must be started with --metrics/],
    ['sglang', 404, /SGLang must be started with --enable-metrics/],
  ] as const)
    it(`are refused with what to do: ${kind}`, async () => {
      await using engine = await engineThat((_, res) => void res.writeHead(status).end('{}'));
      await using sidecar = await spawnSidecar(['-E', kind, '-B', engine.url, '--download-root', root]);
      const answer = await call(sidecar.url, '/metrics');
      assert.equal(answer.status, 502);
      assert.match(String(answer.json().error?.['message']), advice);
    });
});

describe('an SGLang that says no with a status of 200', () => {
  it('is not taken for one that has unloaded', async () => {
    const no = JSON.stringify({ success: false, error_message: 'LoRA with name x does not exist.' });
    await using engine = await engineThat((_, res) => void res.writeHead(200).end(no));
    await using sidecar = await spawnSidecar(['-E', 'sglang', '-B', engine.url, '--download-root', root]);
    const answer = await post(sidecar.url, '/v1/unload_lora_adapter', '{"lora_name":"x"}');
    assert.equal(answer.status, 400, answer.text);
    assert.match(String(answer.json().error?.['message']), /does not exist/);
  });
});

describe('an SGLang that lists its base model only', () => {
  it('is asked in another way whether it has what it said that it loaded', async () => {
    const loaded: string[] = [];
    await using engine = await engineThat((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk) => chunks.push(chunk));
      req.on('end', () => {
        const name = () => (JSON.parse(Buffer.concat(chunks).toString()) as { lora_name: string }).lora_name;
        const say = (status: number, answer: object) => void res.writeHead(status).end(JSON.stringify(answer));
        if (req.url === '/v1/models') return say(200, { object: 'list', data: [{ id: 'base', object: 'model' }] });
        if (req.url === '/load_lora_adapter') {
          if (name() !== 'forgotten') loaded.push(name());
          return say(200, { success: true, error_message: '' });
        }
        const keys = loaded.map((one) => `'${one}'`).join(', ');
        const error_message = `LoRA with name ${name()} does not exist. Loaded LoRAs: dict_keys([${keys}])`;
        return say(400, { success: false, error_message });
      });
    });
    await using sidecar = await spawnSidecar(['-E', 'sglang', '-B', engine.url, '--download-root', root]);
    const path = join(root, 'mine');
    cpSync(pirate, path, { recursive: true });
    const load = (lora_name: string) =>
      post(sidecar.url, '/v1/load_lora_adapter', JSON.stringify({ lora_name, lora_path: path }));
    const answer = await load('mine');
    assert.equal(answer.status, 200, answer.text);
    const forgotten = await load('forgotten');
    assert.deepEqual([forgotten.status, forgotten.json().error?.['code']], [502, 'lora_load_failed'], forgotten.text);
  });
});

describe('what a caller leaves out, or says with null', () => {
  it('is taken as it stands in the spec: a folder in the first root, no `config`', async () => {
    await using hub = await startHub({ repos: [{ name: 'org/pirate', files }] }).then((one) =>
      Object.assign(one, { [Symbol.asyncDispose]: () => one.close() }),
    );
    const engine = await startFake(['--kind', 'vllm', '--name', 'base', '--enable-lora']);
    const env = { HF_ENDPOINT: hub.url };
    const hosts = hub.hosts.flatMap((host) => ['--allow-endpoint', host]);
    await using sidecar = await spawnSidecar(['-E', 'vllm', '-B', engine.url, '--download-root', root, ...hosts], env);
    try {
      const body = { lora_name: 'pirate', source: 'org/pirate', output_dir: null, lora_path: null, config: null };
      const loaded = await post(sidecar.url, '/v1/load_lora_adapter', JSON.stringify(body));
      assert.equal(loaded.status, 200, loaded.text);
      assert.equal(loaded.json()['lora_path'], join(root, 'loras/pirate'));
      const config = { access_key: null, endpoint: null, hf_token: null, allow_patterns: null };
      const place = { source: 'org/pirate', output_dir: join(root, 'copy'), config };
      const downloaded = await post(sidecar.url, '/v1/download_model', JSON.stringify(place));
      assert.equal(downloaded.status, 200, downloaded.text);
    } finally {
      await engine.stop();
    }
  });

  it('is refused with the flag that would let it be', async () => {
    await using sidecar = await spawnSidecar(['-E', 'vllm', '-B', 'http://127.0.0.1:1', '--download-root', root]);
    for (const [fields, advice] of [
      [{ source: 'org/name', config: { hf_endpoint: 'http://127.0.0.1:1' } }, /--allow-endpoint/],
      [{ source: 'pvc://claim/path' }, /--volume-root/],
      [{ source: 'org/name', output_dir: '/elsewhere' }, /--download-root/],
    ] as const) {
      const body = JSON.stringify({ lora_name: 'pirate', output_dir: join(root, 'x'), ...fields });
      const answer = await post(sidecar.url, '/v1/load_lora_adapter', body);
      assert.match(String(answer.json().error?.['message']), advice);
    }
  });

  it('is refused where it says two things at once', async () => {
    await using sidecar = await spawnSidecar(['-E', 'vllm', '-B', 'http://127.0.0.1:1', '--download-root', root]);
    const body = { lora_name: 'pirate', source: 'org/pirate', lora_path: join(root, 'mine'), output_dir: root };
    const answer = await post(sidecar.url, '/v1/load_lora_adapter', JSON.stringify(body));
    assert.deepEqual([answer.status, answer.json().error?.['param']], [400, 'lora_path'], answer.text);
    assert.match(String(answer.json().error?.['message']), /not both/);
  });
});
