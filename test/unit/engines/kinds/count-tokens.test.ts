import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineKind } from '../../../../server/engines/kinds/index.ts';
import type { CountInput } from '../../../../server/engines/kinds/kind.ts';
import type { EngineKindName } from '../../../../server/platform/config/config.ts';
import { type CapturedEngine, readCapture } from '../../../fixtures/read-capture.ts';
import { startCannedEngine } from './canned-engine.ts';

type Answers = Parameters<typeof startCannedEngine>[0];

const recorded = (engine: CapturedEngine, name: string) => {
  const { status, body } = readCapture(engine, name);
  return { status, body };
};

async function count(name: EngineKindName, answers: Answers, input: CountInput) {
  const engine = await startCannedEngine(answers);
  const tokens = await engineKind(name).countTokens(engine.target, input, 1_000);
  await engine.close();
  return { tokens, asked: engine.requests.map(({ path, body }) => ({ path, body })) };
}

const chat = '/v1/chat/completions';
const messages = [{ role: 'user', content: 'hi' }];
const image = [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:' } }] }];
const oneTokenPerLetter = (field: 'prompt' | 'content') => (body: unknown) => {
  const text = (body as Record<string, string>)[field] ?? '';
  return { status: 200, body: JSON.stringify({ tokens: [...text], count: text.length }) };
};

describe('countTokens of llama.cpp', () => {
  const answers = {
    '/apply-template': recorded('llama-server', 'tiny-template'),
    '/tokenize': recorded('llama-server', 'tiny-tokenize'),
  };

  it('renders a chat with all that may become prompt, then counts its tokens', async () => {
    const body = { messages, tools: [{ type: 'function' }], chat_template_kwargs: { enable_thinking: false } };
    const { tokens, asked } = await count('llama.cpp', answers, { path: chat, body });
    assert.equal(tokens, 3);
    const content = '<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n';
    assert.deepEqual(asked, [
      { path: '/apply-template', body },
      { path: '/tokenize', body: { content, add_special: true, parse_special: true } },
    ]);
  });
  it('leaves images to the route that knows of them', async () => {
    const route = { '/v1/chat/completions/input_tokens': { status: 200, body: '{"input_tokens":271}' } };
    assert.equal(
      (await count('llama.cpp', { ...answers, ...route }, { path: chat, body: { messages: image } })).tokens,
      271,
    );
    assert.equal((await count('llama.cpp', answers, { path: chat, body: { messages: image } })).tokens, null);
  });
  it("asks Anthropic's own route for a message", async () => {
    const { tokens, asked } = await count(
      'llama.cpp',
      { '/v1/messages/count_tokens': recorded('llama-server', 'messages-count-tokens') },
      { path: '/v1/messages', body: { messages } },
    );
    assert.deepEqual([tokens, asked.length], [31, 1]);
  });
  it('asks the route for responses', async () => {
    const route = { '/v1/responses/input_tokens': { status: 200, body: '{"input_tokens":7}' } };
    assert.equal((await count('llama.cpp', route, { path: '/v1/responses', body: { input: 'a' } })).tokens, 7);
  });
  it('cannot tell where the template refuses the request', async () => {
    const refused = { '/apply-template': recorded('llama-server', 'chat-bad-role') };
    assert.equal((await count('llama.cpp', refused, { path: chat, body: { messages: [{}] } })).tokens, null);
  });
});

describe('countTokens of vLLM', () => {
  it('asks /tokenize for a chat, without the model, which would have to be its own name', async () => {
    const body = { model: 'alias', messages, tools: [], temperature: 1, add_generation_prompt: true };
    const { tokens, asked } = await count(
      'vllm',
      { '/tokenize': recorded('vllm', 'tokenize-chat') },
      { path: chat, body },
    );
    assert.equal(tokens, 13);
    assert.deepEqual(asked, [{ path: '/tokenize', body: { messages, tools: [], add_generation_prompt: true } }]);
  });
  it('hands on what the template sees of a chat beside the messages', async () => {
    const body = { messages, reasoning_effort: 'low', chat_template_kwargs: { x: 1 } };
    const { asked } = await count('vllm', { '/tokenize': recorded('vllm', 'tokenize-chat') }, { path: chat, body });
    assert.deepEqual(asked[0]?.body, { messages, chat_template_kwargs: { reasoning_effort: 'low', x: 1 } });
  });
  it('asks /tokenize for a prompt', async () => {
    const { tokens, asked } = await count(
      'vllm',
      { '/tokenize': recorded('vllm', 'tokenize') },
      { path: '/v1/completions', body: { prompt: 'Hello world', add_special_tokens: false } },
    );
    assert.equal(tokens, 3);
    assert.deepEqual(asked, [{ path: '/tokenize', body: { prompt: 'Hello world', add_special_tokens: false } }]);
  });
  it("asks Anthropic's own route for a message, by the engine's name for the model", async () => {
    const { tokens, asked } = await count(
      'vllm',
      { '/v1/messages/count_tokens': { status: 200, body: '{"input_tokens":12}' } },
      { path: '/v1/messages', body: { model: 'alias', messages }, engineModel: 'real' },
    );
    assert.equal(tokens, 12);
    assert.deepEqual(asked[0]?.body, { model: 'real', messages });
  });
  it('cannot tell for images, nor where the engine will cut the prompt', async () => {
    const answers = { '/tokenize': recorded('vllm', 'tokenize-chat') };
    assert.deepEqual(await count('vllm', answers, { path: chat, body: { messages: image } }), {
      tokens: null,
      asked: [],
    });
    assert.equal(
      (await count('vllm', answers, { path: chat, body: { messages, truncate_prompt_tokens: 5 } })).tokens,
      null,
    );
  });
});

describe('countTokens of SGLang', () => {
  it('asks /v1/tokenize for a prompt', async () => {
    const { tokens, asked } = await count(
      'sglang',
      { '/v1/tokenize': recorded('sglang', 'tokenize') },
      { path: '/v1/completions', body: { model: 'alias', prompt: 'Hello world' } },
    );
    assert.equal(tokens, 3);
    assert.deepEqual(asked, [{ path: '/v1/tokenize', body: { prompt: 'Hello world' } }]);
  });
  it('counts a chat where the engine can, and cannot tell where it cannot', async () => {
    const body = { model: 'alias', messages, tools: [] };
    const can = await count(
      'sglang',
      { '/v1/tokenize': { status: 200, body: '{"tokens":[1,2],"count":2}' } },
      { path: chat, body },
    );
    assert.deepEqual(can, { tokens: 2, asked: [{ path: '/v1/tokenize', body: { messages, tools: [] } }] });
    const cannot = await count(
      'sglang',
      { '/v1/tokenize': recorded('sglang', 'chat-missing-messages') },
      { path: chat, body },
    );
    assert.equal(cannot.tokens, null);
  });
});

describe('countTokens of the others', () => {
  it('the embedded engine counts by its own route', async () => {
    const { tokens, asked } = await count(
      'embedded',
      { '/count': { status: 200, body: '{"tokens":9}' } },
      { path: chat, body: { messages } },
    );
    assert.deepEqual([tokens, asked], [9, [{ path: '/count', body: { path: chat, body: { messages } } }]]);
  });
  it('an OpenAI server is not even asked', async () => {
    assert.deepEqual(await count('openai', {}, { path: chat, body: { messages } }), { tokens: null, asked: [] });
  });
});

for (const [name, path, field] of [
  ['llama.cpp', '/tokenize', 'content'],
  ['vllm', '/tokenize', 'prompt'],
  ['sglang', '/v1/tokenize', 'prompt'],
] as const) {
  describe(`prompts of several forms, by ${name}`, () => {
    const of = (prompt: unknown) =>
      count(name, { [path]: oneTokenPerLetter(field) }, { path: '/v1/completions', body: { prompt } });

    it('the longest counts', async () => assert.equal((await of(['ab', 'abcd', 'a'])).tokens, 4));
    it('tokens need no counting', async () => assert.deepEqual(await of([5, 6, 7]), { tokens: 3, asked: [] }));
    it('several lists of tokens neither', async () =>
      assert.deepEqual(await of([[1], [1, 2]]), { tokens: 2, asked: [] }));
    it('inputs of embeddings are prompts too', async () => {
      const input = { path: '/v1/embeddings', body: { input: ['ab', 'abc'] } };
      assert.equal((await count(name, { [path]: oneTokenPerLetter(field) }, input)).tokens, 3);
    });
    it('more than eight texts are too many to count', async () => {
      assert.deepEqual(await of(Array(9).fill('a')), { tokens: null, asked: [] });
    });
    for (const prompt of [undefined, null, 7, {}, [], [[]], ['a', 7]]) {
      it(`cannot tell for ${JSON.stringify(prompt)}`, async () =>
        assert.deepEqual(await of(prompt), { tokens: null, asked: [] }));
    }
    it('cannot tell for what is nested too deep to send', async () => {
      const deep = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as unknown;
      assert.equal(
        (await count(name, {}, { path: chat, body: { messages: [{ role: 'user', content: 'a', deep }] } })).tokens,
        null,
      );
    });
  });
}
