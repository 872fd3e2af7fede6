/** Which LoRA adapter an engine reads out of a request is the gateway's to say, whatever else the client wrote. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { engineKind } from '../../../../../server/engines/kinds/index.ts';
import type { LoraSupport } from '../../../../../server/engines/kinds/lora.ts';
import type { EngineKindName } from '../../../../../server/platform/config/config.ts';

const support = (kind: EngineKindName): LoraSupport => engineKind(kind).lora as LoraSupport;
const input = (text: string, path = '/v1/chat/completions') => ({
  path,
  bytes: Buffer.from(text),
  body: JSON.parse(text) as Record<string, unknown>,
  engineModel: null,
});
const adapter = { name: 'pirate', id: 3, baseModel: 'tiny' };
const selected = (kind: EngineKindName, text: string, path?: string) =>
  support(kind).select(input(text, path), adapter).toString();
const asBase = (kind: EngineKindName, text: string, path?: string) =>
  support(kind).selectBase(input(text, path), 'tiny').toString();

describe('a request for a LoRA adapter', () => {
  const odd = '{ "model" : "x",\n "n":1.0, "messages":[{"model":"inner","content":"日本 😀 \\u00e9"}] }';

  it('goes to vLLM with its name', () => {
    assert.equal(selected('vllm', '{"model":"x","n":1}'), '{"model":"pirate","n":1}');
  });
  it('goes to SGLang as base:adapter', () => {
    assert.equal(selected('sglang', '{"model":"x","n":1}'), '{"model":"tiny:pirate","n":1}');
  });
  it('goes to llama.cpp with the base name and the number', () => {
    assert.equal(selected('llama.cpp', '{"model":"x","n":1}'), '{"model":"tiny","n":1,"lora":[{"id":3,"scale":1}]}');
  });
  it('keeps all else as the client wrote it', () => {
    assert.equal(selected('vllm', odd), odd.replace('"x"', '"pirate"'));
    assert.equal(selected('sglang', odd), odd.replace('"x"', '"tiny:pirate"'));
    assert.equal(
      selected('llama.cpp', odd),
      `${odd.replace('"x"', '"tiny"').slice(0, -2)},"lora":[{"id":3,"scale":1}] }`,
    );
  });
  it('is rewritten at each place of a repeated key, however that is spelled', () => {
    const twice = '{"model":"a","mod\\u0065l":"b"}';
    assert.equal(selected('vllm', twice), '{"model":"pirate","mod\\u0065l":"pirate"}');
    assert.equal(selected('sglang', twice), '{"model":"tiny:pirate","mod\\u0065l":"tiny:pirate"}');
  });
  it('cannot name another one beside it', () => {
    assert.equal(
      selected('sglang', '{"lora_path":"other","model":"x","lora_path":["a"],"lora_id":"b"}'),
      '{"model":"tiny:pirate"}',
    );
    assert.equal(
      selected('llama.cpp', '{"lora":[{"id":0,"scale":9}],"model":"x","lor\\u0061":[]}'),
      '{"lora":[{"id":3,"scale":1}],"model":"tiny","lor\\u0061":[{"id":3,"scale":1}]}',
    );
  });
  it('takes names of any script', () => {
    const name = 'ピラテ "q" \\ é';
    const body = support('sglang').select(input('{"model":"x"}'), { ...adapter, name });
    assert.deepEqual(JSON.parse(body.toString()), { model: `tiny:${name}` });
  });
  it('reaches SGLang also from a base name with a colon in it', () => {
    const rewrite = (baseModel: string) =>
      JSON.parse(
        support('sglang')
          .select(input('{"model":"x"}'), { ...adapter, baseModel })
          .toString(),
      ).model;
    assert.equal(rewrite('org/m:q4:x'), 'org/m:pirate');
    assert.equal(rewrite(':odd'), 'base:pirate');
  });
  it('without a number is a fault of ours, not a request for the base model', () => {
    assert.throws(() => support('llama.cpp').select(input('{"model":"x"}'), { ...adapter, id: null }), /has no id/);
  });
  it('still has its prompt for the tokenizer of llama.cpp', () => {
    assert.deepEqual(JSON.parse(selected('llama.cpp', '{"model":"x","prompt":"hi"}', '/tokenize')).content, 'hi');
  });
});

describe('a request for the base model', () => {
  it('loses what would pick a LoRA adapter, on SGLang', () => {
    assert.equal(asBase('sglang', '{"model":"x:pirate","lora_path":"pirate","n":1}'), '{"model":"tiny","n":1}');
  });
  it('loses what would pick a LoRA adapter, on llama.cpp', () => {
    assert.equal(asBase('llama.cpp', '{"lora":[{"id":0,"scale":1}],"model":"x"}'), '{"model":"tiny"}');
  });
  it('has the base name at each place, on vLLM', () => {
    assert.equal(asBase('vllm', '{"model":"pirate","model":"tiny"}'), '{"model":"tiny","model":"tiny"}');
  });
  it('keeps members of the same names deeper inside', () => {
    const inner = '{"model":"tiny","chat_template_kwargs":{"lora":[1],"lora_path":"p","model":"y"}}';
    for (const kind of ['vllm', 'sglang', 'llama.cpp'] as const) assert.equal(asBase(kind, inner), inner);
  });
  for (const kind of ['vllm', 'sglang', 'llama.cpp'] as const) {
    it(`is the client's own buffer on ${kind} where nothing has to change`, () => {
      const given = input('{"model":"tiny","lora_":1}');
      assert.equal(support(kind).selectBase(given, 'tiny'), given.bytes);
    });
  }
});

describe('any body at all', () => {
  const members = fc.array(
    fc.tuple(
      fc.constantFrom('model', 'lora', 'lora_path', 'lora_id', 'messages', 'é', '"'),
      fc.jsonValue({ maxDepth: 2 }),
    ),
    { maxLength: 8 },
  );
  const written = members.map(
    (list) => `{${list.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)}}`,
  );
  const others = (body: Record<string, unknown>, selectors: readonly string[]) =>
    Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'model' && !selectors.includes(key)));

  for (const kind of ['vllm', 'sglang', 'llama.cpp'] as const) {
    it(`asks ${kind} for the LoRA adapter, and differs in nothing else`, () => {
      fc.assert(
        fc.property(written, (text) => {
          const lora = support(kind);
          const body = JSON.parse(selected(kind, text));
          assert.equal(body.model, { vllm: 'pirate', sglang: 'tiny:pirate', 'llama.cpp': 'tiny' }[kind]);
          if (kind === 'llama.cpp') assert.deepEqual(body.lora, [{ id: 3, scale: 1 }]);
          assert.deepEqual(others(body, lora.selectors), others(JSON.parse(text), lora.selectors));
        }),
      );
    });
    it(`asks ${kind} for the base model, and differs in nothing else`, () => {
      fc.assert(
        fc.property(written, (text) => {
          const { selectors } = support(kind);
          const bytes = asBase(kind, text);
          const body = JSON.parse(bytes);
          assert.equal(body.model, 'tiny');
          for (const key of selectors) assert.equal(key in body, false);
          assert.deepEqual(others(body, selectors), others(JSON.parse(text), selectors));
        }),
      );
    });
  }
});

describe('the routes on which a LoRA adapter is heeded', () => {
  const routes = [
    '/v1/chat/completions',
    '/v1/completions',
    '/v1/responses',
    '/v1/messages',
    '/v1/embeddings',
    '/v1/rerank',
  ];
  const silent: Readonly<Record<string, readonly string[]>> = {
    vllm: [],
    sglang: ['/v1/responses', '/v1/rerank'],
    'llama.cpp': ['/v1/messages', '/v1/embeddings', '/v1/rerank'],
  };
  for (const [kind, deaf] of Object.entries(silent)) {
    it(`of ${kind} are all but ${deaf.length === 0 ? 'none' : deaf.join(', ')}`, () => {
      const lora = support(kind as EngineKindName);
      assert.deepEqual(
        routes.filter((it) => !lora.serves(it)),
        deaf,
      );
      for (const path of ['/tokenize', '/detokenize', '/v1/messages/count_tokens'])
        assert.equal(lora.serves(path), true);
    });
  }
  it('any other server is left alone', () => assert.equal(engineKind('openai').lora, null));
});
