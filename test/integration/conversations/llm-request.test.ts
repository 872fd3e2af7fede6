import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { bearer } from '../accounts/account-calls.ts';
import { call, until } from '../gateway/requests.ts';
import { chatsSeen, type UserGateway, userGateway } from '../user-engines/user-gateway.ts';

/** A gateway, and an engine of Alice’s. */
async function withEngine(test: Parameters<typeof userGateway>[0], options: Parameters<typeof userGateway>[1] = {}) {
  const gateway = await userGateway(test, options);
  const { vLLM_endpoint: endpoint, user_info } = await gateway.started(gateway.alice, 'tiny');
  const ask = (fields: object, key = gateway.alice) =>
    gateway.send('POST', '/llm_request', key, {
      model: 'tiny',
      inference_endpoint: endpoint,
      prompt: 'hello',
      ...fields,
    });
  /** What was said in the last request that the engine has seen. */
  const seen = async (): Promise<string[]> =>
    ((await chatsSeen(endpoint)).at(-1)?.messages ?? []).map(({ content }) => content);
  return { ...gateway, endpoint, engineId: user_info.container_id, ask, seen };
}

const conversations = async ({ done, alice }: UserGateway, key = alice) =>
  (await done('GET', '/v1/conversations', key))['data'] as { id: string; number: number; items_total: number }[];

