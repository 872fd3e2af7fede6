/** Keys that may use some LoRA adapters only: those of accounts, and those of the config. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fakeCommand } from '../gateway/fake-command.ts';
import { CHAT, call, chat } from '../gateway/requests.ts';
import { type RunningGateway, runGateway } from '../gateway/run-gateway.ts';
import { ADMIN_PASSWORD, accountCalls, bearer } from './account-calls.ts';

describe('a key for a LoRA adapter', () => {
  const root = mkdtempSync(join(tmpdir(), 'roundhouse-scopes-'));
  const files = new URL('../../fixtures/models/pirate-lora', import.meta.url).pathname;
  const keys = new Map([['of the config', 'key-pirate']]);
  let running: RunningGateway;
  let admin: string;
  const { done, token, user, key } = accountCalls(() => running.url);
  before(async () => {
    for (const name of ['pirate', 'poet']) cpSync(files, join(root, name), { recursive: true });
    running = await runGateway(
      `
auth: required
download_roots: ["${root}"]
api_keys: [{ name: pirates, key_env: PIRATE_KEY, lora_adapters: [pirate] }]
models:
  base: { engine: vllm, aliases: [nick], command: ${fakeCommand('--kind', 'vllm', '--name', 'base', '--enable-lora')} }
`,
      { env: { PIRATE_KEY: 'key-pirate' }, adminPassword: ADMIN_PASSWORD },
    );
    admin = await token('admin', ADMIN_PASSWORD);
    for (const name of ['pirate', 'poet'])
      await done('POST', '/v1/load_lora_adapter', admin, { lora_name: name, lora_path: join(root, name) });
    const alice = await user(admin, 'alice');
    keys.set('of an account', (await key(alice.token, { models: ['pirate'] })).key);
  });
  after(async () => {
    await running[Symbol.asyncDispose]();
    rmSync(root, { recursive: true });
  });

  const ask = (presented: string, model: string) =>
    call(running.url, CHAT, { body: chat(model), headers: bearer(presented) });

  for (const whose of ['of the config', 'of an account'])
    it(`may use that one; its model, aliases and other LoRA adapters are as if they were not there: ${whose}`, async () => {
      const presented = keys.get(whose) ?? '';
      const answer = await ask(presented, 'pirate');
      assert.equal(answer.status, 200, answer.text);
      assert.equal((answer.json() as { fake?: { lora: string } }).fake?.lora, 'pirate');
      const told = (text: string, name: string): string => text.replaceAll(name, '').replace(/req_\w+/, '');
      const absent = await ask(presented, 'zzz');
      for (const name of ['base', 'nick', 'poet']) {
        const hidden = await ask(presented, name);
        assert.equal(hidden.status, 404);
        assert.equal(told(hidden.text, name), told(absent.text, 'zzz'));
        assert.equal((await call(running.url, `/v1/models/${name}`, { headers: bearer(presented) })).status, 404);
      }
      const list = (await call(running.url, '/v1/models', { headers: bearer(presented) })).json();
      assert.deepEqual(
        (list['data'] as { id: string }[]).map(({ id }) => id),
        ['pirate'],
      );
    });

  it('shows nothing of other LoRA adapters where LoRA adapters are listed', async () => {
    for (const presented of keys.values()) {
      const list = await call(running.url, '/v1/lora_adapters', { headers: bearer(presented) });
      assert.equal(list.status, 200);
      assert.doesNotMatch(list.text, /poet/);
      const [hidden, absent] = await Promise.all(
        ['poet', 'zzzz'].map((name) => call(running.url, `/v1/lora_adapters/${name}`, { headers: bearer(presented) })),
      );
      assert.equal(hidden?.status, 404);
      const told = (text = ''): string => text.replaceAll(/poet|zzzz/g, '').replace(/req_\w+/, '');
      assert.equal(told(hidden?.text), told(absent?.text));
    }
  });
});
