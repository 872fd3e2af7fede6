/** What requests cost: on every forwarded route, streamed or not, whole or cut off. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { bearer } from '../accounts/account-calls.ts';
import { CHAT, call, until } from '../gateway/requests.ts';
import { type MeteredGateway, meteredGateway, say, type User, yamlFor } from './metered-gateway.ts';

describe('what a request costs', () => {
  let it1: MeteredGateway;
  let users = 0;
  const newUser = (): Promise<User> => it1.user(`user-${++users}`);
  before(async () => {
    it1 = await meteredGateway();
  });
  after(() => it1[Symbol.asyncDispose]());

  const messages = say('chunks=4');
  const prompt = messages[0]?.content ?? '';
  const cost = { prompt_tokens: 5, gen_tokens: 4 };
  const routes: readonly (readonly [string, object, object])[] = [
    [CHAT, { messages }, cost],
    [CHAT, { messages, stream: true }, cost],
    [CHAT, { messages, stream: true, stream_options: { include_usage: true } }, cost],
    ['/v1/completions', { prompt }, cost],
    ['/v1/completions', { prompt, stream: true }, cost],
    ['/v1/responses', { input: prompt }, cost],
    ['/v1/responses', { input: prompt, stream: true }, cost],
    ['/v1/messages', { messages, max_tokens: 50 }, cost],
    ['/v1/messages', { messages, max_tokens: 50, stream: true }, cost],
    ['/tokenize', { prompt }, { prompt_tokens: 0, gen_tokens: 0 }],
    ['/detokenize', { tokens: [1, 2] }, { prompt_tokens: 0, gen_tokens: 0 }],
    ['/v1/messages/count_tokens', { messages }, { prompt_tokens: 0, gen_tokens: 0 }],
  ];
  for (const [path, body, expected] of routes)
    it(`${path} ${Object.keys(body).slice(1)} is charged as the engine says`, async () => {
      const user = await newUser();
      const answer = await it1.post(user, path, body);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(await it1.charged(user, 1), { requests: 1, ...expected });
    });

  for (const path of ['/v1/embeddings', '/v1/rerank'])
    it(`${path} is charged for its prompt and nothing else`, async () => {
      const user = await newUser();
      const body =
        path === '/v1/rerank' ? { query: 'one', documents: ['two', 'three'] } : { input: ['one two', 'three'] };
      const answer = await it1.post(user, path, body);
      assert.equal(answer.status, 200, answer.text);
      const used = await it1.charged(user, 1);
      assert.ok(used.prompt_tokens > 0 && used.gen_tokens === 0, JSON.stringify(used));
    });

  it('a stream has no byte that its client did not ask for', async () => {
    const user = await newUser();
    const masked = (text: string): string => text.replaceAll(/"(id|created)":("[^"]*"|\d+)/g, '"$1":0');
    for (const [path, body] of [
      [CHAT, { messages, stream: true }],
      ['/v1/completions', { prompt, stream: true }],
    ] as const) {
      const direct = await call(it1.engine.url, path, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'tiny', ...body }),
      });
      const ours = await it1.post(user, path, body);
      assert.equal(masked(ours.text), masked(direct.text));
      const asked = (await it1.engine.requests()).at(-1);
      assert.match(Buffer.from(asked?.body ?? '', 'base64').toString(), /include_usage/);
    }
  });

  it('an engine that tells nothing is charged by the events of its stream, and its own count of the prompt', async () => {
    const user = await newUser();
    await it1.post(user, CHAT, { messages: say('chunks=7 usage=never'), stream: true });
    const used = await it1.charged(user, 1);
    assert.equal(used.gen_tokens, 7);
    assert.ok(used.prompt_tokens >= 5 && used.prompt_tokens < 12, `${used.prompt_tokens}`);
  });

  it('an error of the engine costs nothing', async () => {
    const user = await newUser();
    await it1.post(user, CHAT, { messages: say('status=400') });
    assert.deepEqual(await it1.charged(user, 1), { requests: 1, prompt_tokens: 0, gen_tokens: 0 });
  });

  it('a client who leaves pays for what was generated until then', async () => {
    const user = await newUser();
    const seen = await leaveAfter(it1, user, say('chunks=1000 delay=5'), 10);
    const used = await it1.charged(user, 1);
    assert.ok(used.gen_tokens >= seen && used.gen_tokens < seen + 50, `${used.gen_tokens} for ${seen} seen`);
  });

  it('a stream that its engine breaks off is charged for what came', async () => {
    const user = await newUser();
    const answer = await it1.post(user, CHAT, { messages: say('chunks=20 cut=6'), stream: true });
    assert.match(answer.text, /engine_disconnected/);
    assert.equal((await it1.charged(user, 1)).gen_tokens, 6);
  });

  it('no engine, no charge', async () => {
    const user = await newUser();
    await it1.running.reconfigure(yamlFor('http://127.0.0.1:9'));
    const answer = await it1.post(user, CHAT, { messages });
    assert.ok(answer.status >= 500, answer.text);
    await it1.running.reconfigure(yamlFor(it1.engine.url));
    await until('the engine is ready', async () => (await it1.post(user, CHAT, { messages })).status === 200);
    assert.deepEqual(await it1.charged(user, 1), { requests: 1, ...cost });
  });

  it('requests with the same id are all charged', async () => {
    const user = await newUser();
    for (let i = 0; i < 3; i++)
      await call(it1.running.url, CHAT, {
        headers: { ...bearer(user.token), 'x-request-id': 'always-the-same' },
        body: JSON.stringify({ model: 'tiny', messages }),
      });
    assert.deepEqual(await it1.charged(user, 3), { requests: 3, prompt_tokens: 15, gen_tokens: 12 });
  });

  it('is in the database within a second, and in the row of the user', async () => {
    const user = await newUser();
    await it1.post(user, CHAT, { messages });
    const from = performance.now();
    await it1.charged(user, 1);
    assert.ok(performance.now() - from < 1000);
    const row = await it1.calls.done('GET', `/v1/users/${user.id}`, it1.admin);
    assert.deepEqual([row['prompt_tokens_used'], row['gen_tokens_used']], [5, 4]);
  });

  it('is seen by its user and by who manages users, and by nobody else', async () => {
    const [alice, bob] = [await newUser(), await newUser()];
    await it1.post(alice, CHAT, { messages });
    await it1.charged(alice, 1);
    const list = async (token: string, query = ''): Promise<unknown[]> =>
      (await it1.calls.done('GET', `/v1/usage${query}`, token))['data'] as unknown[];
    assert.equal((await list(bob.token)).length, 0);
    assert.deepEqual(await list(bob.token, `?user_id=${alice.id}`), await list(bob.token, '?user_id=usr_none'));
    assert.equal((await list(it1.admin, `?user_id=${alice.id}`)).length, 1);
    assert.ok((await list(it1.admin)).length > 1);
    assert.equal((await it1.calls.done('GET', '/v1/usage', it1.admin))['has_more'], false);
    const first = await it1.calls.done('GET', '/v1/usage?limit=1', it1.admin);
    assert.deepEqual([(first['data'] as unknown[]).length, first['has_more']], [1, true], 'a part is told as one');
    assert.equal((await list(alice.token, '?to=2020-01-01')).length, 0);
  });
});

/** Resolves to the chunks that had come when it left. */
function leaveAfter(gateway: MeteredGateway, user: User, messages: object, chunks: number): Promise<number> {
  const { hostname, port } = new URL(gateway.running.url);
  const headers = { ...bearer(user.token), 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const req = request({ host: hostname, port, path: CHAT, method: 'POST', headers, agent: false }, (res) => {
      let text = '';
      res.on('data', (data) => {
        text += data;
        const seen = text.split('"content":"').length - 1;
        if (seen < chunks) return;
        req.destroy();
        resolve(seen);
      });
      res.on('error', () => {});
    });
    req.on('error', reject);
    req.end(JSON.stringify({ model: 'tiny', messages, stream: true }));
  });
}
