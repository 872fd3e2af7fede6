import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineKind } from '../../../../../server/engines/kinds/index.ts';
import { type CapturedEngine, readCapture } from '../../../../fixtures/read-capture.ts';

const lacks = (engine: Extract<CapturedEngine, 'vllm' | 'sglang'>, capture: string, name: string): boolean => {
  const { status, body } = readCapture(engine, capture);
  const kind = engineKind(engine);
  return kind.lora?.lacks(kind.normaliseError(status, body), name) ?? false;
};

describe('a refusal of a request for a LoRA adapter', () => {
  it('tells that a vLLM does not have it', () => {
    assert.equal(lacks('vllm', 'chat-lora-after-unload', 'a'), true);
    assert.equal(lacks('vllm', 'chat-lora-after-unload', 'other'), false);
  });

  it('tells that an SGLang does not have it, or was started anew without LoRA', () => {
    assert.equal(lacks('sglang', 'lora-chat-unknown', 'zzz'), true);
    assert.equal(lacks('sglang', 'chat-unknown-lora-colon', 'zzz'), true);
    assert.equal(lacks('sglang', 'lora-chat-unknown', 'other'), false);
  });

  it('tells nothing of the kind where it is about something else', () => {
    const notFound = { status: 404, error: { message: 'Not Found' } };
    const tooLong = { status: 400, error: { message: 'The prompt of `pirate` is too long' } };
    for (const kind of ['vllm', 'sglang', 'embedded', 'llama.cpp'] as const)
      for (const refusal of [notFound, tooLong]) assert.equal(engineKind(kind).lora?.lacks(refusal, 'pirate'), false);
  });

  it('is how our own program says it', () => {
    const error = { message: 'The model `pirate` does not exist.' };
    assert.equal(engineKind('embedded').lora?.lacks({ status: 404, error }, 'pirate'), true);
  });
});
