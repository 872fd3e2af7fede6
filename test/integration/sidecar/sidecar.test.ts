/** The sidecar beside engines that are up, down, slow or wrong. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { call, post, until } from '../gateway/requests.ts';
import { type ChildSidecar, spawnSidecar } from './spawn-sidecar.ts';

const pirate = new URL('../../fixtures/models/pirate-lora', import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), 'roundhouse-sidecar-'));
cpSync(pirate, join(root, 'my-lora'), { recursive: true });
cpSync(pirate, join(root, 'linked'), { recursive: true });
rmSync(join(root, 'linked/adapter_model.safetensors'));
symlinkSync(join(pirate, 'adapter_model.safetensors'), join(root, 'linked/adapter_model.safetensors'));
after(() => rmSync(root, { recursive: true, force: true }));

const load = (fields: object): string => JSON.stringify({ lora_name: 'my-lora', ...fields });
const idsAt = async (engine: string): Promise<string[]> =>
  ((await (await fetch(`${engine}/v1/models`)).json()) as { data: { id: string }[] }).data.map(({ id }) => id);

describe('the sidecar beside vLLM', () => {
  let engine: FakeEngine;
  let sidecar: ChildSidecar;
  before(async () => {
    engine = await startFake(['--kind', 'vllm', '--name', 'base', '--enable-lora']);
    sidecar = await spawnSidecar(['-E', 'vllm', '-B', engine.url, '--download-root', root]);
  });
  after(async () => {
    await sidecar[Symbol.asyncDispose]();
    await engine.stop();
  });

  it('says in exact words that it is healthy', async () => {
    const answer = await call(sidecar.url, '/health');
    assert.equal(answer.text, '{"status":"healthy","service":"runtime"}');
    assert.match(String(answer.headers['content-type']), /^application\/json/);
  });

  it('is ready with its engine', async () => {
    const answer = await call(sidecar.url, '/ready');
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json(), { status: 'ready', checks: [{ name: 'engine', ok: true, reason: null }] });
  });

  it('gives the metrics their standard names beside their own', async () => {
    const answer = await call(sidecar.url, '/metrics');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
    for (const name of ['vllm:num_requests_running', 'roundhouse:num_requests_running', 'kthena:num_requests_running'])
      assert.match(answer.text, new RegExp(`^${name}[{ ]`, 'm'), name);
    assert.match(answer.text, /^patio:num_requests_running[{ ]/m);
    assert.match(answer.text, /^roundhouse:up 1$/m);
  });

  it('loads what is on the disk, and unloads it', async () => {
    const loaded = await post(sidecar.url, '/v1/load_lora_adapter', load({ lora_path: join(root, 'my-lora') }));
    assert.equal(loaded.status, 200, loaded.text);
    assert.deepEqual(loaded.json(), {
      status: 'success',
      message: "Success: LoRA adapter 'my-lora' added successfully.",
      lora_name: 'my-lora',
      lora_path: join(root, 'my-lora'),
    });
    assert.deepEqual(await idsAt(engine.url), ['base', 'my-lora']);
    const unloaded = await post(sidecar.url, '/v1/unload_lora_adapter', '{"lora_name": "my-lora", "extra": [1]}');
    assert.equal(unloaded.status, 200, unloaded.text);
    assert.deepEqual(unloaded.json(), { message: "Success: LoRA adapter 'my-lora' removed successfully." });
    assert.deepEqual(await idsAt(engine.url), ['base']);
    const seen = (await engine.requests()).findLast(({ path }) => path === '/v1/unload_lora_adapter');
    assert.deepEqual(JSON.parse(Buffer.from(seen?.body ?? '', 'base64').toString()), {
      lora_name: 'my-lora',
      extra: [1],
    });
  });

  it('has the paths of Patio', async () => {
    const body = load({ lora_name: 'patio', lora_path: join(root, 'my-lora') });
    assert.equal((await post(sidecar.url, '/load_lora_adapter', body)).status, 200);
    assert.equal((await post(sidecar.url, '/unload_lora_adapter', '{"lora_name":"patio"}')).status, 200);
  });

  it('takes `output_dir` without a source for the path, as the Kthena runtime does', async () => {
    const body = load({ lora_name: 'there', output_dir: join(root, 'my-lora') });
    assert.equal((await post(sidecar.url, '/v1/load_lora_adapter', body)).status, 200);
    assert.equal((await post(sidecar.url, '/v1/unload_lora_adapter', '{"lora_name":"there"}')).status, 200);
  });

  it("passes on the engine's words for what it does not know", async () => {
    const answer = await post(sidecar.url, '/v1/unload_lora_adapter', '{"lora_name":"nobody"}');
    assert.equal(answer.status, 404);
    assert.equal(answer.headers['x-roundhouse-source'], 'engine');
    assert.match(String(answer.json().error?.['message']), /nobody/);
  });

  const refused: readonly (readonly [string, object, number, string])[] = [
    ['a path outside of the roots', { lora_path: '/etc' }, 403, 'path_not_allowed'],
    ['a path that leads out of the roots', { lora_path: join(root, '../..') }, 403, 'path_not_allowed'],
    ['a folder whose files lead out of the roots', { lora_path: join(root, 'linked') }, 403, 'path_not_allowed'],
    ['a folder that holds no LoRA adapter', { lora_path: root }, 400, 'lora_incompatible'],
    ['neither path nor source', {}, 400, 'invalid_request'],
    ['a source of no known sort', { source: 'ftp://org/name' }, 400, 'invalid_request'],
    ['a place outside of the roots', { source: 'hf://org/name', output_dir: '/etc/x' }, 403, 'path_not_allowed'],
    ['no name', { lora_name: '', lora_path: root }, 400, 'invalid_request'],
  ];
  for (const [what, fields, status, code] of refused)
    it(`refuses ${what}`, async () => {
      const answer = await post(sidecar.url, '/v1/load_lora_adapter', load(fields));
      assert.deepEqual([answer.status, answer.json().error?.['code']], [status, code], answer.text);
    });

  it('answers in the envelope where there is no such route', async () => {
    assert.equal((await call(sidecar.url, '/v1/chat/completions')).json().error?.['code'], 'route_not_found');
    const wrong = await call(sidecar.url, '/health', { method: 'POST' });
    assert.deepEqual([wrong.status, wrong.headers['allow']], [405, 'GET']);
    assert.equal((await post(sidecar.url, '/v1/load_lora_adapter', '{')).json().error?.['code'], 'invalid_json');
  });

  it('describes itself', async () => {
    const spec = (await call(sidecar.url, '/openapi.json')).json() as { info?: { title: string }; paths?: object };
    assert.equal(spec.info?.title, 'Roundhouse sidecar');
    assert.ok(Object.keys(spec.paths ?? {}).includes('/v1/download_model'));
    const page = await call(sidecar.url, '/docs');
    assert.match(String(page.headers['content-type']), /^text\/html/);
  });

  it('is small', async () => {
    for (let i = 0; i < 20; i++) await call(sidecar.url, '/metrics');
    const megabytes = sidecar.rssBytes() / 1024 / 1024;
    // In a checkout Node carries what takes the types out of our sources, 30 MB; installed it is under 120 (packed-package).
    assert.ok(megabytes < 135, `${megabytes.toFixed(0)} MB`);
  });
});

describe('the sidecar beside SGLang', () => {
  it('knows its paths, and does not believe its 200', async () => {
    const engine = await startFake(['--kind', 'sglang', '--name', 'base', '--enable-lora']);
    await using sidecar = await spawnSidecar(['-E', 'sglang', '-B', engine.url, '--download-root', root]);
    try {
      const loaded = await post(sidecar.url, '/v1/load_lora_adapter', load({ lora_path: join(root, 'my-lora') }));
      assert.equal(loaded.status, 200, loaded.text);
      const unloaded = await post(sidecar.url, '/v1/unload_lora_adapter', '{"lora_name":"my-lora"}');
      assert.equal(unloaded.status, 200, unloaded.text);
      assert.equal(unloaded.json()['success'], true);
      const paths = (await engine.requests()).map(({ path }) => path);
      assert.ok(paths.includes('/load_lora_adapter') && paths.includes('/unload_lora_adapter'), paths.join());
      const metrics = await call(sidecar.url, '/metrics');
      assert.match(metrics.text, /^roundhouse:num_requests_running[{ ]/m);
    } finally {
      await engine.stop();
    }
  });
});

describe('the sidecar beside llama.cpp', () => {
  it('has its metrics, and says why it cannot load', async () => {
    const engine = await startFake(['--kind', 'llama.cpp', '--name', 'base']);
    await using sidecar = await spawnSidecar(['-E', 'llama.cpp', '-B', engine.url, '--download-root', root]);
    try {
      assert.match((await call(sidecar.url, '/metrics')).text, /^roundhouse:num_requests_running[{ ]/m);
      const answer = await post(sidecar.url, '/v1/load_lora_adapter', load({ lora_path: join(root, 'my-lora') }));
      assert.deepEqual([answer.status, answer.json().error?.['code']], [409, 'lora_conflict']);
      assert.match(String(answer.json().error?.['message']), /--lora-scaled/);
    } finally {
      await engine.stop();
    }
  });
});

describe('the sidecar whose engine', () => {
  it('is down is healthy, not ready, and says why', async () => {
    await using sidecar = await spawnSidecar(['-E', 'vllm', '-B', 'http://127.0.0.1:1', '--download-root', root]);
    assert.equal((await call(sidecar.url, '/health')).status, 200);
    const ready = await call(sidecar.url, '/ready');
    assert.equal(ready.status, 503);
    assert.match(ready.text, /connection refused/);
    const path = join(root, 'my-lora');
    for (const answer of [
      await call(sidecar.url, '/metrics'),
      await post(sidecar.url, '/v1/load_lora_adapter', load({ lora_path: path })),
      await post(sidecar.url, '/v1/unload_lora_adapter', '{"lora_name":"x"}'),
    ]) {
      assert.equal(answer.status, 502, answer.text);
      assert.equal(answer.json().error?.['code'], 'engine_unreachable');
      assert.match(String(answer.json().error?.['message']), /connection refused/);
    }
  });

  it('was not started for LoRA adapters says what is missing', async () => {
    const engine = await startFake(['--kind', 'vllm', '--name', 'base']);
    await using sidecar = await spawnSidecar(['-E', 'vllm', '-B', engine.url, '--download-root', root]);
    try {
      for (const [path, body] of [
        ['/v1/load_lora_adapter', load({ lora_path: join(root, 'my-lora') })],
        ['/v1/unload_lora_adapter', '{"lora_name":"x"}'],
      ] as const) {
        const answer = await post(sidecar.url, path, body);
        assert.equal(answer.status, 409, answer.text);
        assert.match(String(answer.json().error?.['message']), /VLLM_ALLOW_RUNTIME_LORA_UPDATING/);
      }
    } finally {
      await engine.stop();
    }
  });

  it('does not answer in REQUEST_TIMEOUT is given up', async () => {
    const engine = await startFake(['--kind', 'vllm', '--metrics-fault', 'hang']);
    const env = { REQUEST_TIMEOUT: '0.2' };
    await using sidecar = await spawnSidecar(['-E', 'vllm', '-B', engine.url, '--download-root', root], env);
    try {
      const answer = await call(sidecar.url, '/metrics');
      assert.equal(answer.status, 502);
      assert.match(answer.text, /200 ms/);
    } finally {
      await engine.stop();
    }
  });
});

describe('the token of the sidecar', () => {
  it('is asked for where it could be misused, and never told', async () => {
    const tokenFile = join(root, 'token');
    writeFileSync(tokenFile, 'a-token-of-this-test\n');
    const args = ['-E', 'vllm', '-B', 'http://127.0.0.1:1', '--download-root', root, '--token-file', tokenFile];
    await using sidecar = await spawnSidecar(args);
    assert.equal((await call(sidecar.url, '/health')).status, 200);
    for (const path of ['/v1/load_lora_adapter', '/v1/unload_lora_adapter', '/v1/download_model']) {
      const body = load({ lora_path: '/etc', source: 'hf://a/b', output_dir: '/etc' });
      assert.equal((await post(sidecar.url, path, body)).status, 401, path);
      assert.equal((await post(sidecar.url, path, body, { authorization: 'Bearer wrong' })).status, 401, path);
      const let_in = await post(sidecar.url, path, body, { authorization: 'Bearer a-token-of-this-test' });
      assert.notEqual(let_in.status, 401, path);
    }
    assert.equal((await call(sidecar.url, '/v1/downloads')).status, 401);
    assert.doesNotMatch(sidecar.output(), /a-token-of-this-test/);
  });

  it('must be in its file', async () => {
    await assert.rejects(spawnSidecar(['-E', 'vllm', '--token-file', join(root, 'none')]), /cannot be read \(ENOENT\)/);
  });
});

describe('the process of the sidecar', () => {
  it('ends well on SIGTERM', async () => {
    await using sidecar = await spawnSidecar(['-E', 'vllm']);
    sidecar.signal('SIGTERM');
    assert.equal(await sidecar.exited, 0);
  });

  it('ends with 2 where the engine is not supported', async () => {
    await assert.rejects(spawnSidecar(['-E', 'tgi']), /"tgi" is not supported/);
  });

  it('ends with what to do where it cannot listen', async () => {
    await using other = await spawnSidecar(['-E', 'vllm']);
    const { port } = new URL(other.url);
    await assert.rejects(
      spawnSidecar(['-E', 'vllm', '-P', port]),
      /127\.0\.0\.1:\d+ is in use; give another with -H or -P/,
    );
    await assert.rejects(spawnSidecar(['-E', 'vllm', '-H', '192.0.2.1']), /"192\.0\.2\.1" is not an address/);
  });

  it('takes the engine from the environment', async () => {
    const engine = await startFake(['--kind', 'vllm', '--name', 'base']);
    const env = {
      INFERENCE_ENGINE: 'vllm',
      INFERENCE_ENGINE_VERSION: '0.32.0',
      INFERENCE_ENGINE_ENDPOINT: engine.url,
    };
    await using sidecar = await spawnSidecar([], env);
    try {
      await until('it is ready', async () => (await call(sidecar.url, '/ready')).status === 200);
    } finally {
      await engine.stop();
    }
  });
});
