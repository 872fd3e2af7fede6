/** A real llama-server behind the gateway: what a user of it sees, every answer checked against the contract. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CHAT, until } from '../integration/gateway/requests.ts';
import { type RunningGateway, runGateway } from '../integration/gateway/run-gateway.ts';
import { validateAnswer } from '../integration/gateway/validate-answer.ts';
import {
  alive,
  ask,
  contentOf,
  engines,
  eventsOf,
  japan,
  readyEngine,
  streamedText,
  TOKYO,
  untilGone,
} from './checked-answers.ts';
import { findLlamaServer } from './llama-server/llama-server.ts';

const found = findLlamaServer();
const skip = found.skip;
const tiny = fileURLToPath(new URL('../../models/tiny.q8_0.gguf', import.meta.url));

/** The YAML of a command that starts llama-server with one thread and one slot. */
const server = (context: number, ...args: string[]): string =>
  JSON.stringify([
    ...[found.path, '-m', tiny, '--host', '127.0.0.1', '--port', '${PORT}'],
    ...['-c', String(context), '-t', '1', '-np', '1', ...args],
  ]);

const model = (name: string, context: number, ...args: string[]): string =>
  `  ${name}: { engine: llama.cpp, context: ${context}, command: ${server(context, '--alias', name, ...args)} }\n`;

/** About `words` tokens or more. */
const long = (words: number) => [{ role: 'user', content: 'hi '.repeat(words) }];
/** Generates until the context is full: the model never wants to stop. */
const endless = { messages: japan, logit_bias: [['<|im_end|>', false]], ignore_eos: true, max_tokens: 100_000 };

describe('llama-server behind the gateway', { skip }, () => {
  let running: RunningGateway;
  let url: string;
  const post = (path: string, body: object) => ask(url, path, { model: 'tiny', ...body });

  before(async () => {
    running = await runGateway(`models:\n${model('tiny', 1024, '--metrics')}`);
    url = running.url;
  });
  after(() => running[Symbol.asyncDispose]());

  describe('its routes', () => {
    it('answer a chat', async () => {
      const answer = await post(CHAT, { messages: japan, temperature: 0 });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(contentOf(answer), TOKYO);
      assert.equal(answer.headers['x-roundhouse-source'], 'engine');
    });

    it('stream a chat, with the usage and the end', async () => {
      const body = { messages: japan, temperature: 0, stream: true, stream_options: { include_usage: true } };
      const answer = await post(CHAT, body);
      assert.equal(streamedText(answer.text), TOKYO);
      const events = eventsOf(answer.text);
      assert.equal(events.at(-1), '[DONE]');
      const usage = events.find((event) => event.usage != null)?.usage;
      assert.equal(usage.prompt_tokens + usage.completion_tokens, usage.total_tokens);
    });

    it('complete a text, streamed or not', async () => {
      const body = { prompt: 'Once upon a', max_tokens: 4, temperature: 0 };
      const whole = (await post('/v1/completions', body)).json() as unknown as { choices: [{ text: string }] };
      const streamed = await post('/v1/completions', { ...body, stream: true });
      const text = eventsOf(streamed.text).map((event) => event.choices?.[0]?.text ?? '');
      assert.match(whole.choices[0].text, /^ time/);
      assert.equal(text.join(''), whole.choices[0].text);
    });

    it('cut a text into tokens and put it together again', async () => {
      const cut = await post('/tokenize', { content: 'The capital of Japan' });
      const { tokens } = cut.json() as unknown as { tokens: number[] };
      const whole = await post('/detokenize', { tokens });
      assert.equal(whole.json()['content'], 'The capital of Japan');
    });

    it('answer a response of OpenAI’s newer API, streamed or not', async () => {
      const body = { input: 'What is the capital of Japan?', temperature: 0 };
      const whole = await post('/v1/responses', body);
      assert.equal(whole.status, 200, whole.text);
      assert.ok(whole.text.includes(TOKYO));
      const events = eventsOf((await post('/v1/responses', { ...body, stream: true })).text);
      const text = events.filter((event) => event.type === 'response.output_text.delta').map((event) => event.delta);
      assert.equal(text.join(''), TOKYO);
      assert.equal(events.at(-1).type, 'response.completed');
    });

    it('answer a message of Anthropic’s API, streamed or not, and count it', async () => {
      const body = { messages: japan, max_tokens: 50, temperature: 0 };
      const whole = await post('/v1/messages', body);
      assert.equal((whole.json()['content'] as unknown as [{ text: string }])[0].text, TOKYO);
      const events = eventsOf((await post('/v1/messages', { ...body, stream: true })).text);
      const text = events.map((event) => event.delta?.text ?? '');
      assert.equal(text.join(''), TOKYO);
      assert.equal(events.at(-1).type, 'message_stop');
      const counted = await post('/v1/messages/count_tokens', body);
      assert.ok(Number(counted.json()['input_tokens']) > 5, counted.text);
    });

    it('show the engine: its version, its context, a log that can be read', async () => {
      await until('the version is known', async () => (await readyEngine(url)).version !== null);
      const engine = await readyEngine(url);
      assert.equal(engine.context, 1024);
      const log = await ask(url, `/v1/engines/${engine.id}/logs?lines=5`);
      assert.equal((log.json()['data'] as unknown as object[]).length, 5);
      const listed = (await ask(url, '/v1/models/tiny')).json();
      assert.deepEqual([listed['state'], listed['context_length']], ['ready', 1024]);
    });
  });

  describe('its errors', () => {
    it('come in the envelope, as the engine’s, where a message has no role', async () => {
      const answer = await post(CHAT, { messages: [{ content: 'hello' }] });
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.headers['x-roundhouse-source'], 'engine');
      assert.match(String(answer.json().error?.['message']), /role/);
    });

    it('name a context that is too short by OpenAI’s code, with both numbers', async () => {
      const answer = await post(CHAT, { messages: long(3_000) });
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.headers['x-roundhouse-source'], 'engine');
      const { code, n_prompt_tokens, n_ctx } = answer.json().error ?? {};
      assert.equal(code, 'context_length_exceeded');
      assert.equal(n_ctx, 1024);
      assert.ok(Number(n_prompt_tokens) > 1024, answer.text);
    });

    it('are answers, too, where a stream was asked for', async () => {
      const answer = await post(CHAT, { messages: long(3_000), stream: true });
      assert.equal(answer.status, 400);
      assert.equal(answer.json().error?.['code'], 'context_length_exceeded');
    });

    it('come in Anthropic’s shape on Anthropic’s route', async () => {
      const answer = await post('/v1/messages', { messages: long(3_000), max_tokens: 5 });
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json()['type'], 'error');
      assert.equal(answer.json().error?.['type'], 'invalid_request_error');
    });

    it('say that it was not started for embeddings', async () => {
      const answer = await post('/v1/embeddings', { input: 'hello' });
      assert.equal(answer.status, 501, answer.text);
      assert.equal(answer.headers['x-roundhouse-source'], 'engine');
    });

    it('are the gateway’s for a model that does not exist, with near names', async () => {
      const answer = await post(CHAT, { model: 'tyni', messages: japan });
      assert.equal(answer.status, 404);
      assert.equal(answer.headers['x-roundhouse-source'], 'gateway');
      assert.equal(answer.json().error?.['code'], 'model_not_found');
      assert.match(String(answer.json().error?.['message']), /"tiny"/);
    });
  });

  it('a client that leaves frees it', async () => {
    const left = new AbortController();
    const response = await fetch(url + CHAT, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'tiny', ...endless, stream: true }),
      signal: left.signal,
    });
    await response.body?.getReader().read();
    left.abort();
    await until('nothing is in flight', async () => (await readyEngine(url)).in_flight === 0);
    assert.equal(contentOf(await post(CHAT, { messages: japan, temperature: 0 })), TOKYO);
  });
});

