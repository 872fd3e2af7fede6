/** The `openai` package of npm against the gateway with its own engine: what a user's program sees. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import OpenAI from 'openai';
import { type RunningGateway, runGateway } from '../../integration/gateway/run-gateway.ts';
import { createCheckedFetch, japan, TOKYO } from '../checked-answers.ts';
import { sdkEnv, sdkYaml } from './sdk-gateway.ts';

const messages = [...japan];

describe('the openai package of npm', () => {
  const answers = createCheckedFetch();
  let running: RunningGateway;
  let client: OpenAI;
  const clientWith = (apiKey: string) =>
    new OpenAI({ baseURL: `${running.url}/v1`, apiKey, maxRetries: 0, fetch: answers.fetch });

  before(async () => {
    running = await runGateway(sdkYaml, { env: sdkEnv });
    client = clientWith('sk-app');
  });
  after(async () => {
    await running[Symbol.asyncDispose]();
    assert.ok((await answers.checked()) >= 12, 'every answer was checked against the contract');
  });

  /** What the call throws, which must be of this class of the SDK. */
  async function thrown<E extends Error>(call: Promise<unknown>, type: new (...args: never[]) => E): Promise<E> {
    const error = await call.then(
      () => assert.fail('it was answered'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof type, `${(error as Error).name}: ${(error as Error).message}`);
    return error;
  }

  it('lists the models, and gets one', async () => {
    const ids: string[] = [];
    for await (const model of client.models.list()) ids.push(model.id);
    assert.deepEqual(ids.sort(), ['other', 'tiny', 'tiny-alias']);
    const model = await client.models.retrieve('tiny');
    assert.deepEqual([model.id, model.object], ['tiny', 'model']);
    assert.ok(Number.isInteger(model.created));
  });

  it('chats, and gives the request id', async () => {
    const answer = await client.chat.completions.create({ model: 'tiny', messages, temperature: 0 });
    assert.equal(answer.choices[0]?.message.content, TOKYO);
    assert.equal(answer.choices[0]?.finish_reason, 'stop');
    assert.equal(answer.usage?.total_tokens, 34);
    assert.match(answer._request_id ?? '', /^req_/);
  });

  it('streams a chat, by its iterator and by its helper', async () => {
    const stream = await client.chat.completions.create({
      model: 'tiny-alias',
      messages,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let total = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      total += chunk.usage?.total_tokens ?? 0;
    }
    assert.deepEqual([text, total], [TOKYO, 34]);
    const helper = client.chat.completions.stream({ model: 'tiny', messages, temperature: 0 });
    assert.equal(await helper.finalContent(), TOKYO);
  });

  it('completes a text', async () => {
    const answer = await client.completions.create({
      model: 'tiny',
      prompt: 'Once upon a',
      max_tokens: 3,
      temperature: 0,
    });
    assert.match(answer.choices[0]?.text ?? '', /^ time/);
  });

  it('embeds, by base64 as it does by itself, and by numbers the same', async () => {
    const input = ['Tokyo', 'a story'];
    const packed = await client.embeddings.create({ model: 'tiny', input });
    const plain = await client.embeddings.create({ model: 'tiny', input, encoding_format: 'float' });
    assert.equal(packed.data.length, 2);
    assert.deepEqual(packed.data[0]?.embedding, plain.data[0]?.embedding.map(Math.fround));
  });

  it('an unknown model is its NotFoundError, with code, param and request id', async () => {
    const error = await thrown(client.chat.completions.create({ model: 'tyni', messages }), OpenAI.NotFoundError);
    assert.deepEqual([error.status, error.code, error.param], [404, 'model_not_found', 'model']);
    assert.match(error.requestID ?? '', /^req_/);
    await thrown(client.models.retrieve('tyni'), OpenAI.NotFoundError);
  });

  it('a wrong key is its AuthenticationError', async () => {
    const error = await thrown(clientWith('sk-wrong').models.list().asResponse(), OpenAI.AuthenticationError);
    assert.deepEqual([error.status, error.code], [401, 'invalid_api_key']);
    assert.match(error.requestID ?? '', /^req_/);
  });

  it('a key without the verb is its PermissionDeniedError', async () => {
    const chat = clientWith('sk-reader').chat.completions.create({ model: 'tiny', messages });
    const error = await thrown(chat, OpenAI.PermissionDeniedError);
    assert.deepEqual([error.status, error.code], [403, 'permission_denied']);
  });

  it('a prompt that is too long is its BadRequestError, streamed or not', async () => {
    const long = [{ role: 'user' as const, content: 'hi '.repeat(2_000) }];
    for (const stream of [false, true]) {
      const chat = client.chat.completions.create({ model: 'tiny', messages: long, stream });
      const error = await thrown(chat, OpenAI.BadRequestError);
      assert.deepEqual([error.status, error.code], [400, 'context_length_exceeded']);
      assert.equal((error.error as { readonly n_ctx?: number }).n_ctx, 1024);
      assert.match(error.requestID ?? '', /^req_/);
    }
  });
});
