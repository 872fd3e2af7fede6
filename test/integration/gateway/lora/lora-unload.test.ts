/** What becomes of requests for a LoRA adapter that is unloaded while they are under way. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fakeCommand } from '../fake-command.ts';
import { type Answer, CHAT, call, chat, post, until } from '../requests.ts';
import { runGateway } from '../run-gateway.ts';

const root = mkdtempSync(join(tmpdir(), 'roundhouse-lora-unload-'));
after(() => rmSync(root, { recursive: true, force: true }));
const peft = join(root, 'pirate-lora');
cpSync(new URL('../../../fixtures/models/pirate-lora', import.meta.url).pathname, peft, { recursive: true });

const yaml = (...flags: string[]): string =>
  `download_roots: ["${root}"]\nmodels:\n  base: { engine: vllm, command: ${fakeCommand('--kind', 'vllm', '--name', 'base', '--enable-lora', ...flags)} }\n`;
const load = (url: string): Promise<Answer> =>
  post(url, '/v1/load_lora_adapter', JSON.stringify({ lora_name: 'pirate', lora_path: peft }));
const unload = (url: string): Promise<Answer> =>
  post(url, '/v1/unload_lora_adapter', JSON.stringify({ lora_name: 'pirate' }));

describe('a LoRA adapter that is unloaded', () => {
  it('is refused at once to those who wait for its engine, and the base model is not', async () => {
    await using gateway = await runGateway(yaml('--load-ms', '2000'));
    const { url } = gateway;
    assert.equal((await load(url)).status, 200);
    const asked = post(url, CHAT, chat('pirate'));
    const base = post(url, CHAT, chat('base'));
    await until('the engine starts', async () => (await call(url, '/v1/engines')).text.includes('"starting"'));
    assert.equal((await unload(url)).status, 200);
    const refused = await asked;
    assert.equal(refused.status, 404, refused.text);
    assert.equal(refused.json().error?.['code'], 'model_not_found');
    assert.match(String(refused.json().error?.['message']), /was unloaded/);
    assert.equal((await base).status, 200);
  });

  it('costs its last requests an answer, not their time', async () => {
    await using gateway = await runGateway(yaml());
    const { url } = gateway;
    for (let round = 0; round < 5; round++) {
      assert.equal((await load(url)).status, 200);
      const asked = Array.from({ length: 30 }, () => post(url, CHAT, chat('pirate')));
      const unloaded = unload(url);
      for (const { status, text } of await Promise.all(asked)) assert.ok(status === 200 || status === 404, text);
      assert.equal((await unloaded).status, 200);
    }
  });
});