describe('llama-server that dies', { skip }, () => {
  it('idle: is started again, and the next request is answered', async () => {
    await using running = await runGateway(`models:\n${model('tiny', 512)}`);
    const chat = { model: 'tiny', messages: japan, temperature: 0 };
    await ask(running.url, CHAT, chat);
    const { pid } = await readyEngine(running.url);
    process.kill(pid, 'SIGKILL');
    await untilGone(running.url, [pid]);
    const answer = await ask(running.url, CHAT, chat);
    assert.equal(contentOf(answer), TOKYO);
    assert.notEqual((await readyEngine(running.url)).pid, pid);
  });

  it('in the middle of a stream: the stream ends with an error event and without [DONE]', async () => {
    await using running = await runGateway(`models:\n${model('tiny', 1024)}`);
    await ask(running.url, CHAT, { model: 'tiny', messages: japan, max_tokens: 1 });
    const { pid } = await readyEngine(running.url);
    const response = await fetch(running.url + CHAT, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'tiny', ...endless, stream: true }),
    });
    let text = '';
    for await (const chunk of response.body ?? []) {
      if (text === '') process.kill(pid, 'SIGKILL');
      text += Buffer.from(chunk as Uint8Array).toString();
    }
    const { status, headers } = response;
    validateAnswer({ method: 'POST', path: CHAT, status, headers: Object.fromEntries(headers), text });
    assert.equal(eventsOf(text).at(-1).error.code, 'engine_disconnected', text.slice(-500));
    await untilGone(running.url, [pid]);
    const again = await ask(running.url, CHAT, { model: 'tiny', messages: japan, temperature: 0 });
    assert.equal(again.status, 200, again.text);
    assert.equal(contentOf(again), TOKYO);
  });
});

