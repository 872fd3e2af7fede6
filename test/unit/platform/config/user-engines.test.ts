// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${MODEL} itself
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { configFolder } from './config-folder.ts';

const yaml = (keys: string): string => `models: {}\nuser_engines: { ${keys} }\n`;

describe('`user_engines`', () => {
  it('is a template with what users ask for left in it', async () => {
    await using dir = await configFolder();
    const command = '[run, "${MODEL}", "${MAX_MODEL_LEN}", "${TENSOR_PARALLEL_SIZE}", "${SEED}", "${PORT}", "${X}"]';
    const { userEngines } = await dir.load(yaml(`engine: openai, command: ${command}, max_model_len: 9`), { X: 'x' });
    assert.deepEqual(userEngines?.run, {
      by: 'command',
      command: ['run', '${MODEL}', '${MAX_MODEL_LEN}', '${TENSOR_PARALLEL_SIZE}', '${SEED}', '${PORT}', 'x'],
    });
  });

  it('has defaults that allow any model, once for each user', async () => {
    await using dir = await configFolder();
    const { userEngines } = await dir.load(yaml('engine: vllm'));
    assert.deepEqual(userEngines, {
      engine: 'vllm',
      run: { by: 'model', model: '${MODEL}', args: [] },
      models: ['*'],
      maxModelLen: null,
      defaultModelLen: null,
      maxTensorParallel: 1,
      perUser: 1,
      env: {},
      workDir: dir.path,
      idleUnloadMs: null,
      readyTimeoutMs: 600_000,
      stopTimeoutMs: 15_000,
    });
  });

  it('takes the longest context as the usual one, unless there is another', async () => {
    await using dir = await configFolder();
    const usual = async (keys: string) => (await dir.load(yaml(`engine: vllm, ${keys}`))).userEngines?.defaultModelLen;
    assert.equal(await usual('max_model_len: 8192'), 8192);
    assert.equal(await usual('max_model_len: 8192, default_model_len: 512'), 512);
  });

  it('has paths that are relative to the file, and names that are none', async () => {
    await using dir = await configFolder();
    const model = async (text: string) => {
      const { userEngines } = await dir.load(yaml(`engine: llama.cpp, model: "${text}"`));
      return userEngines?.run.by === 'model' ? userEngines.run.model : null;
    };
    assert.equal(await model('./models/${MODEL}.gguf'), join(dir.path, 'models', '${MODEL}.gguf'));
    assert.equal(await model('${MODEL}.gguf'), join(dir.path, '${MODEL}.gguf'));
    assert.equal(await model('/models/${MODEL}'), '/models/${MODEL}');
    assert.equal(await model('org/${MODEL}'), 'org/${MODEL}');
  });

  it('leaves what users ask for alone nowhere else', async () => {
    await using dir = await configFolder();
    const problems = await dir.problems('models: { a: { engine: openai, url: "http://h/${MODEL}" } }');
    assert.match(problems.join(), /environment variable MODEL is not set/);
  });

  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['no engine', 'max_model_len: 1', /user_engines\.engine: is missing/],
    [
      'a binary that users choose',
      'engine: vllm, command: ["${MODEL}"]',
      /must name the binary; users do not choose it/,
    ],
    ['a part of one', 'engine: vllm, command: ["/bin/${MODEL}"]', /must name the binary/],
    ['a command and a model', 'engine: vllm, command: [x], model: y', /both command and model/],
    ['an engine that needs a command', 'engine: openai', /no command can be built for the engine openai/],
    [
      'a usual context above the longest',
      'engine: vllm, max_model_len: 5, default_model_len: 6',
      /is more than max_model_len, 5/,
    ],
    [
      'a length in the command that has no default',
      'engine: vllm, command: [x, "${MAX_MODEL_LEN}"]',
      /what it is by default/,
    ],
    ['a folder that is not there', 'engine: vllm, work_dir: ./nope', /there is no folder/],
    ['no engines per user', 'engine: vllm, per_user: 0', /user_engines\.per_user/],
    ['a key that is nearly right', 'engine: vllm, max_model_length: 1', /did you mean "max_model_len"/],
  ];
  for (const [what, keys, expected] of bad)
    it(`does not take ${what}`, async () => {
      await using dir = await configFolder();
      assert.match((await dir.problems(yaml(keys))).join('\n'), expected);
    });

  it('is absent by default', async () => {
    await using dir = await configFolder();
    assert.equal((await dir.load('models: {}\n')).userEngines, null);
  });
});

describe('`conversation_days`', () => {
  it('are days, parts of them too, or null for ever', async () => {
    await using dir = await configFolder();
    const days = async (text: string) => (await dir.load(`models: {}\n${text}\n`)).conversationDays;
    assert.deepEqual([await days(''), await days('conversation_days: null')], [null, null]);
    assert.deepEqual([await days('conversation_days: 30'), await days('conversation_days: 0.5')], [30, 0.5]);
  });

  it('are more than none', async () => {
    await using dir = await configFolder();
    for (const bad of ['0', '-1', '"30"', '36501'])
      assert.match((await dir.problems(`models: {}\nconversation_days: ${bad}\n`)).join(), /conversation_days/);
  });
});
