import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OptionError, parseOptions } from '../../../../../server/engines/kinds/embedded/program/options.ts';

const engine = (args: readonly string[], cores = 8) => {
  const options = parseOptions(['--model', 'm.gguf', '--port', '1234', ...args], cores);
  assert.ok(options.mode === 'engine');
  return options.engine;
};

describe('the command line of the embedded engine', () => {
  it('needs a model and a port, and has defaults for the rest', () => {
    assert.deepEqual(engine([]), {
      model: 'm.gguf',
      host: '127.0.0.1',
      port: 1_234,
      context: null,
      threads: 4,
      parallel: 4,
      gpu: 'off',
      loras: [],
      maxLoras: 16,
    });
  });

  it('takes half of the cores, and never none', () => {
    assert.equal(engine([], 5).threads, 2);
    assert.equal(engine([], 1).threads, 1);
  });

  it('takes every option', () => {
    const args = ['--host', '::1', '--context', '512', '--threads', '3', '--parallel', '2', '--gpu', 'vulkan'];
    const { host, context, threads, parallel, gpu } = engine(args);
    assert.deepEqual([host, context, threads, parallel, gpu], ['::1', 512, 3, 2, 'vulkan']);
  });

  it('takes LoRA adapters with and without a scale, also where a path holds a colon', () => {
    assert.deepEqual(
      engine(['--lora', 'a.gguf:0.5', '--lora', 'b.gguf', '--lora', 'c:d.gguf', '--lora', 'e:1:0']).loras,
      [
        { file: 'a.gguf', scale: 0.5 },
        { file: 'b.gguf', scale: 1 },
        { file: 'c:d.gguf', scale: 1 },
        { file: 'e:1', scale: 0 },
      ],
    );
  });

  it('takes up to 256 LoRA adapters while it runs, 16 by default, and none where told so', () => {
    assert.equal(engine(['--max-loras', '0']).maxLoras, 0);
    assert.equal(engine(['--max-loras', '256']).maxLoras, 256);
    assert.throws(() => engine(['--max-loras', '257']), /--max-loras must be a whole number from 0 to 256/);
  });

  it('counts vocabularies only when told so, and needs nothing else then', () => {
    assert.deepEqual(parseOptions(['--vocab-only']), { mode: 'vocabulary' });
  });

  const wrong: [string, readonly string[], RegExp][] = [
    ['no model', ['--port', '1'], /--model FILE is missing/],
    ['an empty model', ['--model', '', '--port', '1'], /--model FILE is missing/],
    ['no port', ['--model', 'm'], /--port N is missing/],
    ['a port that is none', ['--model', 'm', '--port', '65536'], /--port must be .* not "65536"/],
    ['a port in words', ['--model', 'm', '--port', 'eighty'], /--port must be/],
    ['no context', ['--model', 'm', '--port', '1', '--context', '0'], /--context must be/],
    ['half a thread', ['--model', 'm', '--port', '1', '--threads', '0.5'], /--threads must be/],
    ['no sequence', ['--model', 'm', '--port', '1', '--parallel', '0'], /--parallel must be/],
    ['an unknown GPU', ['--model', 'm', '--port', '1', '--gpu', 'tpu'], /--gpu must be one of auto, cuda/],
    ['an unknown option', ['--model', 'm', '--port', '1', '--ctx', '1'], /--ctx/],
    ['a word too many', ['--model', 'm', '--port', '1', 'hello'], /hello/],
    ['an empty LoRA', ['--model', 'm', '--port', '1', '--lora', ''], /--lora needs/],
  ];
  for (const [name, args, says] of wrong) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => parseOptions(args),
        (error) => error instanceof OptionError && says.test(error.message),
      );
    });
  }
});
