/** A Postgres behind a network that has forgotten the connections to it. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startLink } from '../../../real/postgres/link.ts';
import { findPostgres, startPostgres } from '../../../real/postgres/start-postgres.ts';
import { call, until } from '../../gateway/requests.ts';
import { spawnGateway } from '../../gateway/spawn-gateway.ts';
import { ADMIN_PASSWORD, accountCalls } from '../account-calls.ts';

const found = findPostgres();
const YAML = 'auth: required\ndatabase_url_env: DATABASE_URL\nmodels: {}\n';

it('is spoken to by new connections, and does not hold up the end of a gateway', { skip: found.skip }, async (test) => {
  const server = await startPostgres(found.folder ?? '');
  test.after(() => server[Symbol.asyncDispose]());
  const link = await startLink(await server.database());
  test.after(() => link.close());
  const env = { DATABASE_URL: link.url, ROUNDHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD };
  await using gateway = await spawnGateway(YAML, env);
  const calls = accountCalls(() => gateway.url);
  const admin = await calls.token('admin', ADMIN_PASSWORD);
  const alice = await calls.user(admin, 'alice');
  link.silence();
  await until('it is seen', async () => (await call(gateway.url, '/ready')).status === 503, 15_000);
  await until('it is ready again', async () => (await call(gateway.url, '/ready')).status === 200, 30_000);
  await calls.done('GET', '/v1/users/me', alice.token);
  await calls.key(alice.token);

  link.silence();
  const from = performance.now();
  gateway.signal('SIGTERM');
  assert.equal(await gateway.exited, 0);
  assert.ok(performance.now() - from < 25_000, gateway.output());
});
