import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type BaseFacts, checkLora, inspectLora } from '../../../../../server/engines/kinds/lora-files/index.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import {
  adapterValues,
  folderWith,
  gguf,
  ggufAdapter,
  ggufModel,
  peftFiles,
  peftShapes,
  pirateFile,
  pirateFolder,
  tinyFile,
} from './make-files.ts';

const base = (kind: BaseFacts['kind'], fields: Partial<BaseFacts> = {}): BaseFacts => ({
  kind,
  files: null,
  engineModel: 'tiny',
  command: null,
  ...fields,
});

/** The message of the refusal; null: it may be loaded. */
async function verdict(path: string, of: BaseFacts): Promise<string | null> {
  const facts = await inspectLora(path);
  try {
    await checkLora(facts, of);
    return null;
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, 'lora_incompatible');
    return error.message;
  }
}

const refused = async (path: string, of: BaseFacts, says: RegExp) =>
  assert.match((await verdict(path, of)) ?? 'taken', says);
const taken = async (path: string, of: BaseFacts) => assert.equal(await verdict(path, of), null);

describe('the format of a LoRA adapter', () => {
  for (const kind of ['llama.cpp', 'embedded'] as const) {
    it(`is GGUF for ${kind}`, () => taken(pirateFile, base(kind)));
    it(`is not PEFT for ${kind}; the way to convert it is told`, () =>
      refused(pirateFolder, base(kind), /is a PEFT adapter, and .* takes GGUF files: .*convert_lora_to_gguf\.py/));
  }
  for (const kind of ['vllm', 'sglang'] as const) {
    it(`is PEFT for ${kind}`, () => taken(pirateFolder, base(kind)));
    it(`is not GGUF for ${kind}`, () =>
      refused(pirateFile, base(kind), /is a GGUF file, and .* takes the PEFT folder/));
  }
});

describe('the rank of a LoRA adapter', () => {
  const rank64 = () => folderWith(peftFiles({ r: 64 }));
  const withArgs = (kind: BaseFacts['kind'], ...command: string[]) => base(kind, { command });

  it('is held against the limit in our own arguments, with both numbers', async () => {
    const says =
      /has rank 64, and the engine takes ranks up to 32 \(--max-lora-rank\): start it with --max-lora-rank 64/;
    for (const kind of ['vllm', 'sglang'] as const)
      await refused(rank64(), withArgs(kind, '--max-lora-rank', '32'), says);
  });
  it('is held against the default of a vLLM that was started with LoRA', () =>
    refused(
      rank64(),
      withArgs('vllm', 'vllm', 'serve', 'm', '--enable-lora'),
      /up to 16 \(--max-lora-rank, where it is not given\)/,
    ));
  it('is fine up to the limit, however that is spelled, the last one counting', async () => {
    await taken(rank64(), withArgs('vllm', '--enable-lora', '--max-lora-rank', '64'));
    await taken(rank64(), withArgs('vllm', '--max-lora-rank=8', '--max_lora_rank=128'));
    await refused(rank64(), withArgs('vllm', '--max-lora-rank=128', '--max_lora_rank', '8'), /up to 8/);
  });
  const unknown: readonly [what: string, of: BaseFacts][] = [
    ['of an engine that somebody else started', base('vllm')],
    ['behind a script', withArgs('vllm', './run.sh')],
    ['in a file of arguments', withArgs('vllm', 'vllm', 'serve', '--enable-lora', '--config', 'x.yaml')],
    ['of an SGLang that does not say', withArgs('sglang', '--enable-lora')],
    ['that is no number', withArgs('vllm', '--enable-lora', '--max-lora-rank', 'auto')],
    ['at the end of the line', withArgs('vllm', '--enable-lora', '--max-lora-rank')],
  ];
  for (const [what, of] of unknown) it(`is left to the engine where the limit is ${what}`, () => taken(rank64(), of));
  it('does not matter to llama.cpp', () =>
    taken(
      join(folderWith({ 'a.gguf': ggufAdapter(64) }), 'a.gguf'),
      base('llama.cpp', { command: ['--max-lora-rank', '1'] }),
    ));
});

