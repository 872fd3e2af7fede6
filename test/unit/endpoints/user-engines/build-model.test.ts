// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates have ${MODEL} themselves
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildModel, checkRequest, isQuantized } from '../../../../server/endpoints/user-engines/build-model.ts';
import type { StartRequest } from '../../../../server/endpoints/user-engines/index.ts';
import { engineKind } from '../../../../server/engines/kinds/index.ts';
import type { UserEnginesConfig, VariantConfig } from '../../../../server/platform/config/config.ts';
import { AppError } from '../../../../server/platform/errors.ts';
import { request, template } from './template.ts';

function refusal(asked: Partial<StartRequest>, of: Partial<UserEnginesConfig> = {}): AppError {
  try {
    checkRequest(request(asked), template(of));
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('it was not refused');
}

function commandFor(asked: Partial<StartRequest>, of: Partial<UserEnginesConfig> = {}): readonly string[] {
  const model = buildModel('n', checkRequest(request(asked), template(of)), template(of), {});
  const variant = model.variants[0] as VariantConfig;
  if (variant.run?.by === 'command') return variant.run.command;
  return engineKind(model.engine).commandLine({ model, variant }).command;
}

const after = (command: readonly string[], option: string): string | undefined =>
  command.includes(option) ? command[command.indexOf(option) + 1] : undefined;

describe('the names of models that users may ask for', () => {
  for (const model of ['tiny', 'org/tiny', 'Qwen/Qwen3-0.6B', 'a.b/c_d-e', '0x/1'])
    it(`may be ${model}`, () => assert.equal(checkRequest(request({ model }), template()).model, model));

  const bad = [
    '',
    '/',
    '/a',
    'a/',
    'a/b/c',
    '.',
    '..',
    '../a',
    'a/..',
    'a..b',
    '-a',
    'a/-b',
    '--x',
    'a b',
    'a\nb',
    'a;b',
  ];
  for (const model of [...bad, '${PORT}', '$HOME', 'a\0', 'ä', 'http://a', '~/a', 'C:\\a'])
    it(`may not be ${JSON.stringify(model)}`, () => {
      const { code, details } = refusal({ model });
      assert.deepEqual([code, details.param], ['invalid_request', 'Model']);
    });

  it('come with a token that can be a variable, and one that cannot is not shown', () => {
    const { code, message, details } = refusal({ hubToken: 'hf_secret\0' });
    assert.deepEqual([code, details.param], ['invalid_request', 'HUGGING_FACE_HUB_TOKEN']);
    assert.doesNotMatch(message, /secret/);
  });

  it('are those of the template, where it has a list', () => {
    const models = ['org/*', 'one', 'a.b*'];
    for (const model of ['org/x', 'org/y', 'one', 'a.b', 'a.bc'])
      assert.equal(checkRequest(request({ model }), template({ models })).model, model);
    for (const model of ['other/x', 'one2', 'axb', 'my-org/x', 'two']) {
      const { code, message } = refusal({ model }, { models });
      assert.equal(code, 'model_not_found');
      assert.match(message, /org\/\*, one/);
    }
  });
});

describe('the length, GPUs and seed that users ask for', () => {
  it('are the template’s where nothing is said', () => {
    assert.deepEqual(checkRequest(request(), template()), {
      model: 'org/tiny',
      maxModelLen: 2048,
      tensorParallel: 1,
      seed: null,
    });
  });

  it('go up to its limits', () => {
    const asked = { maxModelLen: 4096, tensorParallel: 4, seed: 9 };
    assert.deepEqual(checkRequest(request(asked), template()), { model: 'org/tiny', ...asked });
    assert.equal(refusal({ maxModelLen: 4097 }).details.param, 'MAX_MODEL_LEN');
    assert.equal(refusal({ tensorParallel: 5 }).details.param, 'TENSOR_PARALLEL_SIZE');
  });

  it('have no limit of length where the template has none', () => {
    assert.equal(checkRequest(request({ maxModelLen: 1e6 }), template({ maxModelLen: null })).maxModelLen, 1e6);
  });

  it('are no seed where the engine takes none: it is not said that it has one', () => {
    assert.equal(checkRequest(request({ seed: 1 }), template({ engine: 'embedded' })).seed, null);
    const run = { by: 'command', command: ['x'] } as const;
    assert.equal(checkRequest(request({ seed: 1 }), template({ run })).seed, null);
    const seeded = { by: 'command', command: ['x', '--s=${SEED}'] } as const;
    assert.equal(checkRequest(request({ seed: 1 }), template({ run: seeded })).seed, 1);
  });
});

describe('the command of an engine of a user’s', () => {
  it('tells vLLM model, name, length, GPUs and seed', () => {
    const command = commandFor({ maxModelLen: 512, tensorParallel: 2, seed: 7 });
    assert.deepEqual(command.slice(0, 3), ['vllm', 'serve', 'org/tiny']);
    assert.equal(after(command, '--served-model-name'), 'org/tiny');
    assert.equal(after(command, '--max-model-len'), '512');
    assert.equal(after(command, '--tensor-parallel-size'), '2');
    assert.equal(after(command, '--seed'), '7');
  });

  it('tells SGLang in its own words', () => {
    const command = commandFor({ maxModelLen: 512, tensorParallel: 2, seed: 7 }, { engine: 'sglang' });
    assert.equal(after(command, '--context-length'), '512');
    assert.equal(after(command, '--tp-size'), '2');
    assert.equal(after(command, '--random-seed'), '7');
  });

  it('says nothing of what was not asked for', () => {
    const command = commandFor({}, { defaultModelLen: null });
    for (const option of ['--max-model-len', '--tensor-parallel-size', '--seed'])
      assert.ok(!command.includes(option), option);
  });

  it('has the file of the model where the template says where the files are', () => {
    const run = { by: 'model', model: '/models/${MODEL}.gguf', args: ['--threads', '1'] } as const;
    const command = commandFor({ model: 'tiny' }, { engine: 'llama.cpp', run });
    assert.equal(after(command, '-m'), '/models/tiny.gguf');
    assert.equal(after(command, '--threads'), '1');
  });

  it('is that of the template with the values filled in, word by word', () => {
    const command = [
      'run',
      '--m=${MODEL}',
      '${MAX_MODEL_LEN}',
      '${TENSOR_PARALLEL_SIZE}',
      '${SEED}',
      '${PORT}',
      '${OTHER}',
    ];
    assert.deepEqual(commandFor({ seed: 3 }, { run: { by: 'command', command } }), [
      ...['run', '--m=org/tiny', '2048', '1', '3', '${PORT}', '${OTHER}'],
    ]);
  });

  it('has the environment of the template, and what is this engine’s alone', () => {
    const [variant] = buildModel('n', checkRequest(request(), template()), template(), { HF_TOKEN: 't' }).variants;
    assert.deepEqual(variant?.env, { A: 'a', HF_TOKEN: 't' });
    assert.ok(!JSON.stringify(variant?.run).includes('"t"'));
  });
});

describe('where an engine of a user runs', () => {
  const variantFor = (asked: Partial<StartRequest>, of: Partial<UserEnginesConfig>): VariantConfig =>
    buildModel('n', checkRequest(request(asked), template(of)), template(of), {}).variants[0] as VariantConfig;

  it('is the container of the template, whatever is asked for', () => {
    const docker = { image: 'vllm/vllm-openai:v1', mounts: [] };
    assert.deepEqual(variantFor({ model: 'org/x' }, { docker }).docker, docker);
    assert.equal(variantFor({}, {}).docker, null);
  });

  it('is gone with its gateway: the next one does not take its container for that of whoever starts the same', () => {
    assert.equal(buildModel('n', checkRequest(request(), template()), template(), {}).endsWithGateway, true);
  });

  it('has as many GPUs as it is to be spread over, where the template says so', () => {
    const gpus = 'tensor_parallel' as const;
    assert.deepEqual(variantFor({ tensorParallel: 4 }, { gpus }).gpus, { count: 4 });
    assert.deepEqual(variantFor({}, { gpus }).gpus, { count: 1 });
  });

  it('has those of the template, or is told of none', () => {
    assert.deepEqual(variantFor({ tensorParallel: 4 }, { gpus: { ids: [2], shared: true } }).gpus, {
      ids: [2],
      shared: true,
    });
    assert.equal(variantFor({ tensorParallel: 4 }, {}).gpus, null);
  });
});

describe('whether a model is quantized', () => {
  for (const name of [
    'org/x-AWQ',
    'x-gptq-4bit',
    'x.q8_0',
    'x-Q4_K_M',
    'x-FP8',
    'x-int4',
    'x-w8a8',
    'x-bnb-4bit',
    'x-IQ3_XS',
  ])
    it(`is seen of ${name}`, () => assert.equal(isQuantized(name, template()), true));
  for (const name of ['org/tiny', 'Qwen/Qwen3-8B', 'x-fp16', 'x-bf16', 'squawk'])
    it(`is not seen of ${name}`, () => assert.equal(isQuantized(name, template()), false));

  it('is seen of the file that the template names', () => {
    const run = { by: 'model', model: '/awq/${MODEL}.q8_0.gguf', args: [] } as const;
    assert.equal(isQuantized('tiny', template({ run })), true);
  });
});
