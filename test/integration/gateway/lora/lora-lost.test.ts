/** Engines that are not ours and have lost their LoRA adapters, and those that only say no. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startFake } from '../../../fakes/start-fake.ts';
import { CHAT, call, chat, post, until } from '../requests.ts';
import { runGateway } from '../run-gateway.ts';

const root = mkdtempSync(join(tmpdir(), 'roundhouse-lora-lost-'));
after(() => rmSync(root, { recursive: true, force: true }));
const peft = join(root, 'pirate-lora');
cpSync(new URL('../../../fixtures/models/pirate-lora', import.meta.url).pathname, peft, { recursive: true });

for (const kind of ['vllm', 'sglang']) {
  const flags = ['--kind', kind, '--name', 'base', '--enable-lora'];
  const yaml = (url: string): string =>
    `download_roots: ["${root}"]\nmodels: { base: { engine: ${kind}, health_path: /health, url: "${url}" } }\n`;

  async function loaded(url: string): Promise<void> {
    await until('it is ready', async () => (await call(url, '/v1/models')).text.includes('"ready"'));
    const body = JSON.stringify({ lora_name: 'pirate', lora_path: peft });
    const answer = await post(url, '/v1/load_lora_adapter', body);
    assert.equal(answer.status, 200, answer.text);
  }

  describe(`a ${kind} elsewhere`, () => {
    it('that was restarted between two requests gets its LoRA adapter before the second is answered', async () => {
      const first = await startFake(flags);
      await using gateway = await runGateway(yaml(first.url));
      await loaded(gateway.url);
      await first.stop();
      const second = await startFake([...flags, '--port', String(first.port)]);
      try {
        const answers = await Promise.all(Array.from({ length: 5 }, () => post(gateway.url, CHAT, chat('pirate'))));
        for (const answer of answers) assert.equal(answer.status, 200, answer.text);
      } finally {
        await second.stop();
      }
    });

    it('that refuses something else is asked once', async () => {
      const engine = await startFake(flags);
      try {
        await using gateway = await runGateway(yaml(engine.url));
        await loaded(gateway.url);
        for (const status of [400, 404]) {
          const before = (await engine.requests()).filter(({ path }) => path === CHAT).length;
          const answer = await post(gateway.url, CHAT, chat('pirate', {}, `[fake status=${status}]`));
          assert.equal(answer.status, status);
          assert.equal((await engine.requests()).filter(({ path }) => path === CHAT).length, before + 1);
        }
      } finally {
        await engine.stop();
      }
    });
  });
}
