/** What is a user's goes with the user: whatever fails meanwhile, and whichever gateway has it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { findPostgres, startPostgres } from '../../real/postgres/start-postgres.ts';
import { until } from '../gateway/requests.ts';
import { runGateway } from '../gateway/run-gateway.ts';
import { userGateway, yamlOf } from '../user-engines/user-gateway.ts';
import { ADMIN_PASSWORD, accountCalls } from './account-calls.ts';

const YAML = 'auth: required\nmodels: {}\n';

it('a user whose conversations cannot be deleted now is disabled, and can be deleted later', async (test) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-deleted-'));
  test.after(() => rmSync(dataDir, { recursive: true, force: true }));
  await using running = await runGateway(YAML, { dataDir, adminPassword: ADMIN_PASSWORD });
  const { token, user, done, send } = accountCalls(() => running.url);
  const admin = await token('admin', ADMIN_PASSWORD);
  const alice = await user(admin, 'alice');
  await done('POST', '/v1/conversations', alice.token, { items: [{ role: 'user', content: 'a secret' }] });

  const program = new URL('../../unit/platform/storage/locking-child.ts', import.meta.url).pathname;
  const locker = spawn(process.execPath, [program, join(dataDir, 'memory.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
  test.after(() => locker.kill('SIGKILL'));
  await once(locker.stdout, 'data');
  const refused = await send('DELETE', `/v1/users/${alice.id}`, admin);
  assert.equal(refused.status, 503, refused.text);
  assert.equal((await send('GET', '/v1/users/me', alice.token)).status, 401);
  assert.equal((await done('GET', `/v1/users/${alice.id}`, admin))['enabled'], false);
  locker.stdin.end();
  await once(locker, 'exit');

  await done('DELETE', `/v1/users/${alice.id}`, admin);
  assert.equal((await send('GET', `/v1/users/${alice.id}`, admin)).status, 404);
  const again = await user(admin, 'alice');
  assert.deepEqual((await done('GET', '/v1/conversations', again.token))['data'], []);
});

it('the last admin, who stays, keeps what is remembered', async () => {
  await using running = await runGateway(YAML, { adminPassword: ADMIN_PASSWORD });
  const { token, done, send } = accountCalls(() => running.url);
  const admin = await token('admin', ADMIN_PASSWORD);
  await done('POST', '/v1/conversations', admin, {});
  const { id } = await done('GET', '/v1/users/me', admin);
  assert.equal((await send('DELETE', `/v1/users/${id}`, admin)).status, 409);
  const { enabled } = await done('GET', '/v1/users/me', admin);
  assert.equal(enabled, true);
  assert.equal(((await done('GET', '/v1/conversations', admin))['data'] as unknown[]).length, 1);
});

const found = findPostgres();

it('engines end with their user where another gateway deletes the user', { skip: found.skip }, async (test) => {
  const server = await startPostgres(found.folder ?? '');
  test.after(() => server[Symbol.asyncDispose]());
  const env = { DATABASE_URL: await server.database() };
  const rest = 'database_url_env: DATABASE_URL\nmodels: {}';
  const there = await userGateway(test, { env, rest });
  await using here = await runGateway(yamlOf({ rest }), { env });
  const { done, token } = accountCalls(() => here.url);
  const carol = await there.user(there.admin, 'carol');
  await there.started(carol.token, 'a');
  await there.started(there.alice, 'b');
  // So that nothing of what the other gateway knows in memory is taken away.
  await there.done('POST', '/token/revoke', carol.token, {});
  await done('DELETE', `/v1/users/${carol.id}`, await token('admin', ADMIN_PASSWORD));
  await until('it is gone', async () => (await there.active(there.admin)).length === 1);
  assert.deepEqual(
    (await there.active(there.admin)).map(({ engine_name }) => engine_name),
    ['b'],
  );
});
