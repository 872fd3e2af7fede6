/** The embedded engine as a real process with the built-in model: chat, completions, how it waits, stops and ends. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  type EngineUnderTest,
  freePort,
  japan,
  readEvents,
  runToEnd,
  startEmbedded,
  story,
  tinyModel,
  until,
} from './embedded-process.ts';

const chat = '/v1/chat/completions';
const tokyo = 'The capital of Japan is Tokyo.';
/** An answer that goes on until the context is full: its grammar does not let it end before. */
const list = { type: 'array', items: { const: 'on and on' }, minItems: 300 };
const endless = {
  messages: story,
  temperature: 0,
  response_format: { type: 'json_schema', json_schema: { name: 'list', schema: list } },
};

describe('the embedded engine', () => {
  let engine: EngineUnderTest;
  before(async () => {
    engine = await startEmbedded('--context', '512');
  });
  after(() => engine.stop());

  const stream = (body: object, signal?: AbortSignal) =>
    fetch(engine.url + chat, {
      method: 'POST',
      body: JSON.stringify({ ...body, stream: true }),
      ...(signal ? { signal } : {}),
    });
  const idle = () =>
    until(async () => (await engine.metric('requests_processing')) === 0, 'every sequence is free again');

  describe('chat', () => {
    it('answers a question it knows, and counts what that took', async () => {
      const { status, json } = await engine.post(chat, { model: 'tiny', messages: japan, temperature: 0 });
      assert.equal(status, 200);
      assert.equal(json.object, 'chat.completion');
      assert.equal(json.model, 'tiny');
      assert.equal(json.choices[0].message.content, tokyo);
      assert.equal(json.choices[0].finish_reason, 'stop');
      const { prompt_tokens, completion_tokens, total_tokens } = json.usage;
      assert.deepEqual([prompt_tokens, completion_tokens, total_tokens], [21, 13, 34]);
    });

    it('answers the same with a prompt that it still holds', async () => {
      const { json } = await engine.post(chat, { messages: japan, temperature: 0 });
      assert.equal(json.choices[0].message.content, tokyo);
      assert.equal(json.usage.prompt_tokens_details.cached_tokens, 20);
      assert.equal(json.usage.prompt_tokens, 21);
    });

    it('takes text parts, joined by line breaks', async () => {
      const parts = [
        { type: 'text', text: 'one' },
        { type: 'text', text: 'two' },
      ];
      const inParts = { messages: [{ role: 'user', content: parts }] };
      const inOne = { messages: [{ role: 'user', content: 'one\ntwo' }] };
      const count = async (body: object) => (await engine.post('/count', { path: chat, body })).json.tokens;
      assert.equal(await count(inParts), await count(inOne));
    });

    it('goes on with a last message of the assistant', async () => {
      const messages = [...japan, { role: 'assistant', content: 'The capital of Japan' }];
      const { json } = await engine.post(chat, { messages, temperature: 0 });
      assert.equal(json.choices[0].message.content, ' is Tokyo.');
    });

    it('stops at max_tokens, by either name, with finish_reason length', async () => {
      for (const limit of [{ max_tokens: 3 }, { max_completion_tokens: 3 }]) {
        const { json } = await engine.post(chat, { messages: japan, temperature: 0, ...limit });
        assert.equal(json.choices[0].message.content, 'The capital of');
        assert.equal(json.choices[0].finish_reason, 'length');
        assert.equal(json.usage.completion_tokens, 3);
      }
    });

    it('stops before a stop string, given alone or in a list, even one spread over tokens', async () => {
      for (const stop of [' Tokyo', ['nowhere', ' Tokyo'], ['al of Jap']]) {
        const { json } = await engine.post(chat, { messages: japan, temperature: 0, stop });
        const end = typeof stop === 'string' ? stop : (stop.at(-1) ?? '');
        assert.equal(json.choices[0].message.content, tokyo.slice(0, tokyo.indexOf(end)));
        assert.equal(json.choices[0].finish_reason, 'stop');
      }
    });

    it('gives the same answer for the same seed, and others for others', async () => {
      const ask = async (seed: number) => {
        const body = { messages: story, temperature: 1.5, seed, max_tokens: 40 };
        return (await engine.post(chat, body)).json.choices[0].message.content;
      };
      assert.equal(await ask(7), await ask(7));
      const others = await Promise.all([1, 2, 3, 4].map(ask));
      assert.ok(new Set(others).size > 1);
    });

    it('heeds the penalties', async () => {
      const body = { messages: story, temperature: 0, max_tokens: 60 };
      const plain = (await engine.post(chat, body)).json.choices[0].message.content;
      for (const penalty of [{ frequency_penalty: 2 }, { presence_penalty: 2 }, { repeat_penalty: 2 }]) {
        const other = (await engine.post(chat, { ...body, ...penalty })).json.choices[0].message.content;
        assert.notEqual(other, plain, JSON.stringify(penalty));
      }
    });

    it('keeps to a JSON schema', async () => {
      const schema = {
        type: 'object',
        properties: { city: { enum: ['Tokyo', 'Oslo'] } },
        required: ['city'],
        additionalProperties: false,
      };
      const response_format = { type: 'json_schema', json_schema: { name: 'answer', schema } };
      const { json } = await engine.post(chat, { messages: japan, temperature: 0, response_format });
      assert.ok(['Tokyo', 'Oslo'].includes(JSON.parse(json.choices[0].message.content).city));
      assert.equal(json.choices[0].finish_reason, 'stop');
    });

    it('answers in JSON when asked for a JSON object', async () => {
      const body = { messages: japan, temperature: 0, response_format: { type: 'json_object' }, max_tokens: 200 };
      const { json } = await engine.post(chat, body);
      assert.equal(typeof JSON.parse(json.choices[0].message.content), 'object');
    });
  });

  describe('streams', () => {
    it('send the role, the text in pieces, the reason of the end, and [DONE]', async () => {
      const response = await stream({ messages: japan, temperature: 0 });
      assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
      const events = await readEvents(response);
      assert.equal(events.at(-1), '[DONE]');
      const choices = events.slice(0, -1).map((it) => it.choices[0]);
      assert.deepEqual(choices[0].delta, { role: 'assistant', content: '' });
      assert.equal(choices.map((it) => it.delta.content ?? '').join(''), tokyo);
      assert.ok(choices.length > 8, 'a piece for each token');
      assert.equal(choices.at(-1).finish_reason, 'stop');
      assert.equal(new Set(events.slice(0, -1).map((it) => it.id)).size, 1);
    });

    it('tell the usage in an event without choices, when asked', async () => {
      const body = { messages: japan, temperature: 0, stream_options: { include_usage: true } };
      const events = await readEvents(await stream(body));
      const last = events.at(-2);
      assert.deepEqual(last.choices, []);
      assert.equal(last.usage.prompt_tokens, 21);
      assert.equal(last.usage.completion_tokens, 13);
      assert.ok(events.slice(0, -2).every((it) => !('usage' in it)));
    });

    it('send each token when it is there, not at the end', async () => {
      const response = await stream(endless);
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      await reader.read();
      assert.equal(await engine.metric('requests_processing'), 1);
      await reader.cancel();
      await idle();
    });
  });

  describe('a client that leaves', () => {
    it('frees the sequence of a stream', async () => {
      const left = new AbortController();
      const response = await stream(endless, left.signal);
      await response.body?.getReader().read();
      left.abort();
      await idle();
    });

    it('frees the sequence of a request that is not streamed', async () => {
      const left = new AbortController();
      const request = { method: 'POST', body: JSON.stringify(endless), signal: left.signal };
      const answer = assert.rejects(fetch(engine.url + chat, request));
      await until(async () => (await engine.metric('requests_processing')) === 1, 'it runs');
      left.abort();
      await answer;
      await idle();
    });

    it('leaves the queue too', async () => {
      const left = new AbortController();
      const requests = Array.from({ length: 8 }, () => stream(endless, left.signal).catch(() => null));
      await until(async () => (await engine.metric('requests_deferred')) === 4, 'four of them wait');
      left.abort();
      await Promise.all(requests);
      await until(async () => (await engine.metric('requests_deferred')) === 0, 'nobody waits');
      await idle();
    });

    it('is survived a hundred times', async () => {
      for (let round = 0; round < 100; round++) {
        const left = new AbortController();
        const request = stream(endless, left.signal).catch(() => null);
        if (round % 2 === 0) await request;
        left.abort();
        await request;
      }
      await idle();
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
      const responses = await Promise.all(Array.from({ length: 4 }, () => stream(endless)));
      assert.equal(await engine.metric('requests_processing'), 4);
      await Promise.all(responses.map((it) => it.body?.cancel()));
      await idle();
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
      const response = await stream({ messages: [{ role: 'user', content: 'hi '.repeat(2_000) }] });
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

  describe('completions', () => {
    it('go on with a text', async () => {
      const { json } = await engine.post('/v1/completions', { prompt: 'Once upon a', max_tokens: 2, temperature: 0 });
      assert.equal(json.object, 'text_completion');
      assert.equal(json.choices[0].text, ' time there');
      assert.equal(json.choices[0].finish_reason, 'length');
    });

    it('give a choice for each of several prompts', async () => {
      const body = { prompt: ['Once upon', 'The capital of Japan is'], max_tokens: 2, temperature: 0 };
      const { json } = await engine.post('/v1/completions', body);
      assert.deepEqual(
        json.choices.map((it: { index: number }) => it.index),
        [0, 1],
      );
      assert.equal(json.choices[0].text, ' a time');
      assert.match(json.choices[1].text, /^ T/);
      const each = body.prompt.map((prompt) => engine.post('/count', { path: '/v1/completions', body: { prompt } }));
      const counts = (await Promise.all(each)).map((it) => it.json.tokens);
      assert.equal(json.usage.prompt_tokens, counts[0] + counts[1]);
    });

    it('stream, several prompts in one stream', async () => {
      const body = { prompt: ['Once upon', 'Once upon a'], max_tokens: 3, temperature: 0, stream: true };
      const options = { method: 'POST', body: JSON.stringify({ ...body, stream_options: { include_usage: true } }) };
      const events = await readEvents(await fetch(`${engine.url}/v1/completions`, options));
      assert.equal(events.at(-1), '[DONE]');
      assert.equal(events.at(-2).usage.completion_tokens, 6);
      const text = (index: number) =>
        events
          .slice(0, -2)
          .flatMap((it) => it.choices)
          .filter((it) => it.index === index)
          .map((it) => it.text)
          .join('');
      assert.equal(text(0), ' a time there');
      assert.equal(text(1), ' time there was');
    });

    it('take tokens for a prompt, and refuse those that the model does not have', async () => {
      const fine = await engine.post('/v1/completions', { prompt: [1, 2, 3], max_tokens: 1 });
      assert.equal(fine.json.usage.prompt_tokens, 3);
      for (const prompt of [[768], [-1], [1.5]]) {
        const { status, json } = await engine.post('/v1/completions', { prompt, max_tokens: 1 });
        assert.equal(status, 400);
        assert.equal(json.error.param, 'prompt');
      }
    });
  });
});

describe('the life of the embedded engine', () => {
  it('is ready within 1.5 s', async () => {
    const started = performance.now();
    const engine = await startEmbedded();
    assert.ok(performance.now() - started < 1_500);
    await engine.stop();
  });

  it('has the context that the model was trained with, when none is given', async () => {
    const engine = await startEmbedded();
    const { json } = await engine.get('/v1/models');
    await engine.stop();
    assert.equal(json.data[0].meta.n_ctx, 1_024);
    assert.equal(json.data[0].id, 'tiny.q8_0');
  });

  it('serves one request after the other with one sequence, in their order', async () => {
    const engine = await startEmbedded('--parallel', '1');
    const order: number[] = [];
    const requests = [0, 1, 2, 3].map(async (index) => {
      await engine.post(chat, { messages: japan, temperature: 0, max_tokens: 5 });
      order.push(index);
    });
    await Promise.all(requests);
    await engine.stop();
    assert.equal(order.length, 4);
  });

  it('ends with 0 soon after SIGTERM, while a stream is open', async () => {
    const engine = await startEmbedded();
    const response = await fetch(engine.url + chat, {
      method: 'POST',
      body: JSON.stringify({ ...endless, stream: true }),
    });
    await response.body?.getReader().read();
    const exit = once(engine.child, 'exit');
    const asked = performance.now();
    engine.child.kill('SIGTERM');
    assert.deepEqual(await exit, [0, null]);
    assert.ok(performance.now() - asked < 500, `${performance.now() - asked} ms`);
  });

  it('says in one line why it cannot start', async () => {
    const text = join(tmpdir(), `no-model-${process.pid}.gguf`);
    await writeFile(text, 'this is no model at all');
    const broken = join(tmpdir(), `broken-model-${process.pid}.gguf`);
    await writeFile(broken, Buffer.concat([Buffer.from('GGUF\x03\0\0\0', 'latin1'), Buffer.alloc(64, 7)]));
    const future = join(tmpdir(), `future-model-${process.pid}.gguf`);
    await writeFile(future, Buffer.alloc(64, 'GGUFGGUF'));
    const port = String(await freePort());
    const cases: [string[], RegExp][] = [
      [['--port', port], /--model FILE is missing/],
      [['--model', '/no/such.gguf', '--port', port], /cannot read \/no\/such\.gguf: ENOENT/],
      [['--model', text, '--port', port], /is not a GGUF file/],
      [['--model', future, '--port', port], /is a GGUF of a version that is not known/],
      [['--model', broken, '--port', port], /cannot load/],
      [['--model', tinyModel, '--port', port, '--gpu', 'abacus'], /--gpu must be one of/],
    ];
    for (const [args, says] of cases) {
      const { code, stderr } = await runToEnd(args);
      assert.equal(code, 1, stderr);
      assert.match(stderr, says);
      assert.equal(stderr.trim().split('\n').length, 1, stderr);
    }
  });

  it('says so when the port is taken', async () => {
    const engine = await startEmbedded();
    const port = new URL(engine.url).port;
    const { code, stderr } = await runToEnd(['--model', tinyModel, '--port', port]);
    await engine.stop();
    assert.equal(code, 1);
    assert.match(stderr, /cannot listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/);
  });

  it('outlives what is no HTTP', async () => {
    const engine = await startEmbedded();
    const socket = connect(Number(new URL(engine.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end('what is this\r\n\r\n');
    await once(socket.resume(), 'close');
    assert.equal((await engine.get('/health')).status, 200);
    await engine.stop();
  });
});
