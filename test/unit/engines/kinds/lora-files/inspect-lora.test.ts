import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inspectLora } from '../../../../../server/engines/kinds/lora-files/index.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import {
  adapterConfig,
  adapterValues,
  folderWith,
  gguf,
  ggufAdapter,
  ggufModel,
  ggufText,
  peftFiles,
  pirateFile,
  pirateFolder,
  safetensors,
  tinyFile,
  u32,
} from './make-files.ts';

async function refusal(path: string): Promise<string> {
  try {
    await inspectLora(path);
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, 'lora_incompatible');
    assert.equal(error.details.param, 'lora_path');
    return error.message;
  }
  assert.fail('it was taken for a LoRA adapter');
}

describe('a PEFT folder', () => {
  it('tells its rank, its base model and its tensors', async () => {
    const { tensors, ...facts } = await inspectLora(pirateFolder);
    assert.deepEqual(facts, {
      format: 'peft',
      path: pirateFolder,
      rank: 8,
      alpha: 16,
      architecture: null,
      baseModel: 'tiny-chat',
    });
    assert.equal(tensors?.size, 56);
    assert.deepEqual(tensors?.get('base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight'), [8, 128]);
  });
  it('may have its weights in a pickle, which is not looked into', async () => {
    const folder = folderWith({ 'adapter_config.json': adapterConfig(), 'adapter_model.bin': 'PK' });
    const { rank, tensors } = await inspectLora(folder);
    assert.deepEqual([rank, tensors], [4, null]);
  });
  it('has the rank of its weights where its configuration has none', async () => {
    assert.equal((await inspectLora(folderWith(peftFiles({ r: null })))).rank, 4);
  });
  it('may name no base model', async () => {
    for (const name of [null, '', 7]) {
      assert.equal((await inspectLora(folderWith(peftFiles({ base_model_name_or_path: name })))).baseModel, null);
    }
  });
  it('is found through a link', async () => {
    const link = join(folderWith(), 'link');
    symlinkSync(pirateFolder, link);
    assert.equal((await inspectLora(link)).path, link);
  });

  const broken: readonly [what: string, files: Record<string, string | Buffer>, says: RegExp][] = [
    ['without weights', { 'adapter_config.json': adapterConfig() }, /no weights \(adapter_model\.safetensors or/],
    ['of prompt tuning', peftFiles({ peft_type: 'PROMPT_TUNING' }), /of the type PROMPT_TUNING, not LORA/],
    ['of no type', peftFiles({ peft_type: undefined }), /does not say that it is a LoRA adapter/],
    [
      'with broken JSON',
      { ...peftFiles(), 'adapter_config.json': '{"r":' },
      /adapter_config\.json is broken: it is not JSON/,
    ],
    ['with a list', { ...peftFiles(), 'adapter_config.json': '[]' }, /not a JSON object/],
    ['with an empty file', { ...peftFiles(), 'adapter_config.json': '' }, /it is not JSON/],
    [
      'with the weights of a model',
      { ...peftFiles(), 'adapter_model.safetensors': safetensors({ 'model.norm.weight': [4] }) },
      /no tensors of a LoRA adapter/,
    ],
    ['with empty weights', { ...peftFiles(), 'adapter_model.safetensors': '' }, /less than eight bytes/],
  ];
  for (const [what, files, says] of broken) {
    it(`${what} is refused`, async () => assert.match(await refusal(folderWith(files)), says));
  }
});

describe('a GGUF file', () => {
  it('tells its rank, its architecture and its tensors', async () => {
    const { tensors, ...facts } = await inspectLora(pirateFile);
    assert.deepEqual(facts, {
      format: 'gguf',
      path: pirateFile,
      rank: 8,
      alpha: 16,
      architecture: 'llama',
      baseModel: null,
    });
    assert.deepEqual(tensors?.get('blk.0.attn_q.weight.lora_a'), [128, 8]);
  });
  it('is known by its content, not by its name', async () => {
    assert.equal((await inspectLora(join(folderWith({ 'adapter.bin': ggufAdapter() }), 'adapter.bin'))).rank, 4);
  });
  it('alone in a folder may be named by the folder', async () => {
    const folder = folderWith({ 'a.GGUF': ggufAdapter(), 'README.md': '' });
    assert.equal((await inspectLora(folder)).path, join(folder, 'a.GGUF'));
  });
  it('beside a model is still the only LoRA adapter', async () => {
    const folder = folderWith({ 'model.gguf': ggufModel(), 'z.gguf': ggufAdapter() });
    assert.equal((await inspectLora(folder)).path, join(folder, 'z.gguf'));
  });
  it('may change the embedding, which is stored the other way round', async () => {
    const tensors = { 'token_embd.weight.lora_a': [2, 768], 'token_embd.weight.lora_b': [2, 16] };
    const file = folderWith({ 'a.gguf': gguf({ values: adapterValues, tensors }) });
    assert.equal((await inspectLora(file)).rank, 2);
  });

  const one = (content: Buffer) => join(folderWith({ 'a.gguf': content }), 'a.gguf');
  /** A good one with something written over it. */
  const changed = (change: (bytes: Buffer) => void): Buffer => {
    const bytes = ggufAdapter();
    change(bytes);
    return bytes;
  };
  const broken: readonly [what: string, path: () => string, says: RegExp][] = [
    ['that is a model', () => tinyFile, /is a whole model, not a LoRA adapter/],
    ['of another sort', () => one(gguf({ values: { 'general.type': 'mmproj' } })), /of the type "mmproj"/],
    ['that is a control vector', () => one(ggufAdapter(4, 16, { 'adapter.type': 'cvec' })), /of the type "cvec"/],
    ['without a sort', () => one(gguf({ values: { 'general.type': 'adapter' } })), /of the type "unknown"/],
    ['without tensors', () => one(gguf({ values: adapterValues })), /without tensors/],
    [
      'with half a pair',
      () => one(gguf({ values: adapterValues, tensors: { 'x.weight.lora_a': [4, 2] } })),
      /of x\.weight, one of the tensors lora_a and lora_b is missing/,
    ],
    [
      'whose ranks differ',
      () => one(gguf({ values: adapterValues, tensors: { 'x.lora_a': [4, 2], 'x.lora_b': [3, 4] } })),
      /the ranks of x are 2 and 3/,
    ],
    [
      'with a tensor of something else',
      () => one(gguf({ values: adapterValues, tensors: { 'output.bias': [4] } })),
      /the tensor output\.bias, which belongs to no LoRA adapter/,
    ],
    [
      'whose tensors are cut off',
      () => one(ggufAdapter().subarray(0, -64)),
      /is a broken GGUF file: it has \d+ bytes, and its tensors need \d+/,
    ],
    [
      'of no architecture',
      () =>
        one(
          gguf({
            values: { 'general.type': 'adapter', 'adapter.type': 'lora' },
            tensors: { 'x.lora_a': [4, 2], 'x.lora_b': [2, 4] },
          }),
        ),
      /does not say for which architecture/,
    ],
    [
      'whose tensors overlap',
      () => one(changed((bytes) => bytes.writeUInt8(64, bytes.indexOf('lora_b') + 6 + 24))),
      /do not follow each other/,
    ],
    [
      'whose tensors have a type of no engine',
      () => one(changed((bytes) => bytes.writeUInt8(99, bytes.indexOf('lora_b') + 6 + 20))),
      /the type 99/,
    ],
    [
      'whose name is too long',
      () => one(gguf({ values: adapterValues, tensors: { ['x'.repeat(64)]: [4] } })),
      /longer than 63 bytes/,
    ],
    [
      'with an alignment of 7',
      () => one(ggufAdapter(4, 16, { 'general.alignment': Buffer.concat([u32(4), u32(7)]) })),
      /its alignment is 7/,
    ],
    [
      'whose type is a number',
      () => one(ggufAdapter(4, 16, { 'general.type': 1 })),
      /general\.type is of the wrong type/,
    ],
    [
      'whose alpha is a text, at which llama.cpp would end',
      () => one(ggufAdapter(4, 16, { 'adapter.lora.alpha': '16' })),
      /adapter\.lora\.alpha is of the wrong type/,
    ],
    [
      'that says its type twice',
      () =>
        one(
          gguf({
            values: {
              ...adapterValues,
              x: Buffer.concat([u32(8), ggufText('y'), ggufText('adapter.type'), u32(8), ggufText('lora')]),
            },
            valueCount: 6n,
          }),
        ),
      /the value adapter\.type twice/,
    ],
    ['of an older version', () => one(gguf({ version: 1 })), /version 1 is not known/],
    ['written the other way round', () => one(gguf({ version: 0x03000000 })), /version 50331648 is not known/],
  ];
  for (const [what, path, says] of broken) {
    it(`${what} is refused`, async () => assert.match(await refusal(path()), says));
  }
});

describe('a path with no LoRA adapter', () => {
  const cases: readonly [what: string, path: () => string, says: RegExp][] = [
    ['where nothing is', () => '/nowhere/at/all', /^There is nothing at \/nowhere\/at\/all\.$/],
    ['inside of a file', () => `${tinyFile}/x`, /There is nothing at/],
    ['to an empty folder', () => folderWith(), /is an empty folder/],
    [
      'to a folder of something else',
      () => folderWith({ 'notes.txt': 'x' }),
      /neither adapter_config\.json nor a GGUF file/,
    ],
    ['to a model', () => folderWith({ 'config.json': '{}', 'model.safetensors': '' }), /holds a whole model/],
    [
      'to weights alone',
      () => folderWith({ 'pytorch_lora_weights.safetensors': '' }),
      /weights without adapter_config\.json/,
    ],
    ['to a model in GGUF', () => folderWith({ 'm.gguf': ggufModel() }), /is a whole model/],
    [
      'to two adapters',
      () => folderWith({ 'a.gguf': ggufAdapter(), 'b.gguf': ggufAdapter() }),
      /holds 2 GGUF adapters: name the one/,
    ],
    ['to something called .gguf', () => folderWith({ 'a.gguf': 'hello' }), /a\.gguf is not a GGUF file/],
    ['to a part of a folder', () => join(pirateFolder, 'adapter_model.safetensors'), /give the folder that it is in/],
    ['to its configuration', () => join(pirateFolder, 'adapter_config.json'), /give the folder that it is in/],
    ['to a text', () => join(folderWith({ x: 'hello' }), 'x'), /neither a GGUF file nor a folder/],
    ['to a device', () => '/dev/zero', /is not a regular file/],
  ];
  for (const [what, path, says] of cases) {
    it(`${what} is refused`, async () => assert.match(await refusal(path()), says));
  }
  it('to a pipe is refused at once', async () => {
    const folder = folderWith();
    for (const name of ['pipe', 'adapter_config.json']) execFileSync('mkfifo', [join(folder, name)]);
    assert.match(await refusal(join(folder, 'pipe')), /is not a regular file/);
    assert.match(await refusal(folder), /adapter_config\.json is not a regular file/);
  });
  it('that may not be read is refused', { skip: process.getuid?.() === 0 && 'root may read everything' }, async () => {
    const folder = folderWith({ 'a.gguf': ggufAdapter() });
    chmodSync(join(folder, 'a.gguf'), 0);
    assert.match(await refusal(join(folder, 'a.gguf')), /cannot be read \(EACCES\)/);
  });
});
