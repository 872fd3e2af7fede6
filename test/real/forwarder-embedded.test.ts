/** The forwarder beside a real engine: the command and the curl call that its users know, whole and streamed. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { type ChildForwarder, EXAMPLE, spawnForwarder } from '../integration/forwarder/spawn-forwarder.ts';
import { until } from '../integration/gateway/requests.ts';
import { type EngineUnderTest, startEmbedded } from './embedded/embedded-process.ts';

const EXTRA = "extra_routes=['/v1/chat/completions','/v1/completions']";

describe('the forwarder beside the embedded engine', () => {
  let engine: EngineUnderTest;
  let forwarder: ChildForwarder;
  const curl = async (path: string, body: object): Promise<string> => {
    const header = 'Content-Type: application/json';
    const args = ['-sS', '-m', '60', '-X', 'POST', forwarder.url + path, '-H', header, '-d', JSON.stringify(body)];
    return (await promisify(execFile)('curl', args)).stdout;
  };
  const japan = { role: 'user', content: 'What is the capital of Japan?' };
  const chat = { model: 'tiny', messages: [{ role: 'system', content: 'Hello' }, japan], max_tokens: 100 };

  before(async () => {
    engine = await startEmbedded();
    const port = new URL(engine.url).port;
    const set = ['sync', 'stream'].flatMap((section) =>
      [EXTRA, 'healthcheck_route=/health', `user_port=${port}`].flatMap((one) => [
        '--set',
        `forwarder.${section}.${one}`,
      ]),
    );
    const predict = ['--set', 'forwarder.sync.predict_route=/v1/chat/completions'];
    const stream = ['--set', 'forwarder.stream.predict_route=/v1/chat/completions'];
    forwarder = await spawnForwarder('--config', EXAMPLE, '--num-workers', '1', ...set, ...predict, ...stream);
    await until('it is ready', async () => (await fetch(`${forwarder.url}/readyz`)).ok, 10_000);
  });
  after(async () => {
    await forwarder[Symbol.asyncDispose]();
    await engine.stop();
  });

  it('answers a chat', async () => {
    const { choices, usage } = JSON.parse(await curl('/v1/chat/completions', { args: { ...chat, temperature: 0 } }));
    assert.match(choices[0].message.content, /\w/);
    assert.ok(usage.completion_tokens > 0);
  });

  it('streams one', async () => {
    const text = await curl('/v1/chat/completions', { args: { ...chat, stream: true } });
    assert.match(text, /"object":"chat\.completion\.chunk"/);
    assert.match(text, /data: \[DONE\]\n\n$/);
  });

  it('wraps one as a result, and as results', async () => {
    const { result } = JSON.parse(await curl('/predict', { args: chat }));
    assert.equal(JSON.parse(result).object, 'chat.completion');
    const events = (await curl('/stream', { args: { ...chat, stream: true } })).split('\n\n').filter(Boolean);
    const results = events.map((event) => JSON.parse(event.replace(/^data: /, '')).result);
    assert.equal(results[0].object, 'chat.completion.chunk');
    assert.equal(results.at(-1), '[DONE]');
  });

  it('passes the engine’s refusal on, with its status', async () => {
    const answer = await fetch(`${forwarder.url}/v1/chat/completions`, {
      method: 'POST',
      body: '{"args":{"messages":1}}',
    });
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get('x-roundhouse-source'), 'engine');
  });
});