describe('a GGUF adapter and its base model', () => {
  const adapter = (content = ggufAdapter()) => join(folderWith({ 'a.gguf': content }), 'a.gguf');
  const model = (content: Buffer) => base('llama.cpp', { files: join(folderWith({ 'm.gguf': content }), 'm.gguf') });

  it('fit', async () => {
    await taken(pirateFile, base('llama.cpp', { files: tinyFile }));
    await taken(adapter(), model(ggufModel()));
  });
  it('do not fit when the architectures differ', () =>
    refused(
      adapter(),
      model(ggufModel(16, { 'general.architecture': 'qwen2' })),
      /architecture llama, and the base model is qwen2/,
    ));
  it('do not fit when the sizes differ', () =>
    refused(
      adapter(),
      model(ggufModel(32)),
      /whose blk\.0\.attn_q\.weight is 16 × 16; that of the base model is 32 × 32/,
    ));
  it('do not fit when the base model lacks a tensor', () =>
    refused(pirateFile, model(ggufModel(128)), /changes blk\.\d\.\w+\.weight, which the base model does not have/));
  it('may fit when the base model is in several files', () =>
    taken(
      pirateFile,
      model(gguf({ values: { 'general.architecture': 'llama', 'split.count': Buffer.from([2, 0, 0, 0, 3, 0]) } })),
    ));
  it('do not fit when a known size differs, be it in several files', () =>
    refused(adapter(), model(ggufModel(8, { 'split.count': Buffer.from([2, 0, 0, 0, 3, 0]) })), /is 8 × 8/));
  it('fit when experts are stacked in a third dimension', async () => {
    const name = 'blk.0.ffn_up_exps.weight';
    const lora = gguf({
      values: adapterValues,
      tensors: { [`${name}.lora_a`]: [16, 4, 8], [`${name}.lora_b`]: [4, 24, 8] },
    });
    await taken(adapter(lora), model(ggufModel(16, {}, { [name]: [16, 24, 8] })));
  });
  it('are held against each other for the embedding too', async () => {
    const lora = gguf({
      values: adapterValues,
      tensors: { 'token_embd.weight.lora_a': [2, 768], 'token_embd.weight.lora_b': [2, 16] },
    });
    await taken(adapter(lora), model(ggufModel(16, {}, { 'token_embd.weight': [16, 768] })));
    await refused(
      adapter(lora),
      model(ggufModel(16, {}, { 'token_embd.weight': [16, 800] })),
      /is 16 × 768; .* is 16 × 800/,
    );
  });
  it('are found in the folder of a download', async () => {
    const folder = folderWith({ 'm.gguf': ggufModel(32), 'README.md': '' });
    await refused(adapter(), base('llama.cpp', { files: folder }), /32 × 32/);
    const parts = folderWith({ 'm-00001-of-00002.gguf': ggufModel(32), 'm-00002-of-00002.gguf': ggufModel(8) });
    await refused(adapter(), base('llama.cpp', { files: parts }), /32 × 32/);
  });
  const unknown: readonly [what: string, files: () => string | null][] = [
    ['that is not there yet', () => '/nowhere/m.gguf'],
    ['whose file nobody knows', () => null],
    ['that is broken', () => join(folderWith({ 'm.gguf': 'GGUF' }), 'm.gguf')],
    ['that is no GGUF file', () => join(folderWith({ 'm.gguf': 'hello' }), 'm.gguf')],
    ['that is one of many', () => folderWith({ 'a.gguf': ggufModel(8), 'b.gguf': ggufModel(8) })],
    ['that is in an empty folder', () => folderWith()],
  ];
  for (const [what, files] of unknown) {
    it(`are left to the engine with a base model ${what}`, () =>
      taken(adapter(), base('llama.cpp', { files: files() })));
  }
});

