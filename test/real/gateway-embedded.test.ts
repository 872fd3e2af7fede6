/** The gateway with its own engine and the built-in model: what two commands after cloning give, every answer checked. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CHAT, until } from '../integration/gateway/requests.ts';
import { type RunningGateway, runGateway } from '../integration/gateway/run-gateway.ts';
import { spawnGateway } from '../integration/gateway/spawn-gateway.ts';
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
} from './checked-answers.ts';
import { tinyModel } from './embedded/embedded-process.ts';

const model = JSON.stringify(tinyModel);
const args = '["--threads", "1", "--parallel", "2"]';
const one = (name: string, context: number): string =>
  `  ${name}: { engine: embedded, model: ${model}, context: ${context}, args: ${args} }\n`;

const words = (count: number) => [{ role: 'user', content: 'hi '.repeat(count) }];
/** Runs until the context is full: the list that the schema asks for is longer than that. */
const list = { type: 'array', items: { type: 'string', minLength: 5 }, minItems: 1_000 };
const endless = {
  messages: japan,
  response_format: { type: 'json_schema', json_schema: { name: 'list', schema: list } },
  stream: true,
};

describe('the embedded engine behind the gateway', () => {
  let running: RunningGateway;
  let url: string;
  const post = (path: string, body: object) => ask(url, path, { model: 'tiny', ...body });

  before(async () => {
    running = await runGateway(`models:\n${one('tiny', 1024)}`);
    url = running.url;
  });
  after(() => running[Symbol.asyncDispose]());

  it('is listed before it runs, and started by the first request', async () => {
    const state = async () => (await ask(url, '/v1/models/tiny')).json()['state'];
    assert.equal(await state(), 'stopped');
    assert.deepEqual(await engines(url), []);
    assert.equal(contentOf(await post(CHAT, { messages: japan, temperature: 0 })), TOKYO);
    assert.equal(await state(), 'ready');
    const engine = await readyEngine(url);
    assert.deepEqual([engine.model, engine.context], ['tiny', 1024]);
    assert.ok(alive(engine.pid));
  });

  describe('its routes', () => {
    it('answer a chat: the text, the reason of the end, the usage', async () => {
      const answer = await post(CHAT, { messages: japan, temperature: 0 });
      const { choices, usage } = answer.json() as unknown as {
        choices: [{ finish_reason: string }];
        usage: { prompt_tokens: number; completion_tokens: number };
      };
      assert.equal(contentOf(answer), TOKYO);
      assert.equal(choices[0].finish_reason, 'stop');
      assert.deepEqual([usage.prompt_tokens, usage.completion_tokens], [21, 13]);
      assert.equal(answer.headers['x-roundhouse-source'], 'engine');
    });

    it('stream a chat to its end, with the usage', async () => {
      const body = { messages: japan, temperature: 0, stream: true, stream_options: { include_usage: true } };
      const answer = await post(CHAT, body);
      assert.equal(streamedText(answer.text), TOKYO);
      const events = eventsOf(answer.text);
      assert.equal(events.at(-1), '[DONE]');
      assert.equal(events.at(-2).usage.completion_tokens, 13);
    });

    it('complete a text, streamed or not', async () => {
      const body = { prompt: 'Once upon a', max_tokens: 4, temperature: 0 };
      const whole = (await post('/v1/completions', body)).json() as unknown as { choices: [{ text: string }] };
      const streamed = await post('/v1/completions', { ...body, stream: true });
      const text = eventsOf(streamed.text).map((event) => event.choices?.[0]?.text ?? '');
      assert.match(whole.choices[0].text, /^ time/);
      assert.equal(text.join(''), whole.choices[0].text);
    });

    it('turn texts into vectors, as numbers and as base64', async () => {
      const embed = async (fields: object) => {
        const answer = await post('/v1/embeddings', { input: ['Tokyo', 'a story'], ...fields });
        assert.equal(answer.status, 200, answer.text);
        return (answer.json()['data'] as unknown as { embedding: number[] | string }[]).map((it) => it.embedding);
      };
      const numbers = (await embed({})) as number[][];
      const packed = (await embed({ encoding_format: 'base64' })) as string[];
      assert.equal(numbers.length, 2);
      assert.notDeepEqual(numbers[0], numbers[1]);
      const bytes = Buffer.from(packed[0] ?? '', 'base64');
      const unpacked = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
      assert.deepEqual(unpacked, numbers[0]?.map(Math.fround));
    });

    it('cut a text into tokens and put it together again', async () => {
      const { tokens } = (await post('/tokenize', { content: 'The capital of Japan' })).json() as unknown as {
        tokens: number[];
      };
      assert.ok(tokens.length > 3);
      assert.equal((await post('/detokenize', { tokens })).json()['content'], 'The capital of Japan');
    });

    it('that it does not have are refused by the gateway, in the shape of the route', async () => {
      const openai = await post('/v1/responses', { input: 'hello' });
      assert.deepEqual([openai.status, openai.json().error?.['code']], [501, 'not_supported']);
      const anthropic = await post('/v1/messages', { messages: japan, max_tokens: 5 });
      assert.deepEqual([anthropic.status, anthropic.json()['type']], [501, 'error']);
    });
  });

  describe('its errors', () => {
    it('name a context that is too short, with both numbers', async () => {
      const answer = await post(CHAT, { messages: words(2_000) });
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.headers['x-roundhouse-source'], 'engine');
      const { code, n_ctx, n_prompt_tokens } = answer.json().error ?? {};
      assert.deepEqual([code, n_ctx], ['context_length_exceeded', 1024]);
      assert.ok(Number(n_prompt_tokens) > 1024);
    });

    it('name the field that is wrong', async () => {
      const answer = await post(CHAT, { messages: japan, max_tokens: 'many' });
      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json().error?.['param'], 'max_tokens');
    });

    it('are the gateway’s for what cannot be routed', async () => {
      const unknown = await post(CHAT, { model: 'tyni', messages: japan });
      assert.deepEqual([unknown.status, unknown.json().error?.['code']], [404, 'model_not_found']);
      const path = await ask(url, '/v1/nothing', { model: 'tiny' });
      assert.deepEqual([path.status, path.json().error?.['code']], [404, 'route_not_found']);
      const method = await ask(url, CHAT);
      assert.deepEqual([method.status, method.json().error?.['code']], [405, 'method_not_allowed']);
    });
  });

  it('a client that leaves frees the sequence of its stream', async () => {
    const { pid } = await readyEngine(url);
    for (let round = 0; round < 6; round++) {
      const left = new AbortController();
      const { status, headers, body } = await fetch(url + CHAT, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'tiny', ...endless }),
        signal: left.signal,
      });
      const { value } = (await body?.getReader().read()) ?? {};
      const text = Buffer.from(value ?? []).toString();
      const answer = { method: 'POST', path: CHAT, status, headers: Object.fromEntries(headers), text };
      validateAnswer({ ...answer, cutShort: true });
      left.abort();
    }
    await until('nothing is in flight', async () => (await readyEngine(url)).in_flight === 0);
    // It has two sequences: six that were held would leave none for this.
    assert.equal(contentOf(await post(CHAT, { messages: japan, temperature: 0 })), TOKYO);
    assert.equal((await readyEngine(url)).pid, pid);
  });

  it('is stopped by the API, and started again by the next request', async () => {
    const { id, pid } = await readyEngine(url);
    const stopped = await ask(url, `/v1/engines/${id}/stop`, {});
    assert.equal(stopped.json()['state'], 'stopped');
    assert.ok(!alive(pid));
    assert.equal(contentOf(await post(CHAT, { messages: japan, temperature: 0 })), TOKYO);
    assert.notEqual((await readyEngine(url)).pid, pid);
  });

  it('killed, is started again', async () => {
    const { pid } = await readyEngine(url);
    process.kill(pid, 'SIGKILL');
    await until('it is seen', async () => !(await engines(url)).some((it) => it.pid === pid && it.state === 'ready'));
    assert.equal(contentOf(await post(CHAT, { messages: japan, temperature: 0 })), TOKYO);
  });

  it('the gateway’s own routes answer by the contract beside it', async () => {
    for (const path of ['/health', '/ready', '/metrics', '/openapi.json', '/openapi-3.0.json', '/v1/models', '/docs'])
      assert.equal((await ask(url, path)).status, 200, path);
  });
});

