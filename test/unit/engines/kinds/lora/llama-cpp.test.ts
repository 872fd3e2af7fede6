import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { llamaCpp } from '../../../../../server/engines/kinds/llama-cpp/index.ts';
import type { LoraByRestart, LoraFile } from '../../../../../server/engines/kinds/lora.ts';
import type { ModelConfig, VariantConfig } from '../../../../../server/platform/config/config.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import { readCapture } from '../../../../fixtures/read-capture.ts';
import { type CannedAnswer, startCannedEngine } from '../canned-engine.ts';

const lora = llamaCpp.lora as LoraByRestart;
const a: LoraFile = { name: 'a', path: '/m/a.gguf' };
const b: LoraFile = { name: 'b', path: '/m/ü b (1).gguf' };

function command(model: string, args: readonly string[], loras?: readonly LoraFile[]): readonly string[] {
  const variant = { context: null, run: { by: 'model', model, args }, source: null } as unknown as VariantConfig;
  const config = { name: 'tiny', engine: 'llama.cpp', engineModel: null } as unknown as ModelConfig;
  return llamaCpp.commandLine({ model: config, variant, ...(loras === undefined ? {} : { loras }) }).command;
}

describe('LoRA adapters on the command line of llama.cpp', () => {
  it('are loaded without effect, one argument each', () => {
    assert.equal(lora.by, 'restart');
    assert.deepEqual(lora.args([a, b]), ['--lora-scaled', '/m/a.gguf:0', '--lora-scaled', '/m/ü b (1).gguf:0']);
    assert.deepEqual(lora.args([]), []);
  });
  it('come last, in their order', () => {
    assert.deepEqual(command('/m/t.gguf', ['--lora', '/own.gguf'], [b, a]).slice(-6), [
      '--lora',
      '/own.gguf',
      '--lora-scaled',
      '/m/ü b (1).gguf:0',
      '--lora-scaled',
      '/m/a.gguf:0',
    ]);
  });
  it('are not there where none are wanted', () => {
    assert.deepEqual(command('/m/t.gguf', []), command('/m/t.gguf', [], []));
    assert.equal(command('/m/t.gguf', []).includes('--lora-scaled'), false);
  });
  for (const path of ['/m/a:b.gguf', '/m/a,b.gguf', '/m/"a".gguf', '/m/$' + '{PORT}.gguf', '/m/a\nb.gguf']) {
    it(`cannot have the path ${JSON.stringify(path)}`, () => {
      assert.throws(
        () => lora.args([{ name: 'x', path }]),
        (error) =>
          error instanceof AppError && error.code === 'lora_incompatible' && /rename the file/.test(error.message),
      );
    });
  }
});

describe('the model on the command line of llama.cpp', () => {
  const dollar = '$';
  for (const model of [
    '/m/t.gguf',
    `${dollar}{MODEL_PATH}`,
    `${dollar}{MODEL_DIR}/t.gguf`,
    `${dollar}{MODEL_DIR}/sub`,
  ]) {
    it(`is a file: ${model}`, () => assert.deepEqual(command(model, []).slice(1, 3), ['-m', model]));
  }
  for (const model of ['org/name', 'org/name:Q4_K_M', `org/${dollar}{MODEL_PATH}`]) {
    it(`is a repository: ${model}`, () => assert.deepEqual(command(model, []).slice(1, 3), ['-hf', model]));
  }
});

describe('what llama-server has', () => {
  async function loadedFrom(answer: CannedAnswer) {
    const engine = await startCannedEngine({ '/lora-adapters': answer });
    try {
      return await lora.loaded(engine.target, 'tiny', 1_000);
    } finally {
      await engine.close();
    }
  }
  it('is listed with its numbers and paths', async () => {
    assert.deepEqual(await loadedFrom(readCapture('llama-server', 'lora-get')), [
      { name: null, path: 'models/smollm2-lora-a.gguf', id: 0 },
      { name: null, path: 'models/smollm2-lora-b.gguf', id: 1 },
    ]);
    assert.deepEqual(await loadedFrom(readCapture('llama-server', 'tinylora-get')), [
      { name: null, path: 'models/tiny-v2-pirate-lora.gguf', id: 0 },
    ]);
  });
  it('may be nothing', async () => {
    assert.deepEqual(await loadedFrom(readCapture('llama-router', 'lora-model')), []);
  });
  it('leaves out what is no LoRA adapter', async () => {
    const body = '[{"path":"x"},7,null,{"id":"0"},{"id":2}]';
    assert.deepEqual(await loadedFrom({ status: 200, body }), [{ name: null, path: null, id: 2 }]);
  });
  for (const answer of [
    { status: 404 },
    { status: 503, body: '[]' },
    { status: 200, body: '{}' },
    { status: 200, body: 'no' },
  ]) {
    it(`is not known from ${JSON.stringify(answer)}`, async () => assert.equal(await loadedFrom(answer), null));
  }
  it('is not known from one that is not there', async () => {
    assert.equal(
      await lora.loaded({ baseUrl: 'http://127.0.0.1:1', headers: {}, healthPath: null }, 'tiny', 500),
      null,
    );
  });
});