describe('a PEFT adapter and its base model', () => {
  const config = (fields: object) => folderWith({ 'config.json': JSON.stringify(fields) });
  const checkpoint = (fields: object, of: Partial<BaseFacts> = {}) => base('vllm', { files: config(fields), ...of });
  const adapter = (layer = 0) => folderWith(peftFiles({}, peftShapes(4, 16, layer)));

  it('fit', async () => {
    await taken(pirateFolder, checkpoint({ hidden_size: 128, num_hidden_layers: 4 }));
    await taken(adapter(3), checkpoint({ hidden_size: 16, num_hidden_layers: 4 }));
  });
  it('do not fit when the hidden sizes differ', () =>
    refused(
      pirateFolder,
      checkpoint({ hidden_size: 4096 }),
      /hidden size 128, and the base model has 4096 \(it was made for tiny-chat\)/,
    ));
  it('do not fit when the base model has fewer layers', () =>
    refused(
      adapter(4),
      checkpoint({ hidden_size: 16, num_hidden_layers: 4 }),
      /changes layer 4, and the base model has 4 layers/,
    ));
  it('are held against the text part of a model that sees', () =>
    refused(adapter(), checkpoint({ hidden_size: 16, text_config: { hidden_size: 32 } }), /has 32/));
  it('are not judged by modules that read something else', async () => {
    const shapes = {
      'base_model.model.visual.blocks.0.attn.q_proj.lora_A.weight': [4, 7],
      'base_model.model.model.layers.0.self_attn.kv_b_proj.lora_A.weight': [4, 7],
      'base_model.model.model.layers.0.self_attn.o_proj.lora_A.weight': [4, 7],
    };
    await taken(folderWith(peftFiles({}, shapes)), checkpoint({ hidden_size: 16, num_hidden_layers: 1 }));
  });

  const named = (name: string) => folderWith(peftFiles({ base_model_name_or_path: name }));
  it('do not fit when both tell of different repositories', async () => {
    const says =
      /was made for meta-llama\/Llama-2-7b-hf, and the base model is Qwen\/Qwen2\.5-7B.*base_model_name_or_path/;
    const lora = named('meta-llama/Llama-2-7b-hf');
    await refused(lora, checkpoint({ _name_or_path: 'Qwen/Qwen2.5-7B' }), says);
    await refused(lora, base('vllm', { engineModel: 'Qwen/Qwen2.5-7B' }), says);
    await refused(lora, base('vllm', { command: ['vllm', 'serve', 'Qwen/Qwen2.5-7B', '--enable-lora'] }), says);
    await refused(lora, base('sglang', { command: ['python3', '--model-path', 'Qwen/Qwen2.5-7B'] }), says);
  });
  it('are judged by the name that is nearest to the weights', async () => {
    const lora = named('Qwen/Qwen2.5-7B');
    await taken(lora, checkpoint({ _name_or_path: 'Qwen/Qwen2.5-7B' }, { engineModel: 'acme/assistant' }));
    await taken(lora, base('vllm', { command: ['vllm', 'serve', 'Qwen/Qwen2.5-7B'], engineModel: 'acme/assistant' }));
  });

  const same: readonly (readonly [string, string])[] = [
    ['meta-llama/Llama-3.1-8B', 'meta-llama/Llama-3.1-8B-Instruct'],
    ['meta-llama/Meta-Llama-3-8B', 'unsloth/llama-3-8b-bnb-4bit'],
    ['Qwen/Qwen2.5-7B-Instruct', 'Qwen/Qwen2.5-7B-Instruct-AWQ'],
    ['mistralai/Mistral-7B-v0.1', 'TheBloke/Mistral-7B-0.1-GPTQ'],
    ['google/gemma-2-9b', 'google/gemma-2-9b-it'],
    ['org/model', '/data/models/other'],
    ['org/model', 'other'],
    ['./checkpoints/x', 'org/other'],
    ['/home/me/x', 'org/other'],
  ];
  for (const [one, other] of same) {
    it(`may fit: ${one} and ${other}`, async () => {
      await taken(named(one), base('vllm', { engineModel: other }));
      await taken(named(other), base('vllm', { engineModel: one }));
    });
  }
  const different: readonly (readonly [string, string])[] = [
    ['meta-llama/Llama-3.1-8B', 'meta-llama/Llama-3.1-70B'],
    ['meta-llama/Llama-3.1-8B', 'meta-llama/Llama-3.2-3B'],
    ['Qwen/Qwen2.5-7B', 'Qwen/Qwen3-8B'],
    ['google/gemma-2-9b', 'mistralai/Mistral-7B-v0.1'],
    ['org/one', 'org/two'],
  ];
  for (const [one, other] of different) {
    it(`cannot fit: ${one} and ${other}`, () =>
      refused(named(one), base('vllm', { engineModel: other }), /was made for/));
  }

  const unknown: readonly [what: string, files: () => string | null][] = [
    ['is nowhere yet', () => '/nowhere'],
    ['has a broken config.json', () => folderWith({ 'config.json': '{' })],
    ['has none', () => folderWith()],
    ['tells nothing', () => config({})],
    ['tells nonsense', () => config({ hidden_size: '16', num_hidden_layers: -1, _name_or_path: 7, text_config: [] })],
    ['is a file', () => tinyFile],
  ];
  for (const [what, files] of unknown) {
    it(`are left to the engine where the checkpoint ${what}`, () =>
      taken(adapter(), base('sglang', { files: files() })));
  }
  it('are left to the engine where the weights are a pickle', async () => {
    const files = { 'adapter_config.json': '{"peft_type":"LORA","r":4}', 'adapter_model.bin': 'x' };
    await taken(folderWith(files), checkpoint({ hidden_size: 99 }));
  });
});
