/** The first start: no default password, and one way in at a time. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Log } from '../../../server/platform/log.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls } from './account-calls.ts';

const YAML = 'auth: required\nmodels: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n';
const admin = { username: 'root', password: 'long enough', role: 'admin' };

function folder(test: TestContext): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-first-'));
  test.after(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

const setupToken = (said: string): string => /rh_[\w-]{48}/.exec(said)?.[0] ?? '';

function remembering(): { readonly log: Log; readonly text: () => string } {
  const lines: string[] = [];
  const write = (...what: unknown[]): void => void lines.push(JSON.stringify(what));
  const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
  return { log, text: () => lines.join('\n') };
}

async function started(dataDir: string, options: { adminPassword?: string; log?: Log } = {}) {
  let said = '';
  const running = await runGateway(YAML, { dataDir, say: (text) => (said += text), ...options });
  return { running, said: () => said, ...accountCalls(() => running.url) };
}

const stop = (running: RunningGateway): PromiseLike<void> => running[Symbol.asyncDispose]();

describe('a first start', () => {
  it('makes `admin` with the password from the environment, and says nothing', async (test) => {
    const { running, said, token } = await started(folder(test), { adminPassword: ADMIN_PASSWORD });
    await using _ = running;
    await token('admin', ADMIN_PASSWORD);
    assert.equal(said(), '');
  });

  it('takes the password at the first start only', async (test) => {
    const dataDir = folder(test);
    await stop((await started(dataDir, { adminPassword: ADMIN_PASSWORD })).running);
    const { running, login, token } = await started(dataDir, { adminPassword: 'another password' });
    await using _ = running;
    assert.equal((await login('admin', 'another password')).status, 401);
    await token('admin', ADMIN_PASSWORD);
  });

  it('is refused with a password that is too short, which it does not repeat', async (test) => {
    await assert.rejects(started(folder(test), { adminPassword: 'short' }), (error: Error) => {
      assert.match(error.message, /^ROUNDHOUSE_ADMIN_PASSWORD: The password must have 8/);
      assert.ok(!error.message.includes('short'));
      return true;
    });
  });

  it('without one prints a set-up token, which makes one admin once', async (test) => {
    const { log, text } = remembering();
    const { running, said, send, done, token } = await started(folder(test), { log });
    await using _ = running;
    const setup = setupToken(said());
    assert.notEqual(setup, '');
    assert.equal((await send('GET', '/v1/models', setup)).status, 403, 'it is good for nothing else');
    await done('POST', '/v1/users', setup, admin);
    const again = await send('POST', '/v1/users', setup, { ...admin, username: 'second' });
    assert.equal(again.status, 401);
    await token('root', 'long enough');
    assert.ok(!text().includes(setup), 'the log does not have it');
  });

  it('makes one admin also where the set-up token is used several times at once', async (test) => {
    const { running, said, send } = await started(folder(test));
    await using _ = running;
    const setup = setupToken(said());
    const names = ['a1', 'a2', 'a3', 'a4'];
    const answers = await Promise.all(
      names.map((username) => send('POST', '/v1/users', setup, { ...admin, username })),
    );
    const statuses = answers.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 1, String(statuses));
    assert.ok(
      statuses.every((status) => [200, 401, 403].includes(status)),
      String(statuses),
    );
  });

  it('makes an admin of a user who is there, by the set-up token, once', async (test) => {
    const { running, said, send, done, token } = await started(folder(test));
    await using _ = running;
    const setup = setupToken(said());
    const ids = [];
    for (const username of ['one', 'two']) {
      const { id } = await done('POST', '/v1/users', setup, { username, password: 'long enough' });
      ids.push(String(id));
    }
    assert.equal((await send('PATCH', '/v1/users/usr_none', setup, { role: 'admin' })).status, 404);
    const answers = await Promise.all(ids.map((id) => send('PATCH', `/v1/users/${id}`, setup, { role: 'admin' })));
    const statuses = answers.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 1, String(statuses));
    assert.equal((await send('POST', '/v1/users', setup, admin)).status, 401);
    const chosen = statuses[0] === 200 ? 'one' : 'two';
    const { data } = await done('GET', '/v1/users', await token(chosen, 'long enough'));
    const roles = (data as { role: string }[]).map(({ role }) => role);
    assert.deepEqual(roles.sort(), ['admin', 'user']);
  });

  it('says what to do where `admin` is there and is none', async (test) => {
    const dataDir = folder(test);
    const first = await started(dataDir);
    await first.done('POST', '/v1/users', setupToken(first.said()), { username: 'admin', password: 'long enough' });
    await stop(first.running);
    await assert.rejects(
      started(dataDir, { adminPassword: ADMIN_PASSWORD }),
      /start without it .* users add NAME --admin/,
    );
    const second = await started(dataDir);
    await second.done('POST', '/v1/users', setupToken(second.said()), admin);
    await stop(second.running);
  });

  it('prints another set-up token at the next start, as long as there is no admin', async (test) => {
    const dataDir = folder(test);
    const first = await started(dataDir);
    await stop(first.running);
    const second = await started(dataDir);
    assert.notEqual(setupToken(second.said()), setupToken(first.said()));
    await second.done('POST', '/v1/users', setupToken(first.said()), admin);
    assert.equal((await second.send('GET', '/v1/users', setupToken(second.said()))).status, 401, 'both are gone');
    await stop(second.running);
    const third = await started(dataDir);
    await using _ = third.running;
    assert.equal(third.said(), '');
  });

  it('has no name and password that come with it', async (test) => {
    const { running, login } = await started(folder(test));
    await using _ = running;
    for (const password of ['', 'admin', 'password', 'roundhouse', 'changeme'])
      assert.notEqual((await login('admin', password)).status, 200, password);
  });
});
