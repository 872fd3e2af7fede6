import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ADMIN_PASSWORD, accountCalls } from '../accounts/account-calls.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';

describe('/v1/conversations', () => {
  let running: RunningGateway;
  let alice: string;
  let bob: string;
  const { send, done, token, user } = accountCalls(() => running.url);
  before(async () => {
    running = await runGateway('auth: required\nmodels: {}\n', { adminPassword: ADMIN_PASSWORD });
    const admin = await token('admin', ADMIN_PASSWORD);
    ({ token: alice } = await user(admin, 'alice'));
    ({ token: bob } = await user(admin, 'bob'));
  });
  after(() => running[Symbol.asyncDispose]());

  const create = (body: object, key = alice) => done('POST', '/v1/conversations', key, body);

  it('creates one as OpenAI’s API has it, with a number beside', async () => {
    const made = await create({ metadata: { topic: 'trains' } });
    const { id, created_at, updated_at, number, ...rest } = made;
    assert.match(String(id), /^conv_/);
    assert.ok(Math.abs(Date.now() / 1000 - Number(created_at)) < 60);
    assert.equal(created_at, updated_at);
    assert.ok(Number.isInteger(number));
    assert.deepEqual(rest, { object: 'conversation', items_total: 0, metadata: { topic: 'trains' } });
    assert.deepEqual(await done('GET', `/v1/conversations/${id}`, alice), made);
  });

  it('creates one without a word, too', async () => {
    assert.equal((await create({ items: null, metadata: null }))['items_total'], 0);
  });

  it('tells items in the parts of their roles, newest first unless asked otherwise', async () => {
    const items = [
      { role: 'system', content: 'be brief' },
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'hel' },
          { type: 'input_text', text: 'lo' },
        ],
      },
      { role: 'assistant', content: [{ type: 'output_text', text: 'hi' }] },
    ];
    const { id } = await create({ items });
    const { data, first_id, last_id, has_more } = await done('GET', `/v1/conversations/${id}/items?order=asc`, alice);
    const listed = data as { id: string; role: string; content: unknown }[];
    assert.deepEqual(
      listed.map(({ role, content }) => [role, content]),
      [
        ['system', [{ type: 'input_text', text: 'be brief' }]],
        ['user', [{ type: 'input_text', text: 'hello' }]],
        ['assistant', [{ type: 'output_text', text: 'hi', annotations: [] }]],
      ],
    );
    assert.deepEqual([first_id, last_id, has_more], [listed[0]?.id, listed[2]?.id, false]);
    const newest = await done('GET', `/v1/conversations/${id}/items?limit=1`, alice);
    assert.deepEqual([newest['last_id'], newest['has_more']], [listed[2]?.id, true]);
    const before = await done('GET', `/v1/conversations/${id}/items?after=${listed[2]?.id}`, alice);
    assert.equal((before['data'] as unknown[]).length, 2);
  });

  it('adds items and answers with them', async () => {
    const { id } = await create({});
    const added = await done('POST', `/v1/conversations/${id}/items`, alice, {
      items: [{ role: 'user', content: 'a' }],
    });
    assert.equal((added['data'] as unknown[]).length, 1);
    assert.equal((await done('GET', `/v1/conversations/${id}`, alice))['items_total'], 1);
  });

  it('lists in pages', async () => {
    const made = [await create({}, bob), await create({}, bob), await create({}, bob)].map(({ id }) => id);
    const seen: unknown[] = [];
    for (let query = '?limit=2'; ; ) {
      const page = await done('GET', `/v1/conversations${query}`, bob);
      seen.push(...(page['data'] as { id: string }[]).map(({ id }) => id));
      if (page['has_more'] === false) break;
      query = `?limit=2&after=${page['last_id']}`;
    }
    assert.deepEqual(seen.sort(), made.sort());
  });

  it('refuses a number that is taken', async () => {
    await create({ number: 77 });
    const answer = await send('POST', '/v1/conversations', alice, { number: 77 });
    assert.equal(answer.status, 409);
    assert.equal(answer.json().error?.['code'], 'conversation_conflict');
    assert.equal((await create({ number: 77 }, bob))['number'], 77);
  });

  it('deletes for good', async () => {
    const { id } = await create({ items: [{ role: 'user', content: 'a' }] });
    const deleted = await done('DELETE', `/v1/conversations/${id}`, alice);
    assert.deepEqual(deleted, { id, object: 'conversation.deleted', deleted: true });
    for (const path of ['', '/items'])
      assert.equal((await send('GET', `/v1/conversations/${id}${path}`, alice)).status, 404);
  });

  it('answers with one of somebody else’s as with one that does not exist, word for word', async () => {
    const { id } = await create({ items: [{ role: 'user', content: 'secret' }] });
    const body = { items: [{ role: 'user', content: 'x' }] };
    const answers = async (one: string) => {
      const path = `/v1/conversations/${one}`;
      const calls = [
        send('GET', path, bob),
        send('GET', `${path}/items`, bob),
        send('POST', `${path}/items`, bob, body),
        send('DELETE', path, bob),
      ];
      return (await Promise.all(calls)).map(({ status, text }) => [
        status,
        text.replace(one, 'ID').replace(/"request_id":"[^"]*"/, ''),
      ]);
    };
    const theirs = await answers(String(id));
    assert.deepEqual(theirs, await answers('conv_0000000000000000000'));
    assert.ok(theirs.every(([status]) => status === 404));
  });

  const bad: readonly (readonly [string, object])[] = [
    ['a role that is none', { items: [{ role: 'robot', content: 'x' }] }],
    ['an item of another sort', { items: [{ type: 'function_call', role: 'user', content: 'x' }] }],
    ['an image', { items: [{ role: 'user', content: [{ type: 'input_image', image_url: 'x' }] }] }],
    ['too many items', { items: Array.from({ length: 21 }, () => ({ role: 'user', content: 'x' })) }],
    ['too much metadata', { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 'v'])) }],
    ['metadata that is no text', { metadata: { a: 1 } }],
    ['a negative number', { number: -1 }],
    ['half a number', { number: 1.5 }],
    ['a number beyond what JSON holds', { number: 2 ** 60 }],
  ];
  for (const [what, body] of bad)
    it(`refuses ${what}`, async () => assert.equal((await send('POST', '/v1/conversations', alice, body)).status, 400));
});
