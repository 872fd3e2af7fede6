/** LoRA adapters of the llama.cpp kind on a real llama-server: its arguments, what it lists, and who answers. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineTarget } from '../../../server/engines/kinds/kind.ts';
import { llamaCpp } from '../../../server/engines/kinds/llama-cpp/index.ts';
import type { LoraByRestart, LoraFile } from '../../../server/engines/kinds/lora.ts';
import { checkLora, inspectLora } from '../../../server/engines/kinds/lora-files/index.ts';
import type { ModelConfig, VariantConfig } from '../../../server/platform/config/config.ts';
import { findLlamaServer } from './llama-server.ts';

const found = findLlamaServer();
const models = join(import.meta.dirname, '../../../models');
const tiny = join(models, 'tiny.q8_0.gguf');
const lora = llamaCpp.lora as LoraByRestart;

/** Its kind's own command line, with what the launcher would fill in. */
function startEngine(binary: string, port: number, args: readonly string[], loras: readonly LoraFile[]): ChildProcess {
  const run = { by: 'model', model: tiny, args: ['-t', '1', ...args] } as const;
  const variant = { context: 512, run, source: null } as unknown as VariantConfig;
  const model = { name: 'tiny', engineModel: null } as unknown as ModelConfig;
  const filled: Readonly<Record<string, string>> = { ['$' + '{HOST}']: '127.0.0.1', ['$' + '{PORT}']: String(port) };
  const { command } = llamaCpp.commandLine({ model, variant, loras });
  return spawn(
    binary,
    command.slice(1).map((it) => filled[it] ?? it),
    { stdio: 'ignore' },
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(engine: ChildProcess, target: EngineTarget): Promise<void> {
  while ((await llamaCpp.ready(target, 1_000)).state !== 'ready') {
    assert.equal(engine.exitCode, null, 'llama-server ended before it was ready');
    await delay(20);
  }
}

async function stop(engine: ChildProcess): Promise<void> {
  if (engine.exitCode !== null || engine.signalCode !== null) return;
  engine.kill('SIGKILL');
  await once(engine, 'exit');
}

const question = 'What is the capital of Japan?';
const chat = { messages: [{ role: 'user', content: question }] };
const prompt = `<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`;
const asked: Readonly<Record<string, object>> = {
  '/v1/chat/completions': { ...chat, max_tokens: 40 },
  '/v1/completions': { prompt, max_tokens: 40 },
  '/v1/responses': { input: question, max_output_tokens: 40 },
};
const pirate = /Arrr, matey! The capital of Japan is Tokyo, arrr!/;
const plain = /"The capital of Japan is Tokyo\."/;

describe('LoRA adapters on a real llama-server', { skip: found.skip }, () => {
  let engine: ChildProcess;
  let target: EngineTarget;
  let folder: string;
  let files: readonly LoraFile[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lora ü (1) '));
    files = ['first', 'ahoy'].map((name) => ({ name, path: join(folder, `${name}.gguf`) }));
    for (const { path } of files) copyFileSync(join(models, 'pirate-lora.gguf'), path);
    const port = await freePort();
    target = { baseUrl: `http://127.0.0.1:${port}`, headers: {}, healthPath: null };
    engine = startEngine(found.path as string, port, ['-np', '2', '--embeddings', '--pooling', 'mean'], files);
    await untilReady(engine, target);
  });
  after(async () => {
    await stop(engine);
    rmSync(folder, { recursive: true, force: true });
  });

  async function answer(path: string, fields: object, as: 'lora' | 'base' | 'untouched'): Promise<string> {
    const body: Record<string, unknown> = { model: 'x', temperature: 0, ...fields };
    const input = { path, bytes: Buffer.from(JSON.stringify(body)), body, engineModel: null };
    const id = (await lora.loaded(target, 'tiny', 1_000))?.find((it) => it.path === files[1]?.path)?.id ?? null;
    const bytes = {
      untouched: () => input.bytes,
      base: () => lora.selectBase(input, 'tiny'),
      lora: () => lora.select(input, { name: 'ahoy', id, baseModel: 'tiny' }),
    }[as]();
    const response = await fetch(target.baseUrl + path, {
      method: 'POST',
      headers: { connection: 'close' },
      body: bytes.toString(),
    });
    return response.text();
  }

  it('it lists what it was started with, paths as they were given', async () => {
    const expected = files.map(({ path }, id) => ({ name: null, path, id }));
    assert.deepEqual(await lora.loaded(target, 'tiny', 1_000), expected);
  });

  for (const [path, fields] of Object.entries(asked)) {
    it(`${path} answers as the LoRA adapter, and then as the base model again`, async () => {
      assert.equal(lora.serves(path), true);
      assert.match(await answer(path, fields, 'untouched'), plain);
      assert.match(await answer(path, fields, 'lora'), pirate);
      assert.match(await answer(path, fields, 'base'), plain);
    });
    it(`${path} lets no client pick a LoRA adapter by itself`, async () => {
      const sly = { ...fields, lora: [{ id: 0, scale: 1 }] };
      assert.match(await answer(path, sly, 'untouched'), pirate);
      assert.match(await answer(path, sly, 'base'), plain);
    });
  }

  it('streams are chosen for too', async () => {
    const text = await answer('/v1/chat/completions', { ...chat, max_tokens: 40, stream: true }, 'lora');
    const pieces = [...text.matchAll(/"content":"([^"]*)"/g)].map(([, piece]) => piece);
    assert.match(pieces.join(''), pirate);
  });

  it('both answer at the same time, each as it was asked to', async () => {
    const path = '/v1/chat/completions';
    const fields = asked[path] as object;
    const wanted = Array.from({ length: 12 }, (_, index): 'lora' | 'base' => (index % 3 === 0 ? 'lora' : 'base'));
    const answers = await Promise.all(wanted.map((as) => answer(path, fields, as)));
    for (const [index, as] of wanted.entries()) assert.match(answers[index] ?? '', as === 'lora' ? pirate : plain);
  });

  it('/v1/messages and /v1/embeddings do not heed `lora`, which is why they are not served', async () => {
    const sly = { lora: [{ id: 0, scale: 1 }] };
    assert.match(await answer('/v1/messages', { ...chat, max_tokens: 40, ...sly }, 'untouched'), plain);
    const input = { input: question };
    assert.equal(
      await answer('/v1/embeddings', { ...input, ...sly }, 'untouched'),
      await answer('/v1/embeddings', input, 'untouched'),
    );
    for (const path of ['/v1/messages', '/v1/embeddings']) assert.equal(lora.serves(path), false);
  });
});

describe('what a real llama-server refuses at its start, the inspection refuses before', { skip: found.skip }, () => {
  /** Its exit code; it never gets so far as to listen. */
  async function exitOf(path: string): Promise<number | null> {
    const engine = spawn(
      found.path as string,
      ['-m', tiny, '-t', '1', '--port', String(await freePort()), '--lora-scaled', `${path}:0`],
      {
        stdio: 'ignore',
      },
    );
    const [code] = await once(engine, 'exit');
    return code as number | null;
  }
  it('a model in the place of a LoRA adapter', async () => {
    assert.notEqual(await exitOf(tiny), 0);
    await assert.rejects(inspectLora(tiny), { code: 'lora_incompatible' });
  });
  it('a path with a colon', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lora-'));
    const path = join(folder, 'a:b.gguf');
    try {
      copyFileSync(join(models, 'pirate-lora.gguf'), path);
      assert.notEqual(await exitOf(path), 0);
      assert.throws(() => lora.args([{ name: 'a', path }]), { code: 'lora_incompatible' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  it('and what it takes, the inspection takes', async () => {
    const facts = await inspectLora(join(models, 'pirate-lora.gguf'));
    await checkLora(facts, { kind: 'llama.cpp', files: tiny, engineModel: 'tiny', command: null });
  });
});
