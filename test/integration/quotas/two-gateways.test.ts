/** Two gateways on one Postgres: together they spend no more than one would. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { findPostgres, type RunningPostgres, startPostgres } from '../../real/postgres/start-postgres.ts';
import { ADMIN_PASSWORD, accountCalls, bearer } from '../accounts/account-calls.ts';
import { CHAT, call, until } from '../gateway/requests.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { say, sumOf, yamlFor } from './metered-gateway.ts';

const found = findPostgres();

describe('two gateways on one Postgres', { skip: found.skip }, () => {
  let server: RunningPostgres;
  let engine: FakeEngine;
  let gateways: RunningGateway[];
  before(async () => {
    server = await startPostgres(found.folder ?? '');
    engine = await startFake(['--kind', 'vllm']);
    const options = { env: { DATABASE_URL: await server.database() }, adminPassword: ADMIN_PASSWORD };
    const yaml = `database_url_env: DATABASE_URL\n${yamlFor(engine.url)}`;
    gateways = [await runGateway(yaml, options), await runGateway(yaml, options)];
  });
  after(async () => {
    for (const gateway of gateways) await gateway[Symbol.asyncDispose]();
    await engine.stop();
    await server[Symbol.asyncDispose]();
  });

  const ask = async (gateway: RunningGateway | undefined, token: string): Promise<number> => {
    const body = JSON.stringify({ model: 'tiny', messages: say('chunks=10'), max_tokens: 10 });
    return (await call(gateway?.url ?? '', CHAT, { headers: bearer(token), body })).status;
  };

  it('do not use more than a limit and one request, whoever is asked', async () => {
    const calls = accountCalls(() => gateways[0]?.url ?? '');
    const admin = await calls.token('admin', ADMIN_PASSWORD);
    const alice = await calls.user(admin, 'alice', { gen_token_limit: 1000 });
    const statuses = await Promise.all(Array.from({ length: 200 }, (_, i) => ask(gateways[i % 2], alice.token)));
    let served = statuses.filter((status) => status === 200).length;
    assert.ok(served <= 101, `${served} were served at once`);
    assert.ok(statuses.every((status) => status === 200 || status === 429));
    // What one holds and does not need, the other may have in a moment.
    await until(
      'all is used',
      async () => {
        for (const gateway of gateways) if ((await ask(gateway, alice.token)) === 200) served += 1;
        return served >= 100;
      },
      15_000,
    );
    for (const gateway of gateways) assert.equal(await ask(gateway, alice.token), 429);
    assert.ok(served <= 101, `${served}`);
    await until('it is charged', async () => {
      const { requests, gen_tokens } = sumOf(await calls.done('GET', '/v1/usage', alice.token));
      return requests === served && gen_tokens === served * 10;
    });
    const { gen_tokens_used } = await calls.done('GET', `/v1/users/${alice.id}`, admin);
    assert.equal(gen_tokens_used, served * 10);
  });
});
