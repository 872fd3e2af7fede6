/** The fake engines say of LoRA adapters what the real ones said, byte by byte. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type FakeEngine, startFake } from '../../../../fakes/start-fake.ts';
import { type CapturedEngine, readCapture } from '../../../../fixtures/read-capture.ts';

/** What was on the disk of the machine where the exchanges were recorded. */
const table = JSON.stringify({
  '/models/lora-a': 4,
  '/models/lora-b': 4,
  '/models/lora-big': 64,
  '/models/lora-pirate': 8,
  '/models/tiny': null,
});
/** vLLM calls a folder without a LoRA adapter what it calls one that is not there. */
const lora = ['--name', 'tiny', '--enable-lora', '--lora-table', table];

/** Times and random ids are masked; all else is compared as it is. */
const steady = (text: string): string =>
  text.replace(/"created":\d+/g, '"created":0').replace(/modelperm-[0-9a-f]+/g, 'modelperm-');

async function replay(engine: FakeEngine, from: CapturedEngine, name: string): Promise<void> {
  const capture = readCapture(from, name);
  const url = /https?:\/\/\S+/.exec(capture.request)?.[0] ?? '';
  const data = / -d (.*)$/.exec(capture.request)?.[1];
  const answer = await fetch(engine.url + new URL(url).pathname, {
    method: data === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    ...(data === undefined ? {} : { body: data }),
  });
  assert.equal(steady(await answer.text()), steady(capture.body.toString()), name);
  assert.equal(answer.status, capture.status, name);
  assert.equal(answer.headers.get('content-type') ?? undefined, capture.headers['content-type'], name);
}

describe('the fake vLLM', () => {
  let engine: FakeEngine;
  before(async () => {
    engine = await startFake(['--kind', 'vllm', ...lora]);
  });
  after(() => engine.stop());

  /** In the order of their recording: each leaves its state behind. */
  const names = [
    'models',
    'lora-load-ok',
    'models-with-lora',
    'lora-load-dup',
    'lora-load-inplace',
    'lora-load-bad-json',
    'lora-load-basename',
    'lora-load-empty',
    'lora-load-missing-field',
    'lora-load-missing-path',
    'lora-load-not-adapter',
    'lora-load-rank-too-big',
    'lora-load-relative-hubname',
    'lora-unload-missing-field',
    'lora-unload-unknown',
    'lora-unload-ok',
    'chat-lora-after-unload',
    'lora-load-b',
    'lora-load-c',
    'models-two-loras',
    'pirate-load',
  ];
  for (const name of names) it(`answers as recorded in ${name}`, () => replay(engine, 'vllm', name));
});

describe('the fake vLLM without LoRA updating', () => {
  it('has no such routes', async (t) => {
    const engine = await startFake(['--kind', 'vllm']);
    t.after(() => engine.stop());
    await replay(engine, 'vllm', 'lora-load-runtime-updating-off');
  });
});

describe('the fake SGLang', () => {
  let engine: FakeEngine;
  before(async () => {
    engine = await startFake(['--kind', 'sglang', ...lora]);
  });
  after(() => engine.stop());

  const names = [
    'models',
    'lora-load-ok',
    'lora-models',
    'lora-load-dup',
    'lora-load-bad-json',
    'lora-load-missing-field',
    'lora-load-missing-path',
    'lora-load-not-adapter',
    'lora-load-rank-too-big',
    'lora-chat-unknown',
    'lora-load-second',
    'lora-unload-ok',
    'lora-unload-missing-field',
    'lora-unload-unknown',
  ];
  for (const name of names) it(`answers as recorded in ${name}`, () => replay(engine, 'sglang', name));
});

describe('the fake SGLang without LoRA', () => {
  let engine: FakeEngine;
  before(async () => {
    engine = await startFake(['--kind', 'sglang', '--name', 'tiny']);
  });
  after(() => engine.stop());
  for (const name of ['lora-load-disabled', 'chat-unknown-lora-colon', 'models']) {
    it(`answers as recorded in ${name}`, () => replay(engine, 'sglang', name));
  }
});

describe('which LoRA adapter a fake engine answers with', () => {
  const pirate = new URL('../../../../fixtures/models/pirate-lora', import.meta.url).pathname;
  const asked = async (engine: FakeEngine, body: object, path = '/v1/chat/completions') => {
    const answer = await fetch(engine.url + path, {
      method: 'POST',
      headers: { connection: 'close' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'x' }], prompt: 'x', input: 'x', ...body }),
    });
    const { fake } = (await answer.json()) as { fake?: { lora?: string } };
    return fake === undefined ? answer.status : (fake.lora ?? 'base');
  };
  const load = (engine: FakeEngine, path: string, body: object) =>
    fetch(engine.url + path, { method: 'POST', headers: { connection: 'close' }, body: JSON.stringify(body) });
  const adapter = { lora_name: 'pirate', lora_path: pirate };

  it('on vLLM by its name, which is a model; any other name is none', async (t) => {
    const engine = await startFake(['--kind', 'vllm', ...lora]);
    t.after(() => engine.stop());
    await load(engine, '/v1/load_lora_adapter', adapter);
    const answers = ['pirate', 'tiny', 'tiny:pirate', 'other'].map((model) => asked(engine, { model }));
    assert.deepEqual(await Promise.all(answers), ['pirate', 'base', 404, 404]);
  });

  it('on SGLang by base:adapter or lora_path, also when it is unloaded; a plain name is the base model', async (t) => {
    const engine = await startFake(['--kind', 'sglang', ...lora]);
    t.after(() => engine.stop());
    await load(engine, '/load_lora_adapter', adapter);
    assert.equal(await asked(engine, { model: 'tiny:pirate' }), 'pirate');
    assert.equal(await asked(engine, { model: 'tiny', lora_path: 'pirate' }), 'pirate');
    assert.equal(await asked(engine, { model: 'pirate' }), 'base');
    assert.equal(await asked(engine, { model: 'tiny:pirate' }, '/v1/embeddings'), 'pirate');
    assert.equal(await asked(engine, { model: 'tiny:pirate' }, '/v1/responses'), 'base');
    await load(engine, '/unload_lora_adapter', { lora_name: 'pirate' });
    assert.equal(await asked(engine, { model: 'tiny:pirate' }), 'pirate');
  });

  it('on llama.cpp by `lora` alone, on the routes that heed it', async (t) => {
    const file = `${pirate}/adapter_model.safetensors`;
    const engine = await startFake(['--kind', 'llama.cpp', '--lora-scaled', `${file}:0`]);
    t.after(() => engine.stop());
    const listed = await (await fetch(`${engine.url}/lora-adapters`, { headers: { connection: 'close' } })).text();
    assert.equal(listed, `[{"id":0,"path":"${file}","scale":0.0,"task_name":"","prompt_prefix":""}]`);
    assert.equal(await asked(engine, {}), 'base');
    const on = { lora: [{ id: 0, scale: 1 }] };
    assert.equal(await asked(engine, on), file);
    assert.equal(await asked(engine, on, '/v1/responses'), file);
    assert.equal(await asked(engine, on, '/v1/messages'), 'base');
    assert.equal(await asked(engine, { lora: [{ id: 7, scale: 1 }] }), 'base');
  });

  it('llama.cpp does not start with one that is not there', async () => {
    await assert.rejects(startFake(['--kind', 'llama.cpp', '--lora-scaled', '/nowhere.gguf:0']), /ended at its start/);
  });
});
