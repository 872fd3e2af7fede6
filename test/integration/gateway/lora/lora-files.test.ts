// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration writes ${LORA_ARGS} itself
/** Files of LoRA adapters that an engine could not be started with: they must never cost the base model. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fakeCommand } from '../fake-command.ts';
import { type Answer, CHAT, call, chat, post, until } from '../requests.ts';
import { runGateway } from '../run-gateway.ts';

const root = mkdtempSync(join(tmpdir(), 'roundhouse-lora-files-'));
after(() => rmSync(root, { recursive: true, force: true }));
const pirate = new URL('../../../../models/pirate-lora.gguf', import.meta.url).pathname;

const command = fakeCommand('--kind', 'llama.cpp', '--name', 'base').replace(/\]$/, ', "${LORA_ARGS}"]');
const config = `download_roots: ["${root}"]\nmodels:\n  base: { engine: llama.cpp, command: ${command} }\n`;

function fileNamed(name: string): string {
  const path = join(root, name);
  copyFileSync(pirate, path);
  return path;
}

const load = (url: string, name: string, path: string): Promise<Answer> =>
  post(url, '/v1/load_lora_adapter', JSON.stringify({ lora_name: name, lora_path: path }));

describe('a LoRA adapter whose path llama-server could not be given', () => {
  for (const name of ['pirate,ship.gguf', 'pirate:ship.gguf'])
    it(`is refused before anything is changed: ${name}`, async () => {
      const path = fileNamed(name);
      await using gateway = await runGateway(config);
      const { url } = gateway;
      const whileNoneRuns = await load(url, 'pirate', path);
      assert.equal(whileNoneRuns.status, 400, whileNoneRuns.text);
      assert.equal((await post(url, CHAT, chat('base'))).status, 200);
      const whileOneRuns = await load(url, 'pirate', path);
      assert.equal(whileOneRuns.status, 400, whileOneRuns.text);
      assert.equal(whileOneRuns.json().error?.['code'], 'lora_incompatible');
      assert.match(String(whileOneRuns.json().error?.['message']), /rename the file or its folder/);
      assert.deepEqual((await call(url, '/v1/lora_adapters')).json()['data'], []);
    });

  it('is left out where it was loaded when the model had another engine', async () => {
    const path = fileNamed('pirate,boat.gguf');
    const embedded = fakeCommand('--kind', 'vllm', '--name', 'base', '--enable-lora');
    const before = config.replace(/engine: llama.cpp, command: .*\}/, `engine: embedded, command: ${embedded} }`);
    await using gateway = await runGateway(before);
    const { url } = gateway;
    assert.equal((await load(url, 'pirate', path)).status, 200);
    await gateway.reconfigure(config);
    const base = await post(url, CHAT, chat('base'));
    assert.equal(base.status, 200, base.text);
    const asked = await post(url, CHAT, chat('pirate'));
    assert.equal(asked.json().error?.['code'], 'lora_incompatible', asked.text);
  });
});

describe('a LoRA adapter whose file has gone', () => {
  const engines = async (url: string) =>
    ((await call(url, '/v1/engines')).json() as unknown as { data: { pid: number; state: string }[] }).data;

  it('costs itself only when the engine is started again, and is there again with its file', async () => {
    const path = fileNamed('pirate.gguf');
    await using gateway = await runGateway(config);
    const { url } = gateway;
    const kill = async (): Promise<void> => {
      const pid = (await engines(url)).find(({ state }) => state === 'ready')?.pid as number;
      process.kill(pid, 'SIGKILL');
      await until('its end is known', async () =>
        (await engines(url)).every((one) => one.pid !== pid || one.state !== 'ready'),
      );
    };
    assert.equal((await post(url, CHAT, chat('base'))).status, 200);
    assert.equal((await load(url, 'pirate', path)).status, 200);
    rmSync(path);
    await kill();
    const base = await post(url, CHAT, chat('base'));
    assert.equal(base.status, 200, base.text);
    const gone = await post(url, CHAT, chat('pirate'));
    assert.equal(gone.json().error?.['code'], 'lora_load_failed', gone.text);
    assert.match(String(gone.json().error?.['message']), /is not there any more/);
    fileNamed('pirate.gguf');
    await kill();
    const again = await post(url, CHAT, chat('pirate'));
    assert.equal(again.status, 200, again.text);
  });
});
