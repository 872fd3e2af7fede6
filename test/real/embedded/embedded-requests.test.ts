/** The embedded engine as a real process with the built-in model: clients that leave, many at once, and the context. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type EngineUnderTest,
  endless,
  japan,
  startEmbedded,
  streamChat,
  until,
  untilIdle,
} from './embedded-process.ts';

const chat = '/v1/chat/completions';
const tokyo = 'The capital of Japan is Tokyo.';

describe('requests to the embedded engine', () => {
  let engine: EngineUnderTest;
  before(async () => {
    engine = await startEmbedded('--context', '512');
  });
  after(() => engine.stop());

  describe('a client that leaves', () => {
    it('frees the sequence of a stream', async () => {
      const left = new AbortController();
      const response = await streamChat(engine, endless, left.signal);
      await response.body?.getReader().read();
      left.abort();
      await untilIdle(engine);
    });

    it('frees the sequence of a request that is not streamed', async () => {
      const left = new AbortController();
      const request = { method: 'POST', body: JSON.stringify(endless), signal: left.signal };
      const answer = assert.rejects(fetch(engine.url + chat, request));
      await until(async () => (await engine.metric('requests_processing')) === 1, 'it runs');
      left.abort();
      await answer;
      await untilIdle(engine);
    });

    it('leaves the queue too', async () => {
      const left = new AbortController();
      const requests = Array.from({ length: 8 }, () => streamChat(engine, endless, left.signal).catch(() => null));
      await until(async () => (await engine.metric('requests_deferred')) === 4, 'four of them wait');
      left.abort();
      await Promise.all(requests);
      await until(async () => (await engine.metric('requests_deferred')) === 0, 'nobody waits');
      await untilIdle(engine);
    });

    it('is survived a hundred times', async () => {
      for (let round = 0; round < 100; round++) {
        const left = new AbortController();
        const request = streamChat(engine, endless, left.signal).catch(() => null);
        if (round % 2 === 0) await request;
        left.abort();
        await request;
      }
      await untilIdle(engine);
      const { json } = await engine.post(chat, { messages: japan, temperature: 0 });
      assert.equal(json.choices[0].message.content, tokyo);
    });
  });

  describe('several requests at once', () => {
    it('all get their own answer, more of them than there are sequences', async () => {
      const cities = [
        ['Japan', 'Tokyo'],
        ['Norway', 'Oslo'],
        ['France', 'Paris'],
        ['Italy', 'Rome'],
      ];
      const asked = [...cities, ...cities];
      const answers = await Promise.all(
        asked.map(([country]) => {
          const messages = [{ role: 'user', content: `What is the capital of ${country}?` }];
          return engine.post(chat, { messages, temperature: 0 });
        }),
      );
      assert.deepEqual(
        answers.map(({ json }) => json.choices[0].message.content),
        asked.map(([country, city]) => `The capital of ${country} is ${city}.`),
      );
    });

    it('run side by side: none waits until another has ended', async () => {
      const responses = await Promise.all(Array.from({ length: 4 }, () => streamChat(engine, endless)));
      assert.equal(await engine.metric('requests_processing'), 4);
      await Promise.all(responses.map((it) => it.body?.cancel()));
      await untilIdle(engine);
    });
  });

  describe('the context', () => {
    it('refuses a prompt that does not fit, with both numbers', async () => {
      const messages = [{ role: 'user', content: 'hi '.repeat(2_000) }];
      const { status, json } = await engine.post(chat, { messages });
      assert.equal(status, 400);
      assert.equal(json.error.type, 'exceed_context_size_error');
      assert.equal(json.error.code, 'context_length_exceeded');
      assert.equal(json.error.n_ctx, 512);
      const counted = await engine.post('/count', { path: chat, body: { messages } });
      assert.equal(json.error.n_prompt_tokens, counted.json.tokens);
    });

    it('refuses it as an answer, not as a stream', async () => {
      const response = await streamChat(engine, { messages: [{ role: 'user', content: 'hi '.repeat(2_000) }] });
      assert.equal(response.status, 400);
      await response.body?.cancel();
    });

    it('ends an answer that fills it with finish_reason length, having dropped nothing', async () => {
      const { json } = await engine.post(chat, endless);
      assert.equal(json.choices[0].finish_reason, 'length');
      assert.equal(json.usage.total_tokens, 512);
    });

    it('takes a prompt that leaves room for one token', async () => {
      const prompt = Array.from({ length: 511 }, () => 74);
      const { status, json } = await engine.post('/v1/completions', { prompt, temperature: 0 });
      assert.equal(status, 200);
      assert.equal(json.usage.prompt_tokens, 511);
      assert.equal(json.usage.completion_tokens, 1);
      assert.equal((await engine.post('/v1/completions', { prompt: [...prompt, 74] })).status, 400);
    });
  });
});
