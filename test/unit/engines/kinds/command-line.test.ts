import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import { engineKind, engineKindNames } from '../../../../server/engines/kinds/index.ts';
import type {
  EngineCommand,
  EngineKindName,
  ModelConfig,
  VariantConfig,
} from '../../../../server/platform/config/config.ts';
import { AppError } from '../../../../server/platform/errors.ts';

interface Given {
  readonly run?: EngineCommand | null;
  readonly model?: string;
  readonly args?: readonly string[];
  readonly context?: number | null;
  readonly engineModel?: string | null;
}

function commandOf(
  name: EngineKindName,
  { run, model = 'org/m', args = [], context = null, engineModel = null }: Given,
) {
  const variant: VariantConfig = {
    context,
    run: run === undefined ? { by: 'model', model, args } : run,
    source: null,
    env: {},
    workDir: '/',
    stopCommand: null,
    readyTimeoutMs: 1,
    stopTimeoutMs: 1,
  };
  const config = { name: 'tiny', engine: name, engineModel, variants: [variant] } as unknown as ModelConfig;
  return engineKind(name).commandLine({ model: config, variant });
}

const port = '$' + '{PORT}';
const host = '$' + '{HOST}';
const listen = ['--host', host, '--port', port];

describe('the command line of llama.cpp', () => {
  it('loads a file by -m', () => {
    assert.deepEqual(commandOf('llama.cpp', { model: '/m/tiny.GGUF' }).command, [
      'llama-server',
      '-m',
      '/m/tiny.GGUF',
      ...listen,
      '--metrics',
    ]);
  });
  it('takes another name for a repository on Hugging Face', () => {
    assert.deepEqual(commandOf('llama.cpp', { model: 'org/m:Q8_0' }).command.slice(0, 3), [
      'llama-server',
      '-hf',
      'org/m:Q8_0',
    ]);
  });
  it('ends with the context and the arguments of the config, which so have the last word', () => {
    const { command } = commandOf('llama.cpp', { model: 'a.gguf', context: 512, args: ['-c', '256', '-ngl', '99'] });
    assert.deepEqual(command.slice(7), ['-c', '512', '--metrics', '-c', '256', '-ngl', '99']);
  });
});

describe('the command line of vLLM', () => {
  it('serves the model under the name that it will be asked for', () => {
    const { command } = commandOf('vllm', { context: 4_096, args: ['--enforce-eager'] });
    const served = ['--served-model-name', 'tiny', '--max-model-len', '4096', '--enforce-eager'];
    assert.deepEqual(command, ['vllm', 'serve', 'org/m', ...listen, ...served]);
  });
  it('serves it under engine_model where that is given', () => {
    assert.ok(
      commandOf('vllm', { engineModel: 'org/real' }).command.join(' ').includes('--served-model-name org/real'),
    );
  });
});

describe('the command line of SGLang', () => {
  it('serves the model under the name that it will be asked for', () => {
    const { command } = commandOf('sglang', { context: 4_096, args: ['--tp', '2'] });
    assert.deepEqual(command, [
      ...['python3', '-m', 'sglang.launch_server', '--model-path', 'org/m', ...listen],
      ...['--served-model-name', 'tiny', '--context-length', '4096', '--tp', '2'],
    ]);
  });
});

describe('the command line of the embedded engine', () => {
  const { command } = commandOf('embedded', { model: 'a.gguf', context: 512, args: ['--threads', '1'] });
  it('runs the program by the Node that runs the gateway', () => {
    assert.equal(command[0], process.execPath);
    assert.deepEqual(command.slice(2), ['--model', 'a.gguf', ...listen, '--context', '512', '--threads', '1']);
  });
  it('finds the program beside the kind, in TypeScript as long as the kind is', () => {
    assert.match(command[1] ?? '', /kinds\/embedded\/program\/main\.ts$/);
    assert.ok(existsSync(dirname(dirname(command[1] ?? ''))));
  });
});

describe('no command line', () => {
  const refusal = (code: string) => (error: unknown) =>
    error instanceof AppError && error.code === code && error.message.includes('tiny');

  it('for the openai kind, which has no engine of its own', () => {
    assert.throws(() => commandOf('openai', {}), refusal('invalid_request'));
  });
  for (const name of engineKindNames.filter((it) => it !== 'openai')) {
    for (const model of ['-m', '--api-key', '']) {
      it(`for ${name} with a model ${JSON.stringify(model)}`, () => {
        assert.throws(() => commandOf(name, { model }), refusal('invalid_request'));
      });
    }
    it(`for ${name} without \`model:\``, () => {
      assert.throws(() => commandOf(name, { run: null }), refusal('invalid_request'));
      assert.throws(() => commandOf(name, { run: { by: 'command', command: ['x'] } }), refusal('invalid_request'));
    });
    it(`leaves the environment to the config for ${name}`, () => assert.deepEqual(commandOf(name, {}).env, {}));
  }
});
