/** What is refused, and what its caller is told. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { bearer } from '../accounts/account-calls.ts';
import { type Answer, CHAT, call, until } from '../gateway/requests.ts';
import { type MeteredGateway, meteredGateway, say, type User, yamlFor } from './metered-gateway.ts';

describe('limits', () => {
  let gateway: MeteredGateway;
  let users = 0;
  const newUser = (fields: object = {}): Promise<User> => gateway.user(`user-${++users}`, fields);
  const ask = (user: User, marker = 'chunks=4', fields: object = {}): Promise<Answer> =>
    gateway.post(user, CHAT, { messages: say(marker), max_tokens: 10, ...fields });
  const limit = (body: object): Promise<Record<string, unknown>> =>
    gateway.calls.done('PUT', '/v1/rate-limits', gateway.admin, body);
  before(async () => {
    gateway = await meteredGateway();
  });
  after(() => gateway[Symbol.asyncDispose]());

  it('a user who has used up the lifetime limit hears which, used and allowed', async () => {
    const user = await newUser({ gen_token_limit: 8 });
    for (let i = 0; i < 2; i++) assert.equal((await ask(user)).status, 200);
    const refused = await ask(user);
    assert.equal(refused.status, 429);
    const { code, message, limit: which, used, allowed } = refused.json().error ?? {};
    assert.deepEqual([code, which, used, allowed], ['insufficient_quota', 'lifetime generated tokens', 8, 8]);
    assert.match(String(message), /8 of 8 generated tokens of this user's lifetime limit/);
    assert.ok(Number(refused.headers['retry-after']) > 0);
    assert.equal(refused.headers['x-should-retry'], 'false');
  });

  it('what was used elsewhere before counts', async () => {
    const user = await newUser({ prompt_token_limit: 100, prompt_tokens_used: 100 });
    assert.equal((await ask(user)).status, 429);
  });

  it('no engine is asked for who has nothing left', async () => {
    const user = await newUser({ gen_token_limit: 0 });
    const before = (await gateway.engine.requests()).length;
    assert.equal((await ask(user)).status, 429);
    assert.equal((await gateway.engine.requests()).length, before);
  });

  it('an embedding needs no generated tokens', async () => {
    const user = await newUser({ gen_token_limit: 0 });
    assert.equal((await gateway.post(user, '/v1/embeddings', { input: 'one' })).status, 200);
  });

  it('a raised limit counts within a second', async () => {
    const user = await newUser({ gen_token_limit: 4 });
    await ask(user);
    assert.equal((await ask(user)).status, 429);
    await gateway.calls.done('PATCH', `/v1/users/${user.id}`, gateway.admin, { gen_token_limit: 1000 });
    await until('it counts', async () => (await ask(user)).status === 200, 1_500);
  });

  it('a request that might have been long leaves no more than the limit to those after it', async () => {
    const user = await newUser({ gen_token_limit: 60 });
    assert.equal((await ask(user, 'chunks=10', { max_tokens: 5000 })).status, 200);
    let served = 0;
    while (served < 20 && (await ask(user, 'chunks=10', { max_tokens: 10 })).status === 200) served += 1;
    assert.equal(served, 5);
    assert.equal((await gateway.charged(user, 6)).gen_tokens, 60);
  });

  it('a lowered limit counts within a second, also for who asks all the time', async () => {
    const user = await newUser({ gen_token_limit: 1_000_000 });
    await ask(user);
    await gateway.calls.done('PATCH', `/v1/users/${user.id}`, gateway.admin, { gen_token_limit: 8 });
    await until('it counts', async () => (await ask(user)).status === 429, 1_500);
    assert.equal((await ask(user)).json().error?.['code'], 'insufficient_quota');
  });

  it('200 requests at once at a limit of 100 use at most one request more', async () => {
    const user = await newUser({ gen_token_limit: 100 });
    const answers = await Promise.all(Array.from({ length: 200 }, () => ask(user, 'chunks=10 delay=1')));
    const served = answers.filter(({ status }) => status === 200).length;
    assert.ok(served >= 10 && served <= 11, `${served} were served`);
    for (const { status, headers } of answers)
      if (status !== 200) assert.deepEqual([status, Number(headers['retry-after']) >= 1], [429, true]);
    assert.equal((await gateway.charged(user, served)).gen_tokens, served * 10);
  });

  it('who has nothing left is refused, whatever length he asks for', async () => {
    const user = await newUser({ gen_token_limit: 4 });
    assert.equal((await ask(user)).status, 200);
    for (const fields of [{ max_tokens: 0 }, { max_completion_tokens: 0, max_tokens: 100 }, { n_predict: 0 }])
      assert.equal((await ask(user, 'chunks=4', { max_tokens: undefined, ...fields })).status, 429);
  });

  it('requests that do not say how long they get use at most one request more than the limit', async () => {
    const yaml = (url: string) => yamlFor(url).replace('engine: vllm', 'engine: vllm, context: 1000');
    await using other = await meteredGateway(['--kind', 'vllm'], {}, yaml);
    const user = await other.user('long', { gen_token_limit: 2000 });
    const long = () => other.post(user, CHAT, { messages: say('chunks=900 bytes=1') });
    const answers = await Promise.all(Array.from({ length: 20 }, long));
    const served = answers.filter(({ status }) => status === 200).length;
    assert.ok(served >= 2, `${served}`);
    const refused = answers.find(({ status }) => status === 429)?.json().error ?? {};
    assert.equal(refused['code'], 'rate_limit_exceeded');
    assert.match(String(refused['message']), /the rest is reserved for requests that are running, .*`max_tokens`/);
    const { gen_tokens } = await other.charged(user, served);
    assert.ok(gen_tokens <= 3000, `${gen_tokens} of 2000, and one more has at most 1000`);
  });

  it('requests per minute are told on every answer, and refused with the time to wait', async () => {
    const user = await newUser();
    await limit({ subject: 'user', subject_id: user.id, requests_per_minute: 3 });
    const wrong = await ask(user, 'status=400');
    assert.equal(wrong.status, 400);
    assert.equal(wrong.headers['x-ratelimit-remaining-requests'], '2');
    const first = await ask(user);
    assert.equal(first.headers['x-ratelimit-limit-requests'], '3');
    assert.equal(first.headers['x-ratelimit-remaining-requests'], '1');
    assert.match(String(first.headers['x-ratelimit-reset-requests']), /^(1m\ds|\d+s)$/);
    const streamed = await ask(user, 'chunks=4', { stream: true });
    assert.match(String(streamed.headers['content-type']), /event-stream/);
    assert.equal(streamed.headers['x-ratelimit-remaining-requests'], '0');
    const refused = await ask(user);
    assert.equal(refused.status, 429);
    assert.equal(refused.json().error?.['code'], 'rate_limit_exceeded');
    assert.match(
      String(refused.json().error?.['message']),
      /requests per minute of user "user-\d+" is reached: 3 of 3/,
    );
    assert.equal(refused.headers['x-ratelimit-remaining-requests'], '0');
    const wait = Number(refused.headers['retry-after']);
    assert.ok(wait > 50 && wait <= 61, `${wait}`);
  });

  it('tokens per minute are reserved at first and what they really were afterwards', async () => {
    const user = await newUser();
    await limit({ subject: 'user', subject_id: user.id, tokens_per_minute: 10_000 });
    const first = await ask(user);
    assert.ok(Number(first.headers['x-ratelimit-remaining-tokens']) < 9_990);
    const second = await ask(user, 'chunks=4', { max_tokens: 0 });
    const left = Number(second.headers['x-ratelimit-remaining-tokens']);
    assert.ok(left > 9_800, `${left}`);
  });

  it('an absurd length hurts nobody: all is counted as before', async () => {
    const [user, other] = [await newUser({ gen_token_limit: 1000 }), await newUser({ gen_token_limit: 1000 })];
    await limit({ subject: 'user', subject_id: user.id, tokens_per_minute: 10_000 });
    for (const fields of [{ max_tokens: 1e300 }, { n: 1e300 }, { max_tokens: 1e300, n: 1e300 }])
      assert.equal((await ask(user, 'chunks=4', fields)).status, 200);
    const after = await ask(user);
    assert.equal(after.status, 200);
    assert.ok(Number(after.headers['x-ratelimit-remaining-tokens']) > 9_500);
    assert.equal((await ask(other)).status, 200);
    assert.equal((await gateway.charged(user, 4)).gen_tokens, 16);
    assert.equal((await gateway.charged(other, 1)).gen_tokens, 4);
  });

  it('a limit for one model, one key, or concurrent requests, is for nothing else', async () => {
    const user = await newUser();
    const key = await gateway.calls.key(user.token);
    await limit({ subject: 'key', subject_id: key.id, model: 'tiny', concurrent_requests: 1 });
    const byKey = { id: key.id, token: key.key };
    const slow = ask(byKey, 'chunks=1 ttft=400');
    await until('it runs', async () => {
      const seen = await gateway.engine.requests();
      return seen.at(-1)?.endedAt === null || Buffer.from(seen.at(-1)?.body ?? '', 'base64').includes('ttft=400');
    });
    const refused = await ask(byKey);
    assert.match(
      String(refused.json().error?.['message']),
      /concurrent requests .* on model "tiny" is reached: 1 of 1/,
    );
    assert.equal((await ask(user)).status, 200, 'the login is another key');
    assert.equal((await slow).status, 200);
    assert.equal((await ask(byKey)).status, 200);
  });

  it('a limit is listed, replaced and lifted', async () => {
    const user = await newUser();
    const made = await limit({ subject: 'user', subject_id: user.id, requests_per_minute: 0 });
    assert.equal((await ask(user)).status, 429);
    const again = await limit({ subject: 'user', subject_id: user.id, requests_per_minute: 5 });
    assert.equal(again['id'], made['id']);
    assert.equal((await ask(user)).status, 200);
    const list = await gateway.calls.done('GET', '/v1/rate-limits', gateway.admin);
    assert.ok((list['data'] as { id: string }[]).some(({ id }) => id === made['id']));
    await gateway.calls.done('DELETE', `/v1/rate-limits/${made['id']}`, gateway.admin);
    assert.equal((await ask(user)).headers['x-ratelimit-limit-requests'], undefined);
    const gone = await gateway.calls.send('DELETE', `/v1/rate-limits/${made['id']}`, gateway.admin);
    assert.equal(gone.json().error?.['code'], 'rate_limit_not_found');
  });

  it('a limit of nobody, or of a model that is not there, is refused', async () => {
    const put = (body: object): Promise<Answer> => gateway.calls.send('PUT', '/v1/rate-limits', gateway.admin, body);
    const user = await newUser();
    assert.equal((await put({ subject: 'user', subject_id: 'usr_none' })).status, 404);
    assert.equal((await put({ subject: 'key', subject_id: 'key_none' })).status, 404);
    assert.equal((await put({ subject: 'user', subject_id: user.id, model: 'none' })).status, 404);
    assert.equal((await put({ subject: 'user', subject_id: user.id, requests_per_minute: -1 })).status, 400);
  });

  it('Anthropic’s route refuses in its own shape', async () => {
    const user = await newUser({ gen_token_limit: 0 });
    const answer = await call(gateway.running.url, '/v1/messages', {
      headers: bearer(user.token),
      body: JSON.stringify({ model: 'tiny', max_tokens: 5, messages: say('chunks=1') }),
    });
    assert.equal(answer.status, 429);
    assert.deepEqual([answer.json()['type'], answer.json().error?.['type']], ['error', 'rate_limit_error']);
  });
});
