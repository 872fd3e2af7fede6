/** Every example is a configuration that Roundhouse takes. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadSettings } from '../../server/forwarder/config/load-settings.ts';
import { loadConfig } from '../../server/platform/config/index.ts';
import { configFolder } from './platform/config/config-folder.ts';

const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
const FORWARDER = 'service--http_forwarder.yaml';
const yamls = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const files = yamls.filter((name) => name !== FORWARDER);
const env = { HF_TOKEN: 'hf', FAR_KEY: 'f', CI_KEY: 'c', APP_KEY: 'a', OPS_KEY: 'o' };

/** Loads it beside empty files in place of the models that it names. */
async function loadExample(name: string) {
  const text = readFileSync(join(folder, name), 'utf8');
  await using dir = await configFolder({ [`examples/${name}`]: text });
  for (const [, model] of text.matchAll(/^\s+model: (\S+\.gguf)/gm))
    await dir.write(join('examples', model as string), '');
  return await loadConfig({ path: join(dir.path, 'examples', name), env, cwd: dir.path, onTerminal: false });
}

describe('examples', () => {
  it('are all there', () => {
    assert.deepEqual(yamls.sort(), [
      'context-variants.yaml',
      'docker.yaml',
      'keys.yaml',
      'llama-server.yaml',
      'many-models-one-gpu.yaml',
      'minimal.yaml',
      'remote-openai.yaml',
      FORWARDER,
      'sglang.yaml',
      'vllm.yaml',
    ]);
  });

  for (const name of files) {
    it(`${name} is valid`, async () => assert.ok((await loadExample(name)).models.length > 0));
    it(`${name} says what it is for`, () => assert.match(readFileSync(join(folder, name), 'utf8'), /^# \S.{20,}/));
  }

  it(`${FORWARDER} is what \`roundhouse forward\` takes`, async () => {
    const { sync, stream } = await loadSettings({ path: join(folder, FORWARDER), set: [], env: {} });
    assert.deepEqual([sync?.origin, stream?.origin], ['http://localhost:5005', 'http://localhost:5005']);
  });

  it('minimal.yaml works in a checkout as it is', async () => {
    const config = await loadConfig({ path: join(folder, 'minimal.yaml'), env: {}, cwd: folder, onTerminal: false });
    assert.equal(config.models[0]?.engine, 'embedded');
  });

  it('docker.yaml: in containers, with the GPUs that they share or have alone', async () => {
    const { models } = await loadExample('docker.yaml');
    assert.deepEqual(
      models.map(({ variants }) => [variants[0]?.docker?.image.split(':')[0], variants[0]?.gpus]),
      [
        ['vllm/vllm-openai', { count: 1 }],
        ['ghcr.io/ggml-org/llama.cpp', { ids: [1], shared: true }],
        ['ghcr.io/ggml-org/llama.cpp', { ids: [1], shared: true }],
      ],
    );
  });

  it('many-models-one-gpu.yaml: the anchor stands for the same arguments', async () => {
    const { models } = await loadExample('many-models-one-gpu.yaml');
    const args = models
      .slice(0, 2)
      .map(({ variants }) => (variants[0]?.run?.by === 'model' ? variants[0].run.args : []));
    assert.deepEqual(args[0], args[1]);
    assert.equal(args[0]?.length, 2);
  });
});
