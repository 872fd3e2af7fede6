/** Characters that a database may not know: refused or replaced, and never taken for a fault of the database. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { call } from '../../gateway/requests.ts';
import { runGateway } from '../../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls } from '../account-calls.ts';
import { onEachDatabase } from './databases.ts';

onEachDatabase('a text with U+0000 or half a character', (database) => {
  it('is answered as what it is, and the gateway stays ready', async (test) => {
    const { dataDir, databaseUrl } = await database.place(test);
    const where = databaseUrl === null ? '' : 'database_url_env: DATABASE_URL\n';
    const yaml = `auth: required\n${where}models: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n`;
    const env = { DATABASE_URL: databaseUrl ?? '' };
    await using running = await runGateway(yaml, { env, dataDir, adminPassword: ADMIN_PASSWORD });
    const { send, done, token } = accountCalls(() => running.url);
    const admin = await token('admin', ADMIN_PASSWORD);
    const { id } = await done('POST', '/v1/conversations', admin, {});
    for (const [method, path, body] of [
      ['GET', '/v1/users?after=%00'],
      ['GET', '/v1/users?username=%00'],
      ['GET', '/v1/users/%00'],
      ['GET', '/v1/keys?after=a%00b'],
      ['GET', '/v1/keys?user_id=%00'],
      ['GET', '/v1/keys/%00'],
      ['GET', '/v1/usage?user_id=%00'],
      ['GET', '/v1/conversations?after=%00'],
      ['GET', `/v1/conversations/${id}/items?after=%00`],
      ['GET', '/v1/conversations/%00'],
      ['DELETE', '/v1/rate-limits/%00'],
      ['PUT', '/v1/rate-limits', { subject: 'user', subject_id: 'a\0b' }],
      ['PUT', '/v1/rate-limits', { subject: 'key', subject_id: 'tok_a\0b' }],
      ['POST', '/v1/keys', { name: 'a\0b' }],
      ['POST', '/v1/keys', { name: 'a\ud800b' }],
      ['POST', '/v1/conversations', { metadata: { 'a\0b': 'c\0d', e: '\ud800' } }],
      ['POST', '/token', { username: 'a\0b', password: 'c\0d' }],
      ['POST', '/vllm_request/terminate', { container_id: 'a\0b' }],
    ] as const) {
      const { status, text } = await send(method, path, admin, body);
      assert.ok(status < 500, `${method} ${path} ${status} ${text}`);
      const ready = await call(running.url, '/ready');
      assert.equal(ready.status, 200, `${method} ${path} ${ready.text}`);
    }
  });

  it('is remembered in a conversation with the sign for what is no character', async (test) => {
    const { dataDir, databaseUrl } = await database.place(test);
    const where = databaseUrl === null ? '' : 'database_url_env: DATABASE_URL\n';
    const yaml = `auth: required\n${where}models: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n`;
    const env = { DATABASE_URL: databaseUrl ?? '' };
    await using running = await runGateway(yaml, { env, dataDir, adminPassword: ADMIN_PASSWORD });
    const { done, token } = accountCalls(() => running.url);
    const admin = await token('admin', ADMIN_PASSWORD);
    const { id } = await done('POST', '/v1/conversations', admin, {});
    const items = [{ role: 'user', content: 'a\0b \ud800 \u{1f600}' }];
    const path = `/v1/conversations/${id}/items`;
    const added = await done('POST', path, admin, { items });
    const [item] = added['data'] as { content: { text: string }[] }[];
    assert.equal(item?.content[0]?.text, 'a\ufffdb \ufffd \u{1f600}');
    assert.deepEqual((await done('GET', path, admin))['data'], added['data']);
  });
});
