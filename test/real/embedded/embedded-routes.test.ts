/** The smaller routes of the embedded engine as a real process, and what it says to requests that are wrong. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { type Answer, type EngineUnderTest, japan, startEmbedded } from './embedded-process.ts';

const chat = '/v1/chat/completions';
const user = (content: unknown) => [{ role: 'user', content }];

describe('the embedded engine', () => {
  let engine: EngineUnderTest;
  before(async () => {
    engine = await startEmbedded('--context', '256');
  });
  after(() => engine.stop());

  describe('embeddings', () => {
    const embed = async (body: object) => (await engine.post('/v1/embeddings', body)).json;

    it('are vectors of length 1, one for each input', async () => {
      const { data, usage, object } = await embed({ input: ['hi', 'there'] });
      assert.equal(object, 'list');
      assert.equal(data.length, 2);
      for (const { embedding } of data) {
        assert.equal(embedding.length, 128);
        assert.ok(Math.abs(Math.hypot(...embedding) - 1) < 1e-5);
      }
      assert.notDeepEqual(data[0].embedding, data[1].embedding);
      assert.deepEqual(usage, { prompt_tokens: 7, total_tokens: 7 });
    });

    it('are the same in base64, as the OpenAI SDK asks for them', async () => {
      const plain = (await embed({ input: 'hi', encoding_format: 'float' })).data[0].embedding;
      const bytes = Buffer.from((await embed({ input: 'hi', encoding_format: 'base64' })).data[0].embedding, 'base64');
      const decoded = plain.map((_: number, index: number) => bytes.readFloatLE(index * 4));
      assert.deepEqual(decoded, plain);
    });

    it('take tokens, one list or several, for the text that they are', async () => {
      const text = (await embed({ input: 'hi' })).data[0].embedding;
      const { tokens } = (await engine.post('/tokenize', { content: 'hi', add_special: true })).json;
      assert.deepEqual((await embed({ input: tokens })).data[0].embedding, text);
      const both = (await embed({ input: [tokens, tokens] })).data;
      assert.deepEqual(
        both.map((it: { embedding: number[] }) => it.embedding),
        [text, text],
      );
    });

    it('of many inputs at once do not disturb each other', async () => {
      const alone = (await embed({ input: 'the third' })).data[0].embedding;
      const inputs = ['the first', 'the second', 'the third', 'the fourth'];
      const all = await Promise.all(inputs.map((input) => embed({ input })));
      assert.deepEqual(all[2].data[0].embedding, alone);
    });

    it('refuse an input that does not fit, an unknown encoding, other dimensions', async () => {
      const cases: [object, string | null][] = [
        [{ input: 'hi '.repeat(400) }, null],
        [{ input: 'hi', encoding_format: 'hex' }, 'encoding_format'],
        [{ input: 'hi', dimensions: 64 }, 'dimensions'],
        [{ input: [] }, 'input'],
        [{ input: [{}] }, 'input'],
        [{}, 'input'],
      ];
      for (const [body, param] of cases) {
        const { status, json } = await engine.post('/v1/embeddings', body);
        assert.equal(status, 400);
        assert.equal(json.error.param, param);
      }
      assert.equal((await engine.post('/v1/embeddings', { input: 'hi', dimensions: 128 })).status, 200);
    });
  });

  describe('tokens', () => {
    const tokenize = async (body: object) => (await engine.post('/tokenize', body)).json;

    it("are cut in llama-server's words", async () => {
      assert.deepEqual(await tokenize({ content: 'hi' }), { tokens: [74, 75] });
      assert.deepEqual(await tokenize({ content: 'hi', add_special: true }), { tokens: [0, 74, 75] });
      assert.deepEqual(await tokenize({ content: '<|im_end|>' }), { tokens: [2] });
      assert.ok((await tokenize({ content: '<|im_end|>', parse_special: false })).tokens.length > 1);
      assert.deepEqual(await tokenize({ content: 'hi', with_pieces: true }), {
        tokens: [
          { id: 74, piece: 'h' },
          { id: 75, piece: 'i' },
        ],
      });
    });

    it("are cut in vLLM's words", async () => {
      const plain = { count: 3, max_model_len: 256, tokens: [0, 74, 75], token_strs: null };
      assert.deepEqual(await tokenize({ prompt: 'hi' }), plain);
      assert.deepEqual((await tokenize({ prompt: 'hi', add_special_tokens: false })).tokens, [74, 75]);
      const strings = (await tokenize({ prompt: 'hi', return_token_strs: true })).token_strs;
      assert.deepEqual(strings, ['<|endoftext|>', 'h', 'i']);
      assert.equal((await tokenize({ messages: japan })).count, 21);
      const without = await tokenize({ messages: japan, add_generation_prompt: false });
      assert.ok(without.count < 21);
    });

    it('are put together again', async () => {
      const text = 'Once upon a time there was <|im_end|> é€😀';
      const { tokens } = await tokenize({ content: text });
      const { json } = await engine.post('/detokenize', { tokens });
      assert.equal(json.content, text);
      assert.equal(json.prompt, text);
    });

    it('that do not exist are refused', async () => {
      for (const tokens of [[768], [-1], ['a'], [1.5], [null]]) {
        const { status, json } = await engine.post('/detokenize', { tokens });
        assert.equal(status, 400);
        assert.equal(json.error.param, 'tokens');
      }
    });
  });

  describe('counting', () => {
    const count = async (path: string, body: unknown) => (await engine.post('/count', { path, body })).json.tokens;

    it('says what usage.prompt_tokens will say', async () => {
      const chats = [
        japan,
        user(''),
        user('<|im_start|> é€😀 "quoted"\n\n'),
        [{ role: 'system', content: 'Be brief.' }, ...japan],
        [{ role: 'developer', content: 'Be brief.' }, ...japan],
        [...japan, { role: 'assistant', content: null }, { role: 'tool', content: 'x', tool_call_id: '1' }],
      ];
      for (const messages of chats) {
        const { json } = await engine.post(chat, { messages, max_tokens: 1 });
        assert.equal(await count(chat, { messages }), json.usage.prompt_tokens);
      }
      for (const prompt of ['hi', ' hi', '', [1, 2, 3]]) {
        const { json } = await engine.post('/v1/completions', { prompt, max_tokens: 1 });
        assert.equal(await count('/v1/completions', { prompt }), json.usage.prompt_tokens);
      }
    });

    it('says the longest of several prompts: each has a context of its own', async () => {
      assert.equal(
        await count('/v1/completions', { prompt: ['hi', 'hi hi hi'] }),
        await count('/v1/completions', { prompt: 'hi hi hi' }),
      );
      assert.equal(
        await count('/v1/embeddings', { input: ['hi hi', 'hi'] }),
        await count('/v1/embeddings', { input: 'hi hi' }),
      );
    });

    it('says null where it cannot tell', async () => {
      assert.equal(await count('/v1/rerank', { query: 'a' }), null);
      assert.equal(await count(chat, { messages: 'hi' }), null);
      assert.equal(await count(chat, { messages: japan, tools: [{ type: 'function' }] }), null);
      assert.equal(await count(chat, { messages: user([{ type: 'image_url', image_url: { url: 'x' } }]) }), null);
      assert.equal(await count(chat, 'text'), null);
    });
  });

  describe('about itself', () => {
    it('it tells health and versions', async () => {
      const { json } = await engine.get('/health');
      assert.equal(json.status, 'ok');
      assert.match(json.version, /^\d+\.\d+\.\d+$/);
      const version = (await engine.get('/version')).json;
      assert.equal(version.version, json.version);
      assert.equal(typeof version.llama_cpp, 'string');
    });

    it('it tells its model and context', async () => {
      const { data } = (await engine.get('/v1/models?limit=1')).json;
      assert.equal(data[0].id, 'tiny.q8_0');
      assert.equal(data[0].meta.n_ctx, 256);
      assert.equal(data[0].meta.n_ctx_train, 1_024);
    });

    it('it counts what it has done', async () => {
      const read = () =>
        Promise.all(['prompt_tokens_total', 'prompt_tokens_cached_total', 'tokens_predicted_total'].map(engine.metric));
      const before = await read();
      const { usage } = (await engine.post(chat, { messages: japan, temperature: 0 })).json;
      const after = await read();
      const [fresh = 0, cached = 0, predicted = 0] = after.map((it, index) => it - (before[index] ?? 0));
      assert.equal(fresh + cached, usage.prompt_tokens);
      assert.equal(cached, usage.prompt_tokens_details.cached_tokens);
      assert.equal(predicted, usage.completion_tokens);
      assert.equal(await engine.metric('requests_processing'), 0);
      assert.equal(await engine.metric('requests_deferred'), 0);
    });
  });

  describe('wrong requests', () => {
    const refused = (answer: Answer, param: string | null, status = 400) => {
      assert.equal(answer.status, status, JSON.stringify(answer.json));
      assert.equal(answer.json.error.param, param);
      assert.ok(answer.json.error.message.length > 10);
    };

    it('of a wrong type are refused with the name of the field', async () => {
      const cases: [object, string][] = [
        [{}, 'messages'],
        [{ messages: 'x' }, 'messages'],
        [{ messages: [] }, 'messages'],
        [{ messages: ['x'] }, 'messages[0]'],
        [{ messages: [{ content: 'x' }] }, 'messages[0].role'],
        [{ messages: [{ role: 'wizard', content: 'x' }] }, 'messages[0].role'],
        [{ messages: user(7) }, 'messages[0].content'],
        [{ messages: user([{ type: 'text', text: 7 }]) }, 'messages[0].content[0].text'],
        [{ messages: japan, max_tokens: 'abc' }, 'max_tokens'],
        [{ messages: japan, max_tokens: 0 }, 'max_tokens'],
        [{ messages: japan, temperature: -1 }, 'temperature'],
        [{ messages: japan, top_p: 2 }, 'top_p'],
        [{ messages: japan, top_k: 1.5 }, 'top_k'],
        [{ messages: japan, seed: 'x' }, 'seed'],
        [{ messages: japan, stop: 7 }, 'stop'],
        [{ messages: japan, stop: [7] }, 'stop'],
        [{ messages: japan, stream: 'yes' }, 'stream'],
        [{ messages: japan, stream_options: 'yes' }, 'stream_options'],
        [{ messages: japan, model: 7 }, 'model'],
        [{ messages: japan, logit_bias: { x: 1 } }, 'logit_bias'],
        [{ messages: japan, logit_bias: { 100000: 1 } }, 'logit_bias'],
        [{ messages: japan, response_format: { type: 'yaml' } }, 'response_format.type'],
        [{ messages: japan, response_format: { type: 'json_schema' } }, 'response_format.json_schema.schema'],
      ];
      for (const [body, param] of cases) refused(await engine.post(chat, body), param);
    });

    it('for what it cannot do are refused, and say so', async () => {
      const image = user([{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }]);
      const cases: [string, object, string][] = [
        [chat, { messages: image }, 'messages[0].content[0]'],
        [chat, { messages: japan, tools: [{ type: 'function', function: { name: 'f' } }] }, 'tools'],
        [chat, { messages: japan, n: 2 }, 'n'],
        [chat, { messages: japan, logprobs: true }, 'logprobs'],
        ['/v1/completions', { prompt: 'x', best_of: 3 }, 'best_of'],
        ['/v1/completions', { prompt: 'x', logprobs: 2 }, 'logprobs'],
        ['/v1/completions', { prompt: 'x', echo: true }, 'echo'],
        ['/v1/completions', { prompt: 'x', suffix: 'y' }, 'suffix'],
      ];
      for (const [path, body, param] of cases) {
        const answer = await engine.post(path, body);
        refused(answer, param);
        assert.equal(answer.json.error.code, 'not_supported');
      }
    });

    it('may hold null, and defaults, for what they do not need', async () => {
      const nothing = {
        max_tokens: null,
        stop: null,
        seed: null,
        tools: [],
        n: 1,
        logprobs: false,
        response_format: null,
      };
      const { status } = await engine.post(chat, { messages: japan, ...nothing, stream: null, top_logprobs: null });
      assert.equal(status, 200);
    });

    it('that are no JSON, or no object, are refused', async () => {
      for (const body of ['{"model":', '', '[]', '7', 'null', '"text"']) {
        const { status, json } = await engine.post(chat, body);
        assert.equal(status, 400);
        assert.equal(json.error.type, 'invalid_request_error');
      }
    });

    it('that go 200,000 levels deep, or name __proto__, do no harm', async () => {
      const deep = '['.repeat(200_000) + ']'.repeat(200_000);
      assert.equal((await engine.post(chat, `{"messages":${deep}}`)).status, 400);
      const odd =
        '{"__proto__":{"stream":true},"messages":[{"role":"user","content":"hi","__proto__":{"a":1}}],"max_tokens":1}';
      assert.equal((await engine.post(chat, odd)).status, 200);
    });

    it('to other paths are 404, by other methods 405 with those that are allowed', async () => {
      refused(await engine.get('/nope'), null, 404);
      const answer = await engine.get(chat);
      refused(answer, null, 405);
      assert.equal(answer.headers.get('allow'), 'POST');
    });

    it('of more than 32 MB are 413', async () => {
      const { hostname, port } = new URL(engine.url);
      const sent = request({ hostname, port, path: chat, method: 'POST' });
      // The engine stops reading, so writing ends in an error; the answer has come by then.
      sent.on('error', () => {});
      const status = await new Promise((resolve) => {
        sent.once('response', (response) => resolve(response.resume().statusCode));
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        for (let written = 0; written <= 33; written++) sent.write(chunk);
        sent.end();
      });
      assert.equal(status, 413);
    });

    it('leave it serving', async () => {
      const { json } = await engine.post(chat, { messages: japan, temperature: 0 });
      assert.equal(json.choices[0].message.content, 'The capital of Japan is Tokyo.');
    });
  });
});
