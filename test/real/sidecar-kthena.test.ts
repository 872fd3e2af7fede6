/** The calls that users of the Kthena runtime make, word for word as far as hosts allow, with curl, against the sidecar. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { type Hub, startHub } from '../fakes/hub/index.ts';
import { type FakeEngine, startFake } from '../fakes/start-fake.ts';
import { until } from '../integration/gateway/requests.ts';
import { type ChildSidecar, spawnSidecar } from '../integration/sidecar/spawn-sidecar.ts';
import { findS3Server, type RealS3, startS3 } from './s3/s3-server.ts';

const pirate = new URL('../fixtures/models/pirate-lora/', import.meta.url).pathname;
const files = Object.fromEntries(readdirSync(pirate).map((name) => [name, readFileSync(pirate + name)]));
const found = findS3Server();
const TOKEN = 'hf_made_up_for_this_test';

/** `/models` itself where this user may make it, else a folder that stands for it. */
function modelsFolder(): { readonly path: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'roundhouse-models-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  if (process.getuid?.() !== 0 || existsSync('/models')) return { path: folder, remove };
  symlinkSync(folder, '/models');
  return {
    path: '/models',
    remove() {
      unlinkSync('/models');
      remove();
    },
  };
}

describe("the Kthena runtime's calls", { skip: found.skip }, () => {
  const models = modelsFolder();
  let engine: FakeEngine;
  let hub: Hub;
  let s3: RealS3;
  let sidecar: ChildSidecar;

  before(async () => {
    engine = await startFake(['--kind', 'vllm', '--name', 'base', '--enable-lora']);
    hub = await startHub({ repos: [{ name: 'myorg/my-lora-repo', files, private: true, token: TOKEN }] });
    s3 = await startS3({ path: found.path as string });
    await s3.writer.createBucket('bucket');
    for (const [name, content] of Object.entries(files)) await s3.writer.put('bucket', `path/to/lora/${name}`, content);
    const args = ['--engine', 'vllm', '--engine-base-url', engine.url, '--engine-metrics-path', '/metrics'];
    const hosts = [...hub.hosts, new URL(s3.endpoint).host].flatMap((host) => ['--allow-endpoint', host]);
    const places = ['--download-root', models.path, ...hosts];
    sidecar = await spawnSidecar([...args, ...places], { HF_ENDPOINT: hub.url });
  });
  after(async () => {
    await sidecar?.[Symbol.asyncDispose]();
    await Promise.all([engine?.stop(), hub?.close(), s3?.stop()]);
    models.remove();
  });

  const curl = async (path: string, body?: object): Promise<{ status: number; json: Record<string, unknown> }> => {
    const data = body === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)];
    const method = body === undefined ? [] : ['-X', 'POST'];
    const args = ['-s', '-w', '\n%{http_code}', ...method, `${sidecar.url}${path}`, ...data];
    const { stdout } = await promisify(execFile)('curl', args);
    const end = stdout.lastIndexOf('\n');
    return { status: Number(stdout.slice(end + 1)), json: JSON.parse(stdout.slice(0, end)) };
  };
  const unload = async (): Promise<void> => {
    const answer = await curl('/v1/unload_lora_adapter', { lora_name: 'my-lora' });
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    rmSync(join(models.path, 'my-lora'), { recursive: true, force: true });
  };
  const isLoaded = async (): Promise<boolean> => {
    const list = (await (await fetch(`${engine.url}/v1/models`)).json()) as { data: { id: string }[] };
    return list.data.some(({ id }) => id === 'my-lora');
  };
  const assertFilesThere = (): void => {
    for (const [name, content] of Object.entries(files))
      assert.ok(readFileSync(join(models.path, 'my-lora', name)).equals(content), name);
  };

  const fromHub = {
    lora_name: 'my-lora',
    source: 'hf://myorg/my-lora-repo',
    output_dir: join(models.path, 'my-lora'),
    config: { hf_token: TOKEN },
    max_workers: 8,
    async_download: false,
  };
  const fromS3 = () => ({
    lora_name: 'my-lora',
    source: 's3://bucket/path/to/lora',
    output_dir: join(models.path, 'my-lora'),
    config: { access_key: s3.accessKey, secret_key: s3.secretKey, endpoint: s3.endpoint },
    async_download: true,
  });

  it('load from the hub, and answer when it is loaded', async () => {
    const answer = await curl('/v1/load_lora_adapter', fromHub);
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    assert.equal(answer.json['message'], "Success: LoRA adapter 'my-lora' added successfully.");
    assert.ok(await isLoaded());
    assertFilesThere();
    await unload();
    assert.equal(await isLoaded(), false);
  });

  it('load from S3, and answer at once', async () => {
    const answer = await curl('/v1/load_lora_adapter', fromS3());
    assert.equal(answer.status, 202, JSON.stringify(answer.json));
    assert.equal(answer.json['status'], 'started');
    const { id } = answer.json['download'] as { id: string };
    await until('it is loaded', isLoaded, 20_000);
    assert.equal((await curl(`/v1/downloads/${id}`)).json['state'], 'completed');
    assertFilesThere();
    await unload();
  });

  it('load from S3, and answer when it is loaded', async () => {
    const answer = await curl('/v1/load_lora_adapter', { ...fromS3(), async_download: false });
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    assert.ok(await isLoaded());
    await unload();
  });

  it('load from the hub, and answer at once', async () => {
    const answer = await curl('/v1/load_lora_adapter', { ...fromHub, async_download: true });
    assert.equal(answer.status, 202, JSON.stringify(answer.json));
    await until('it is loaded', isLoaded, 20_000);
    await unload();
  });

  it('download a model, at once and not', async () => {
    const model = join(models.path, 'mistral');
    const { config } = fromHub;
    const answer = await curl('/v1/download_model', {
      source: fromHub.source,
      output_dir: model,
      config,
      max_workers: 8,
    });
    assert.equal(answer.status, 200, JSON.stringify(answer.json));
    assert.equal(answer.json['status'], 'success');
    const later = { ...fromS3(), lora_name: undefined, output_dir: join(models.path, 'modelA') };
    const started = await curl('/v1/download_model', later);
    assert.equal(started.status, 202, JSON.stringify(started.json));
    const done = join(models.path, 'modelA', 'adapter_config.json');
    await until('it is there', () => existsSync(done), 20_000);
  });

  it('are told which credentials are missing, and never which were given', async () => {
    const wrong = { ...fromHub, config: { hf_token: 'hf_not_the_one' } };
    const refused = await curl('/v1/load_lora_adapter', wrong);
    assert.ok(refused.status === 403 || refused.status === 404, JSON.stringify(refused));
    const said = sidecar.output() + JSON.stringify(refused.json);
    for (const secret of [TOKEN, 'hf_not_the_one', s3.secretKey]) assert.ok(!said.includes(secret), secret);
  });
});
