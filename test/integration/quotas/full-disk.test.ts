/** A data directory on a disk that is full: who is known goes on, and what he uses is written when there is room. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type FakeEngine, startFake } from '../../fakes/start-fake.ts';
import { ADMIN_PASSWORD, accountCalls, bearer } from '../accounts/account-calls.ts';
import { type Answer, CHAT, call, until } from '../gateway/requests.ts';
import { spawnGateway } from '../gateway/spawn-gateway.ts';
import { say, sumOf, yamlFor } from './metered-gateway.ts';

/** A small disk, or why there is none. */
function smallDisk(): { readonly path: string; readonly skip: false } | { readonly path: ''; readonly skip: string } {
  const path = mkdtempSync(join(tmpdir(), 'roundhouse-full-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', path], { stdio: 'ignore' });
  if (status === 0) return { path, skip: false };
  rmSync(path, { recursive: true });
  const reason = 'no small disk can be mounted here: that takes root';
  if (process.env['CI'] === 'true') throw new Error(reason);
  return { path: '', skip: reason };
}

const disk = smallDisk();

describe('a full disk', { skip: disk.skip }, () => {
  let engine: FakeEngine;
  before(async () => {
    engine = await startFake(['--kind', 'vllm']);
  });
  after(async () => {
    await engine.stop();
    spawnSync('umount', ['-l', disk.path]);
    rmSync(disk.path, { recursive: true });
  });

  const filler = (): string => join(disk.path, 'filler');
  const fill = (): void => {
    try {
      for (;;) appendFileSync(filler(), Buffer.alloc(4096));
    } catch {
      // It is full.
    }
  };

  it('stops nobody who is known, breaks no stream, and loses nothing', async (test) => {
    const dataDir = join(disk.path, 'data');
    mkdirSync(dataDir);
    const gateway = await spawnGateway(yamlFor(engine.url), { ROUNDHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD }, dataDir);
    test.after(() => gateway.stop());
    const calls = accountCalls(() => gateway.url);
    const alice = await calls.user(await calls.token('admin', ADMIN_PASSWORD), 'alice', { gen_token_limit: 1_000_000 });
    const ask = (marker: string, fields: object = {}): Promise<Answer> => {
      const body = JSON.stringify({ model: 'tiny', messages: say(marker), max_tokens: 10, ...fields });
      return call(gateway.url, CHAT, { headers: bearer(alice.token), body });
    };
    assert.equal((await ask('chunks=1')).status, 200);

    fill();
    // It grows beyond its reserve again and again, which is written down each time.
    const long = ask('chunks=800 delay=3', { stream: true });
    let asked = 1;
    await until('it is seen', async () => {
      assert.equal((await ask('chunks=1')).status, 200);
      asked += 1;
      fill();
      return (await call(gateway.url, '/ready')).status === 503;
    });
    for (let i = 0; i < 100; i++) assert.equal((await ask('chunks=1')).status, 200);
    assert.match((await call(gateway.url, '/ready')).text, /the disk is full \((SQLITE_FULL|ENOSPC)\)/);
    assert.equal((await calls.send('POST', '/v1/keys', alice.token, { name: 'new' })).status, 503);
    const whole = await long;
    assert.match(whole.text, /\[DONE\]\s*$/);
    assert.doesNotMatch(whole.text, /"error"/);

    rmSync(filler());
    await until('it is ready again', async () => (await call(gateway.url, '/ready')).status === 200);
    const all = { requests: asked + 101, gen_tokens: asked + 100 + 800 };
    await until('all is charged', async () => {
      const { requests, gen_tokens } = sumOf(await calls.done('GET', '/v1/usage', alice.token));
      return requests === all.requests && gen_tokens === all.gen_tokens;
    });
  });

  it('does not let a gateway start, which leaves everything as it is and starts when there is room', async (test) => {
    const dataDir = join(disk.path, 'data-2');
    mkdirSync(dataDir);
    const first = await spawnGateway(yamlFor(engine.url), { ROUNDHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD }, dataDir);
    const alice = await accountCalls(() => first.url).token('admin', ADMIN_PASSWORD);
    await call(first.url, CHAT, {
      headers: bearer(alice),
      body: JSON.stringify({ model: 'tiny', messages: say('chunks=4'), max_tokens: 10 }),
    });
    const usage = async () => sumOf(await accountCalls(() => first.url).done('GET', '/v1/usage', alice));
    await until('it is charged', async () => (await usage()).requests === 1);
    first.signal('SIGKILL');
    await first.exited;
    fill();
    await assert.rejects(spawnGateway(yamlFor(engine.url), {}, dataDir), /did not start.*(the disk is full|ENOSPC)/s);
    rmSync(filler());
    const second = await spawnGateway(yamlFor(engine.url), {}, dataDir);
    test.after(() => second.stop());
    const used = sumOf(await accountCalls(() => second.url).done('GET', '/v1/usage', alice));
    assert.deepEqual([used.requests, used.gen_tokens], [1, 4]);
  });
});
