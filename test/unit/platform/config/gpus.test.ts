import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configFolder, modelOf } from './config-folder.ts';

const model = (keys: string, rest = ''): string => `models: { m: { engine: vllm, model: org/x, ${keys} } }\n${rest}`;

describe('`gpus` of a model', () => {
  const forms: readonly (readonly [string, object])[] = [
    ['2', { count: 2 }],
    ['[0, 3]', { ids: [0, 3] }],
    ['0', { ids: [] }],
    ['[]', { ids: [] }],
    ['{ ids: [1], shared: true }', { ids: [1], shared: true }],
    ['{ count: 1 }', { count: 1, shared: false }],
  ];
  for (const [written, meant] of forms)
    it(`may be ${written}`, async () => {
      await using dir = await configFolder();
      const config = await dir.load(model(`gpus: ${written}`));
      assert.deepEqual(modelOf(config, 'm').variants[0]?.gpus, meant);
    });

  it('is absent where nothing is said', async () => {
    await using dir = await configFolder();
    assert.equal('gpus' in (modelOf(await dir.load(model('')), 'm').variants[0] ?? {}), false);
  });

  it('is what variants have in common', async () => {
    await using dir = await configFolder();
    const config = await dir.load(model('gpus: 1, variants: [{ context: 1 }, { context: 2, gpus: [0, 1] }]'));
    const { variants } = modelOf(config, 'm');
    assert.deepEqual(
      variants.map(({ gpus }) => gpus),
      [{ count: 1 }, { ids: [0, 1] }],
    );
  });

  const faults: readonly (readonly [string, RegExp])[] = [
    ['gpus: -1', /gpus: must be a number of at least 0/],
    ['gpus: all', /gpus: must be how many GPUs/],
    ['gpus: { ids: [0], count: 1 }', /gpus: must be how many GPUs/],
    ['gpus: { shared: true }', /gpus: must be how many GPUs/],
    ['gpus: [1, 1]', /names a GPU twice/],
    ['gpus: 1, env: { CUDA_VISIBLE_DEVICES: "0" }', /env\.CUDA_VISIBLE_DEVICES: is set by `gpus`/],
  ];
  for (const [keys, message] of faults)
    it(`is refused as ${keys}`, async () => {
      await using dir = await configFolder();
      assert.match((await dir.problems(model(keys))).join('\n'), message);
    });

  it('is refused for an engine that is already running', async () => {
    await using dir = await configFolder();
    const yaml = 'models: { m: { engine: vllm, url: "http://127.0.0.1:1", gpus: 1 } }';
    assert.match((await dir.problems(yaml))[0] ?? '', /already running/);
  });
});

describe('the GPUs of the machine', () => {
  it('are how many, or which; not known where nothing is said', async () => {
    await using dir = await configFolder();
    const gpus = async (line: string) => (await dir.load(`models: {}\n${line}`)).gpus;
    assert.deepEqual(await gpus('gpus: 3'), [0, 1, 2]);
    assert.deepEqual(await gpus('gpus: [1, 3]'), [1, 3]);
    assert.equal(await gpus(''), null);
  });

  it('are all that can be asked for', async () => {
    await using dir = await configFolder();
    const problems = (keys: string) => dir.problems(model(keys, 'gpus: [0, 2]'));
    assert.deepEqual(await problems('gpus: [2]'), []);
    assert.match((await problems('gpus: [1, 2]'))[0] ?? '', /there is no GPU 1: the key `gpus` at the top has 0, 2/);
    assert.match((await problems('gpus: 3'))[0] ?? '', /asks for 3 GPUs/);
  });

  it('are named once', async () => {
    await using dir = await configFolder();
    assert.match((await dir.problems('models: {}\ngpus: [0, 0]'))[0] ?? '', /holds a number twice/);
  });
});

describe('`gpus` of user engines', () => {
  const yaml = (keys: string): string => `models: {}\ngpus: 2\nuser_engines: { engine: vllm, ${keys} }`;

  it('are as many as the user asks for, or as with a model', async () => {
    await using dir = await configFolder();
    const gpus = async (keys: string) => (await dir.load(yaml(keys))).userEngines?.gpus;
    assert.equal(await gpus('gpus: tensor_parallel, max_tensor_parallel: 2'), 'tensor_parallel');
    assert.deepEqual(await gpus('gpus: { count: 1, shared: true }'), { count: 1, shared: true });
  });

  it('cannot be more than there are', async () => {
    await using dir = await configFolder();
    const [problem] = await dir.problems(yaml('gpus: tensor_parallel, max_tensor_parallel: 3'));
    assert.match(problem ?? '', /max_tensor_parallel: is 3, and there are 2 GPUs/);
  });
});
