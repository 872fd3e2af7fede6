import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Llama, type LlamaEmbeddingContext, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp';
import {
  applyToEmbeddings,
  type NativeLora,
  takeLoras,
  withErrorLog,
} from '../../../../../../server/engines/kinds/embedded/program/lora/native-lora.ts';
import { reasonOf } from '../../../../../../server/engines/kinds/embedded/program/lora/open-lora.ts';

const lora: NativeLora = { dispose: async () => {} };

describe('what the library has read of LoRA adapters', () => {
  it('is taken out of its hands, so that it reads a file again', () => {
    const held = new Map([['/a.gguf', lora]]);
    const model = { _loraAdapters: held } as unknown as LlamaModel;
    assert.deepEqual(takeLoras(model), [lora]);
    assert.equal(held.size, 0);
    assert.deepEqual(takeLoras(model), []);
  });

  it('is missed loudly in a version that keeps it elsewhere', () =>
    assert.throws(() => takeLoras({} as LlamaModel), /keeps LoRA adapters in another place/));

  it('is set on an embedding context at full strength', () => {
    const calls: unknown[] = [];
    const inside = { setLoras: (...args: unknown[]) => void calls.push(args) };
    applyToEmbeddings({ _llamaContext: { _ctx: inside } } as unknown as LlamaEmbeddingContext, [lora, lora]);
    assert.deepEqual(calls, [
      [
        [lora, lora],
        [1, 1],
      ],
    ]);
  });
});

describe('the errors that llama.cpp logs', () => {
  const quiet = () => {};
  const fakeLlama = () => ({ logger: quiet, logLevel: LlamaLogLevel.fatal }) as unknown as Llama;

  it('are caught while work runs, and only then', async () => {
    const llama = fakeLlama();
    const caught = await withErrorLog(llama, async (errors) => {
      assert.equal(llama.logLevel, LlamaLogLevel.error);
      llama.logger(LlamaLogLevel.error, 'one\n');
      return errors;
    });
    assert.deepEqual(caught, ['one']);
    assert.deepEqual([llama.logger, llama.logLevel], [quiet, LlamaLogLevel.fatal]);
  });

  it('are left alone again when the work fails', async () => {
    const llama = fakeLlama();
    await assert.rejects(
      withErrorLog(llama, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.deepEqual([llama.logger, llama.logLevel], [quiet, LlamaLogLevel.fatal]);
  });
});

describe('why a LoRA adapter was refused', () => {
  const failed = (why: string) => `llama_adapter_lora_init: failed to apply lora adapter: ${why}`;
  const unread = failed('failed to load lora adapter file from /a.gguf');
  const cases: [string, readonly string[], string | null][] = [
    ['in llama.cpp’s words', [failed('model arch and LoRA arch mismatch')], 'model arch and LoRA arch mismatch'],
    [
      'with the first fault of a damaged file',
      ['gguf_init_from_reader: failed to read tensor info', unread],
      'the file is damaged or incomplete (failed to read tensor info)',
    ],
    ['also where the damage is not told', [unread], 'the file is damaged or incomplete'],
    ['not at all where it was not the file', ['ggml_backend_alloc: out of memory'], null],
    ['not at all where nothing was logged', [], null],
  ];
  for (const [name, errors, reason] of cases) {
    it(`is told ${name}`, () => assert.equal(reasonOf(errors), reason));
  }
});
