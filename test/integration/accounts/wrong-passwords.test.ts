import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls } from './account-calls.ts';

describe('200 wrong passwords for one name', () => {
  let running: RunningGateway;
  const { send, login, token, user } = accountCalls(() => running.url);
  before(async () => {
    running = await runGateway('auth: required\nmodels: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n', {
      adminPassword: ADMIN_PASSWORD,
    });
    const admin = await token('admin', ADMIN_PASSWORD);
    await user(admin, 'alice');
    await user(admin, 'bob');
  });
  after(() => running[Symbol.asyncDispose]());

  it('are limited, and neither stop who is in nor who comes in from the same address', async () => {
    const bob = await token('bob');
    const attack = Promise.all(Array.from({ length: 200 }, (_, i) => login('alice', `wrong password ${i}`)));
    const from = performance.now();
    assert.equal((await send('GET', '/v1/models', bob)).status, 200);
    const waited = performance.now() - from;
    assert.ok(waited < 3_000, `a request of somebody else took ${waited} ms`);
    await token('bob');
    const answers = await attack;
    const counted = (status: number): number => answers.filter((answer) => answer.status === status).length;
    assert.equal(counted(401) + counted(429), 200);
    assert.ok(counted(401) >= 10 && counted(401) <= 15, `${counted(401)} were checked`);
    const limited = answers.find(({ status }) => status === 429);
    assert.equal(limited?.json().error?.['code'], 'login_limited');
    assert.ok(Number(limited?.headers['retry-after']) >= 1);
    await token('bob');
    await token('admin', ADMIN_PASSWORD);
    assert.equal((await login('alice', 'password of alice')).status, 429, 'the name itself waits, here');
  });

  it('for names that do not exist are limited in the same way', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => login('nobody', `wrong password ${i}`)));
    assert.ok(answers.filter(({ status }) => status === 401).length <= 11);
    assert.ok(answers.every(({ status }) => status === 401 || status === 429));
  });

  it('right ones are never counted', async () => {
    for (let i = 0; i < 25; i++) await token('bob');
  });
});

/** Resolves to the status. */
function loginFrom(localAddress: string, url: string, username: string, password: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const req = request(`${url}/token`, { method: 'POST', headers, localAddress, agent: false }, (res) => {
      res.resume().on('end', () => resolve(res.statusCode as number));
    });
    req.on('error', reject);
    req.end(JSON.stringify({ username, password }));
  });
}

const skip = process.platform === 'linux' ? false : 'only Linux has all of 127.0.0.0/8';

it('200 wrong passwords for many names from four addresses leave logins from others alone', { skip }, async () => {
  const yaml = 'auth: required\nmodels: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n';
  await using running = await runGateway(yaml, { adminPassword: ADMIN_PASSWORD });
  const attack = Array.from({ length: 200 }, (_, i) =>
    loginFrom(`127.0.0.${2 + (i % 4)}`, running.url, `name-${i}`, 'wrong password'),
  );
  await Promise.race(attack);
  assert.equal(await loginFrom('127.0.0.9', running.url, 'admin', ADMIN_PASSWORD), 200);
  const answers = await Promise.all(attack);
  assert.ok(answers.every((status) => status === 401 || status === 429));
});