describe('two embedded models on one slot', () => {
  it('are swapped', async () => {
    await using running = await runGateway(`models:\n${one('a', 512)}${one('b', 1024)}`);
    const answers = await Promise.all(
      ['a', 'b', 'b', 'a'].map((name) => ask(running.url, CHAT, { model: name, messages: japan, temperature: 0 })),
    );
    assert.deepEqual(answers.map(contentOf), [TOKYO, TOKYO, TOKYO, TOKYO]);
    await readyEngine(running.url);
  });
});

describe('context variants of an embedded model', () => {
  const yaml = `
models:
  tiny:
    engine: embedded
    model: ${model}
    args: ${args}
    reserve_tokens: 64
    variants: [{ context: 512 }, { context: 1024 }]
`;
  const chat = (url: string, messages: object) =>
    ask(url, CHAT, { model: 'tiny', messages, max_tokens: 16, temperature: 0 });

  it('a short prompt starts the small one, a long one the large one', async () => {
    await using running = await runGateway(yaml);
    assert.equal(contentOf(await chat(running.url, japan)), TOKYO);
    assert.equal((await readyEngine(running.url)).context, 512);
    const answer = await chat(running.url, words(350));
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await readyEngine(running.url)).context, 1024);
  });

  it('what fits into none is refused with both numbers, before any engine is started', async () => {
    await using running = await runGateway(yaml);
    const answer = await chat(running.url, words(1_000));
    assert.equal(answer.status, 400, answer.text);
    assert.equal(answer.headers['x-roundhouse-source'], 'gateway');
    const { code, n_ctx, n_prompt_tokens } = answer.json().error ?? {};
    assert.deepEqual([code, n_ctx], ['context_length_exceeded', 1024]);
    assert.deepEqual(await engines(running.url), []);
    await chat(running.url, japan);
    const counted = await chat(running.url, words(1_000));
    assert.equal(counted.json().error?.['n_prompt_tokens'], n_prompt_tokens, 'a running engine counts the same');
  });
});

describe('the gateway as a process of its own', () => {
  it('answers with the built-in model within 5 s, and leaves no engine behind', async () => {
    const started = performance.now();
    const gateway = await spawnGateway(`models:\n${one('tiny', 1024)}`);
    try {
      const answer = await ask(gateway.url, CHAT, { model: 'tiny', messages: japan, temperature: 0 });
      assert.equal(contentOf(answer), TOKYO);
      assert.ok(performance.now() - started < 5_000, `${performance.now() - started} ms`);
      const { pid } = await readyEngine(gateway.url);
      gateway.signal('SIGTERM');
      assert.equal(await gateway.exited, 0, gateway.output());
      assert.ok(!alive(pid));
    } finally {
      await gateway.stop();
    }
  });
});