describe('two models on one slot', { skip }, () => {
  it('are swapped: each request is answered by its own model, and only one engine runs', async () => {
    await using running = await runGateway(`models:\n${model('a', 512)}${model('b', 1024)}`);
    const chat = (name: string) => ask(running.url, CHAT, { model: name, messages: japan, temperature: 0 });
    const pids: number[] = [];
    for (const name of ['a', 'b', 'a']) {
      const answer = await chat(name);
      assert.equal(contentOf(answer), TOKYO);
      assert.equal(answer.json()['model'], name);
      const engine = await readyEngine(running.url);
      assert.equal(engine.model, name);
      for (const pid of pids) assert.ok(!alive(pid), 'the one before is gone');
      pids.push(engine.pid);
    }
    const together = await Promise.all(['a', 'b', 'b', 'a', 'b', 'a'].map(chat));
    assert.deepEqual(
      together.map((answer) => answer.json()['model']),
      ['a', 'b', 'b', 'a', 'b', 'a'],
    );
  });
});

describe('context variants of one model', { skip }, () => {
  const variants = (keys: string): string => `
models:
  tiny:
    engine: llama.cpp
    reserve_tokens: 64
${keys}
`;
  const byCommand = variants(`    variants:
      - { context: 512, command: ${server(512)} }
      - { context: 1024, command: ${server(1024)} }`);

  const chat = (url: string, messages: object, fields: object = {}) =>
    ask(url, CHAT, { model: 'tiny', messages, max_tokens: 16, temperature: 0, ...fields });

  it('a short prompt starts the small one, a long one the large one, which then serves short ones too', async () => {
    await using running = await runGateway(byCommand);
    assert.equal(contentOf(await chat(running.url, japan)), TOKYO);
    assert.equal((await readyEngine(running.url)).context, 512);
    const answer = await chat(running.url, long(350));
    assert.equal(answer.status, 200, answer.text);
    const { usage } = answer.json() as unknown as { usage: { prompt_tokens: number } };
    assert.ok(usage.prompt_tokens > 512 && usage.prompt_tokens < 1_008, `${usage.prompt_tokens} tokens`);
    const large = await readyEngine(running.url);
    assert.equal(large.context, 1024);
    await chat(running.url, japan);
    assert.equal((await readyEngine(running.url)).pid, large.pid);
  });

  it('a running engine’s exact count refuses what fits into none, with both numbers', async () => {
    await using running = await runGateway(byCommand);
    await chat(running.url, japan);
    const { pid } = await readyEngine(running.url);
    const answer = await chat(running.url, long(1_000));
    assert.equal(answer.status, 400, answer.text);
    assert.equal(answer.headers['x-roundhouse-source'], 'gateway');
    const { code, n_prompt_tokens, n_ctx, n_answer_tokens, message } = answer.json().error ?? {};
    assert.deepEqual([code, n_ctx, n_answer_tokens], ['context_length_exceeded', 1024, 16]);
    assert.ok(Number(n_prompt_tokens) > 1024);
    assert.match(String(message), new RegExp(`\\b${n_prompt_tokens} tokens\\b.*\\b1024 tokens\\b`));
    assert.equal((await readyEngine(running.url)).pid, pid, 'nothing was started or stopped for it');
  });

  it('without any engine the file’s vocabulary counts the same, and starts none', async () => {
    await using running = await runGateway(
      variants(`    model: ${JSON.stringify(tiny)}\n    variants: [{ context: 512 }, { context: 1024 }]`),
    );
    const refused = await chat(running.url, long(1_000));
    assert.equal(refused.status, 400, refused.text);
    assert.equal(refused.headers['x-roundhouse-source'], 'gateway');
    assert.deepEqual(await engines(running.url), []);
    await using other = await runGateway(byCommand);
    await chat(other.url, japan);
    const counted = await chat(other.url, long(1_000));
    assert.equal(refused.json().error?.['n_prompt_tokens'], counted.json().error?.['n_prompt_tokens']);
  });
});

describe('llama-server started for embeddings', { skip }, () => {
  it('gives the same vector as numbers and as base64', async () => {
    await using running = await runGateway(`models:\n${model('tiny', 512, '--embeddings', '--pooling', 'mean')}`);
    const embed = async (fields: object) => {
      const answer = await ask(running.url, '/v1/embeddings', {
        model: 'tiny',
        input: ['Tokyo', 'a story'],
        ...fields,
      });
      return (answer.json()['data'] as unknown as { embedding: number[] | string }[]).map((it) => it.embedding);
    };
    const [numbers] = (await embed({})) as number[][];
    const [packed] = (await embed({ encoding_format: 'base64' })) as string[];
    const bytes = Buffer.from(packed ?? '', 'base64');
    const unpacked = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
    assert.equal(unpacked.length, numbers?.length);
    for (const [i, value] of unpacked.entries()) assert.ok(Math.abs(value - (numbers?.[i] ?? 9)) < 1e-5);
  });
});

describe('a gateway that listens on IPv6 alone', { skip }, () => {
  it('serves a real engine', async () => {
    await using running = await runGateway(`listen_v4: none\nlisten_v6: "[::1]:0"\nmodels:\n${model('tiny', 512)}`);
    assert.match(running.url, /^http:\/\/\[::1\]:\d+$/);
    const answer = await ask(running.url, CHAT, { model: 'tiny', messages: japan, temperature: 0 });
    assert.equal(contentOf(answer), TOKYO);
  });
});
