/** LoRA adapters on the embedded engine in a container: loaded, and still there when the gateway was killed. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { until } from '../../../integration/gateway/requests.ts';
import { spawnGateway } from '../../../integration/gateway/spawn-gateway.ts';
import { ask, contentOf, japan, TOKYO } from '../../checked-answers.ts';
import { dockerUnderTest, image, project, skipDocker } from '../docker-under-test.ts';
import { containers, engines } from './gateway-calls.ts';

const PIRATE = 'Arrr, matey! The capital of Japan is Tokyo, arrr!';

const say = async (url: string, model: string): Promise<string> =>
  contentOf(await ask(url, '/v1/chat/completions', { model, messages: japan, temperature: 0, max_tokens: 40 }));

describe('a LoRA adapter on an engine in a container', { skip: skipDocker(), timeout: 120_000 }, () => {
  test('is loaded where it is mounted, and is there after a kill -9 of the gateway, without a load', async () => {
    const root = mkdtempSync(join(tmpdir(), 'rh-lora-docker-'));
    try {
      const pirate = join(root, 'pirate-lora.gguf');
      copyFileSync(join(project, 'models/pirate-lora.gguf'), pirate);
      await using under = await dockerUnderTest();
      const mounts = JSON.stringify([`${project}:${project}:ro`, `${root}:${root}:ro`]);
      const yaml = `
docker: { socket: ${under.daemon.socketPath} }
download_roots: ["${root}"]
timeouts: { shutdown_drain: 0s }
models:
  tiny:
    engine: embedded
    model: ${join(project, 'models/tiny.q8_0.gguf')}
    context: 1024
    args: ["--threads", "1"]
    docker: { image: "${image}", pull: never, network: host, mounts: ${mounts} }
`;
      const dataDir = join(root, 'data');
      await using first = await spawnGateway(yaml, {}, dataDir);
      assert.equal(await say(first.url, 'tiny'), TOKYO);
      const loaded = await ask(first.url, '/v1/load_lora_adapter', { lora_name: 'pirate', lora_path: pirate });
      assert.equal(loaded.status, 200, loaded.text);
      assert.equal(await say(first.url, 'pirate'), PIRATE);
      const [before] = await engines(first.url);
      first.signal('SIGKILL');
      await first.exited;

      await using second = await spawnGateway(yaml, {}, dataDir);
      await until('it is ready', async () => (await engines(second.url))[0]?.state === 'ready', 20_000);
      assert.equal(await say(second.url, 'pirate'), PIRATE);
      assert.equal(await say(second.url, 'tiny'), TOKYO);
      const [after] = await engines(second.url);
      assert.equal(after?.container_id, before?.container_id);
      assert.equal((await containers(under.docker)).length, 1);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
