import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineKind, engineKindNames } from '../../../../server/engines/kinds/index.ts';
import type { EngineKindName } from '../../../../server/platform/config/config.ts';

describe('the registry of kinds', () => {
  it('knows the five kinds by their names', () => {
    assert.deepEqual([...engineKindNames].sort(), ['embedded', 'llama.cpp', 'openai', 'sglang', 'vllm']);
    for (const name of engineKindNames) assert.equal(engineKind(name).name, name);
  });
  it('gives engines that load for long more time', () => {
    assert.equal(engineKind('vllm').defaults.readyTimeoutMs, 600_000);
    assert.equal(engineKind('sglang').defaults.readyTimeoutMs, 600_000);
    assert.equal(engineKind('llama.cpp').defaults.readyTimeoutMs, 60_000);
  });
  it('does not reuse connections of streams with llama.cpp alone', () => {
    assert.deepEqual(
      engineKindNames.filter((it) => engineKind(it).streamConnections === 'per-request'),
      ['llama.cpp'],
    );
  });
});

const all = [
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/embeddings',
  '/v1/responses',
  '/v1/messages',
  '/v1/messages/count_tokens',
  '/v1/rerank',
  '/tokenize',
  '/detokenize',
];

describe('enginePath', () => {
  for (const name of ['llama.cpp', 'vllm', 'openai'] as const) {
    it(`${name} serves every route where the gateway has it`, () => {
      assert.deepEqual(
        all.map((it) => engineKind(name).enginePath(it)),
        all,
      );
    });
  }
  it('SGLang has its tokenizer under /v1', () => {
    const { enginePath } = engineKind('sglang');
    assert.deepEqual(
      all.map((it) => enginePath(it)),
      [...all.slice(0, 7), '/v1/tokenize', '/v1/detokenize'],
    );
  });
  it('the embedded engine serves five of them', () => {
    const { enginePath } = engineKind('embedded');
    assert.deepEqual(
      all.filter((it) => enginePath(it) !== null),
      [...all.slice(0, 3), '/tokenize', '/detokenize'],
    );
  });
  for (const name of engineKindNames) {
    it(`${name} passes no other path through`, () => {
      for (const path of ['/pause', '/slots', '/load_lora_adapter', '/v1', '/', '', '__proto__', 'constructor']) {
        assert.equal(engineKind(name).enginePath(path), null);
      }
    });
  }
});

describe('enginePath of the openai kind', () => {
  it('takes any route under /v1 that the gateway forwards', () => {
    assert.equal(engineKind('openai').enginePath('/v1/audio/speech'), '/v1/audio/speech');
  });
  it('which the others do not', () => {
    for (const name of engineKindNames.filter((it) => it !== 'openai')) {
      assert.equal(engineKind(name).enginePath('/v1/audio/speech'), null);
    }
  });
});

describe('rewriteRequest', () => {
  const rewrite = (name: EngineKindName, text: string, engineModel: string | null, path = '/v1/chat/completions') => {
    const bytes = Buffer.from(text);
    const after = engineKind(name).rewriteRequest({ path, bytes, body: JSON.parse(text), engineModel });
    return { text: after.toString(), same: after === bytes };
  };

  for (const name of engineKindNames) {
    it(`${name}: the client's own Buffer where nothing has to change`, () => {
      assert.equal(rewrite(name, '{ "model": "a", "x": 1.0 }', null).same, true);
      assert.equal(rewrite(name, '{ "model": "a", "x": 1.0 }', 'a').same, true);
    });
    it(`${name}: another model, and no other byte`, () => {
      assert.equal(
        rewrite(name, '{ "x": 1.0,"model" : "a", "y":{"model":"a"} }', 'org/b').text,
        '{ "x": 1.0,"model" : "org/b", "y":{"model":"a"} }',
      );
    });
    it(`${name}: no second model survives, however it is spelled`, () => {
      assert.equal(rewrite(name, '{"model":"secret","mod\\u0065l":"a"}', 'b').text, '{"model":"b","mod\\u0065l":"b"}');
    });
  }

  it('llama.cpp: the text to tokenize under the name that it reads', () => {
    assert.equal(
      rewrite('llama.cpp', '{"prompt":"a \\"b\\""}', null, '/tokenize').text,
      '{"prompt":"a \\"b\\"","content":"a \\"b\\""}',
    );
  });
  it('llama.cpp: not where the client speaks its language', () => {
    assert.equal(rewrite('llama.cpp', '{"prompt":"a","content":"b"}', null, '/tokenize').same, true);
  });
  it('llama.cpp: not on other routes, and not for other engines', () => {
    assert.equal(rewrite('llama.cpp', '{"prompt":"a"}', null, '/v1/completions').same, true);
    assert.equal(rewrite('vllm', '{"prompt":"a"}', null, '/tokenize').same, true);
  });
});