describe('POST /llm_request', () => {
  it('answers with the user’s name and what the model says', async (test) => {
    const { ask, seen } = await withEngine(test);
    const answer = await ask({});
    assert.equal(answer.status, 200, answer.text);
    const { username, data, ...rest } = answer.json();
    assert.deepEqual(rest, {});
    assert.equal(username, 'alice');
    assert.match(String(data), /^0\.+ 1\.+ 2/);
    assert.deepEqual(await seen(), ['hello']);
  });

  it('remembers nothing unless it is asked to', async (test) => {
    const gateway = await withEngine(test);
    await gateway.ask({ conversation_number: 1 });
    await gateway.ask({ prompt: 'again', memory: false, conversation_number: 1 });
    assert.deepEqual(await gateway.seen(), ['again']);
    assert.deepEqual(await conversations(gateway), []);
  });

  it('continues a conversation with memory', async (test) => {
    const gateway = await withEngine(test);
    const first = (await gateway.ask({ memory: true, conversation_number: 3 })).json();
    await gateway.ask({ prompt: 'and then?', memory: true, conversation_number: 3 });
    assert.deepEqual(await gateway.seen(), ['hello', first['data'], 'and then?']);
    await gateway.ask({ prompt: 'elsewhere', memory: true, conversation_number: 4 });
    assert.deepEqual(await gateway.seen(), ['elsewhere']);
    const [, third] = await conversations(gateway);
    assert.deepEqual([third?.number, third?.items_total], [3, 4]);
  });

  it('continues with what was put into the conversation by `/v1/conversations`', async (test) => {
    const gateway = await withEngine(test);
    const { number } = await gateway.done('POST', '/v1/conversations', gateway.alice, {
      items: [{ type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'be brief' }] }],
    });
    await gateway.ask({ memory: true, conversation_number: number });
    assert.deepEqual(await gateway.seen(), ['be brief', 'hello']);
    const [chat] = await chatsSeen(gateway.endpoint);
    assert.equal(chat?.messages[0]?.role, 'system');
  });

  it('needs a number with memory', async (test) => {
    const { ask } = await withEngine(test);
    const answer = await ask({ memory: true });
    assert.equal(answer.status, 400);
    assert.equal(answer.json().error?.['param'], 'conversation_number');
  });

  it('finds the engine by its address, paths and slashes aside, its id, or the name of its model', async (test) => {
    const { ask, endpoint, engineId } = await withEngine(test);
    for (const named of [
      endpoint,
      `${endpoint}/`,
      `${endpoint}/v1`,
      `${endpoint}/v1/chat/completions`,
      engineId,
      'tiny',
    ])
      assert.equal((await ask({ inference_endpoint: named })).status, 200, named);
  });

  it('starts the engine again that was stopped to make room, by the address and the id that it had', async (test) => {
    const { ask, started, bob, engineId } = await withEngine(test, { slots: 1 });
    const { vLLM_endpoint, user_info } = await started(bob, 'other');
    const answer = await ask({});
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await ask({ inference_endpoint: engineId })).status, 200);
    const bobs = [vLLM_endpoint, user_info.container_id, 'other'];
    for (const inference_endpoint of bobs) assert.equal((await ask({ inference_endpoint })).status, 404);
  });

  it('answers everything that is no engine of the caller’s alike, and fetches nothing', async (test) => {
    const { ask, endpoint, engineId, bob } = await withEngine(test);
    let fetched = 0;
    const bait = createServer((_req, res) => {
      fetched += 1;
      res.end('{}');
    });
    bait.on('connection', () => {
      fetched += 1;
    });
    await new Promise<void>((resolve) => bait.listen(0, '127.0.0.1', resolve));
    test.after(() => bait.close());
    const baitUrl = `http://127.0.0.1:${(bait.address() as AddressInfo).port}`;
    const textOf = async (inference_endpoint: string, key?: string): Promise<string> => {
      const answer = await ask({ inference_endpoint }, key);
      assert.equal(answer.status, 404, answer.text);
      return answer.text.replaceAll(inference_endpoint, 'X').replace(/"request_id":"[^"]*"/, '');
    };
    const missing = await textOf('http://127.0.0.1:1');
    for (const asked of [
      baitUrl,
      `${baitUrl}/v1`,
      'http://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      endpoint.replace('127.0.0.1', 'localhost'),
      `${endpoint}@${baitUrl.slice(7)}`,
      'nonsense',
    ])
      assert.equal(await textOf(asked), missing, asked);
    // Alice’s engine does not exist for Bob, by whatever name.
    for (const asked of [endpoint, engineId, 'tiny']) assert.equal(await textOf(asked, bob), missing, asked);
    assert.equal(fetched, 0);
  });

  it('asks the model of that engine, and no other', async (test) => {
    const { ask, started, alice } = await withEngine(test);
    await started(alice, 'other');
    const answer = await ask({ model: 'other' });
    assert.equal(answer.status, 404);
    assert.equal(answer.json().error?.['code'], 'model_not_found');
  });

  it('knows a model whose name was taken by the name that was asked for', async (test) => {
    const { bob, started, send } = await withEngine(test);
    const { vLLM_endpoint } = await started(bob, 'tiny');
    const body = { model: 'tiny', inference_endpoint: vLLM_endpoint, prompt: 'hi' };
    const answer = await send('POST', '/llm_request', bob, body);
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await chatsSeen(vLLM_endpoint)).length, 1);
  });

  it('passes on what the engine refuses, with its status, and remembers nothing of it', async (test) => {
    const gateway = await withEngine(test);
    const prompt = '[fake status=418] hello';
    const answer = await gateway.ask({ prompt, memory: true, conversation_number: 1 });
    assert.equal(answer.status, 418, answer.text);
    assert.equal(answer.headers['x-roundhouse-source'], 'engine');
    assert.equal(answer.json()['request_id'], answer.headers['x-request-id']);
    assert.deepEqual(await conversations(gateway), []);
  });

  it('sends as many turns as the context holds', async (test) => {
    const gateway = await withEngine(test, { template: '  default_model_len: 60' });
    const long = 'word '.repeat(12).trim();
    for (let turn = 0; turn < 6; turn++) {
      const answer = await gateway.ask({ prompt: `${turn} ${long}`, memory: true, conversation_number: 1 });
      assert.equal(answer.status, 200, answer.text);
    }
    const seen = await gateway.seen();
    assert.ok(seen.length < 11 && seen.length % 2 === 1, `${seen.length} messages`);
    assert.equal(seen.at(-1), `5 ${long}`);
    const [conversation] = await conversations(gateway);
    assert.equal(conversation?.items_total, 12);
  });

  it('ends the request where its client leaves, and remembers nothing', async (test) => {
    const gateway = await withEngine(test, { flags: ['--ttft-ms', '60000'] });
    const leaving = new AbortController();
    const left = fetch(`${gateway.running.url}/llm_request`, {
      method: 'POST',
      headers: { ...bearer(gateway.alice), 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'tiny',
        inference_endpoint: gateway.endpoint,
        prompt: 'hello',
        memory: true,
        conversation_number: 1,
      }),
      signal: leaving.signal,
    });
    const stats = async () =>
      (await (await fetch(`${gateway.endpoint}/fake/stats`)).json()) as { hits: number; aborted: number };
    const inFlight = async () =>
      (await gateway.done('GET', `/v1/engines/${gateway.engineId}`, gateway.alice))['in_flight'];
    await until('it is under way', async () => (await stats()).hits === 1);
    assert.equal(await inFlight(), 1);
    leaving.abort();
    await assert.rejects(left);
    await until('the engine is free', async () => (await inFlight()) === 0);
    await until('the engine has heard of it', async () => (await stats()).aborted === 1);
    assert.deepEqual(await conversations(gateway), []);
  });

  it('lets the second request in a conversation wait for the first', async (test) => {
    const gateway = await withEngine(test, { flags: ['--ttft-ms', '100'] });
    const two = ['one', 'two'].map((prompt) => gateway.ask({ prompt, memory: true, conversation_number: 1 }));
    const [one] = await Promise.all(two);
    assert.deepEqual(await gateway.seen(), ['one', one?.json()['data'], 'two']);
  });

  it('counts in the log and the metrics of requests like all others', async (test) => {
    const { ask, send, admin } = await withEngine(test);
    await ask({});
    const { text } = await send('GET', '/metrics', admin);
    assert.match(text, /roundhouse:requests_total\{[^}]*path="\/v1\/chat\/completions"[^}]*\} 1|model="tiny"/);
  });

  it('is charged to the user, and refused where the user has no tokens left', async (test) => {
    const { user, admin, started, send, done } = await userGateway(test);
    const carol = await user(admin, 'carol', { gen_token_limit: 3 });
    const { vLLM_endpoint: inference_endpoint } = await started(carol.token, 'tiny');
    const ask = () =>
      send('POST', '/llm_request', carol.token, {
        model: 'tiny',
        inference_endpoint,
        prompt: 'hello',
        memory: true,
        conversation_number: 1,
      });
    const used = async () => Number((await done('GET', `/v1/users/${carol.id}`, admin))['gen_tokens_used']);
    assert.equal((await ask()).status, 200);
    await until('it is written down', async () => (await used()) > 0);
    const refused = await ask();
    assert.equal(refused.status, 429, `${await used()} used: ${refused.text}`);
    assert.equal(refused.json().error?.['code'], 'insufficient_quota');
  });

  it('is not for keys without the verb `infer`', async (test) => {
    const { key, alice, ask } = await withEngine(test);
    const { key: reader } = await key(alice, { verbs: ['read'] });
    assert.equal((await ask({}, reader)).status, 403);
  });

  it('shares a user’s memory between the user’s keys', async (test) => {
    const { key, alice, ask, seen } = await withEngine(test);
    const { key: other } = await key(alice, { verbs: ['infer'] });
    await ask({ memory: true, conversation_number: 1 });
    await ask({ prompt: 'more', memory: true, conversation_number: 1 }, other);
    assert.equal((await seen()).length, 3);
  });

  it('takes a form of nothing but JSON', async (test) => {
    const { running, alice } = await withEngine(test);
    const answer = await call(running.url, '/llm_request', { headers: bearer(alice), body: 'model=tiny' });
    assert.equal(answer.status, 400);
  });
});
