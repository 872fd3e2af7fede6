/** Extra routes with an engine that speaks OpenAI's API: its own bytes, whatever they are. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { CHAT, post } from '../gateway/requests.ts';
import { eventsOf, type RunningForwarder, runForwarder } from './run-forwarder.ts';

const COMPLETIONS = '/v1/completions';

const body = (fields: object = {}, prompt = 'hello'): string =>
  JSON.stringify({ model: 'tiny', messages: [{ role: 'user', content: prompt }], ...fields });

describe('an extra route', () => {
  let engine: FakeEngine;
  let forwarder: RunningForwarder;
  const inArgs = (fields?: object, prompt?: string) => forwarder.post(CHAT, `{"args": ${body(fields, prompt)}}`);

  before(async () => {
    engine = await startFake(['--kind', 'openai']);
    forwarder = await runForwarder({
      port: engine.port,
      set: [
        `forwarder.sync.extra_routes=['${CHAT}', /tokenize]`,
        `forwarder.stream.extra_routes=['${CHAT}', '${COMPLETIONS}']`,
        'forwarder.sync.forward_http_status=true',
      ],
    });
  });
  after(async () => {
    await forwarder[Symbol.asyncDispose]();
    await engine.stop();
  });

  it('answers as the engine does, not wrapped, and keeps its path', async () => {
    const answer = await inArgs();
    assert.equal(answer.status, 200);
    assert.equal(answer.json()['object'], 'chat.completion');
    const seen = (await engine.requests()).at(-1);
    assert.deepEqual([seen?.path, seen?.method], [CHAT, 'POST']);
    assert.equal(Buffer.from(seen?.body ?? '', 'base64').toString(), body());
  });

  it('gives the whole body where there is no args', async () => {
    assert.equal((await forwarder.post(CHAT, body())).json()['object'], 'chat.completion');
  });

  it('streams where args.stream says so: the same bytes as from the engine', async () => {
    const streamed = await inArgs({ stream: true });
    const direct = await post(engine.url, CHAT, body({ stream: true }));
    const withoutIds = (text: string): string => text.replaceAll(/"(id|created)":("[^"]*"|\d+)/g, '');
    assert.equal(withoutIds(streamed.text), withoutIds(direct.text));
    assert.match(streamed.text, /data: \[DONE\]\n\n$/);
    assert.equal(streamed.headers['content-type'], direct.headers['content-type']);
  });

  it('of one section only is answered by that one, streamed or not', async () => {
    assert.equal((await forwarder.post(COMPLETIONS, '{"args":{"prompt":"x"}}')).json()['object'], 'text_completion');
  });

  it('keeps the engine’s errors: status and body', async () => {
    const answer = await inArgs({}, '[fake status=418]');
    const direct = await post(engine.url, CHAT, body({}, '[fake status=418]'));
    assert.deepEqual([answer.status, answer.text], [direct.status, direct.text]);
    assert.equal(answer.headers['x-roundhouse-source'], 'engine');
  });

  it('that breaks in the middle of its stream ends with an error event', async () => {
    const { text } = await inArgs({ stream: true }, '[fake chunks=5 cut=2 delay=5]');
    const events = eventsOf(text);
    assert.equal(JSON.parse(events.at(-1) as string).error.code, 'engine_disconnected');
    assert.equal(events.length, 3);
  });

  it('whose connection is reset before the answer is an error', async () => {
    const answer = await inArgs({}, '[fake reset=1]');
    assert.deepEqual([answer.status, answer.json().error?.['code']], [502, 'engine_disconnected']);
  });

  it('may be asked with a query, which the engine does not get', async () => {
    assert.equal((await post(forwarder.url, `${CHAT}?x=1`, body())).status, 200);
    assert.equal((await engine.requests()).at(-1)?.path, CHAT);
  });
});
