// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${NAME} itself
/** Where files come from and go to: `download_roots`, `download_endpoints`, `volume_root`, and a model's `source`. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { VariantConfig } from '../../../../server/platform/config/config.ts';
import { type ConfigFolder, configFolder, modelOf } from './config-folder.ts';

const FAR = 'models: { far: { engine: openai, url: "http://127.0.0.1:9000" } }\n';

async function variantOf(dir: ConfigFolder, keys: string): Promise<VariantConfig> {
  const config = await dir.load(`models: { m: { ${keys} } }`);
  return modelOf(config, 'm').variants[0] as VariantConfig;
}

describe('places for downloads', () => {
  it('are relative to the file', async () => {
    await using dir = await configFolder();
    const config = await dir.load(`${FAR}download_roots: [a, /b/c]\nvolume_root: mnt\n`);
    assert.deepEqual(config.downloadRoots, [join(dir.path, 'a'), '/b/c']);
    assert.equal(config.volumeRoot, join(dir.path, 'mnt'));
  });

  it('are in the data directory by default', async () => {
    await using dir = await configFolder();
    const config = await dir.load(`${FAR}data_dir: d\n`);
    assert.deepEqual(config.downloadRoots, [join(dir.path, 'd', 'models')]);
  });

  it('are at least one', async () => {
    await using dir = await configFolder();
    await assert.rejects(
      dir.load(`${FAR}download_roots: []\n`),
      /download_roots: must be a list with at least one item/,
    );
  });
});

describe('endpoints of downloads', () => {
  it('are hosts, compared without case', async () => {
    await using dir = await configFolder();
    const config = await dir.load(`${FAR}download_endpoints: [Hub.Example.com, "127.0.0.1:9000", "[::1]:80"]\n`);
    assert.deepEqual(config.downloadEndpoints, ['hub.example.com', '127.0.0.1:9000', '[::1]:80']);
  });

  for (const host of ['https://hub.example.com', 'hub.example.com/path', 'a b', '', '*.example.com', 'user@host'])
    it(`are not "${host}"`, async () => {
      await using dir = await configFolder();
      await assert.rejects(dir.load(`${FAR}download_endpoints: ["${host}"]\n`), /download_endpoints/);
    });
});

describe('the source of a model', () => {
  it('has a folder of its own in the first root, and stands for the whole of it', async () => {
    await using dir = await configFolder();
    const variant = await variantOf(dir, 'engine: vllm, source: "hf://org/name@main"');
    const outputDir = join(dir.path, 'roundhouse-data/models/org--name@main');
    assert.deepEqual(variant.source, { uri: 'hf://org/name@main', outputDir, files: null });
    assert.deepEqual(variant.run, { by: 'model', model: '${MODEL_PATH}', args: [] });
  });

  it('is fetched as far as `model` names a file of it', async () => {
    await using dir = await configFolder();
    const variant = await variantOf(dir, 'engine: llama.cpp, source: org/name, model: sub/q4.gguf, args: [-v]');
    assert.deepEqual(variant.source?.files, ['sub/q4.gguf']);
    assert.deepEqual(variant.run, { by: 'model', model: '${MODEL_DIR}/sub/q4.gguf', args: ['-v'] });
  });

  it('has a folder for each choice of its files, so that one does not replace the other', async () => {
    await using dir = await configFolder();
    const choices = ['model: q4.gguf', 'model: q8.gguf', 'source_files: ["*.gguf"]', 'context: 1024'];
    const folders = new Set<string | undefined>();
    for (const choice of choices) {
      const { source } = await variantOf(dir, `engine: llama.cpp, source: org/name, ${choice}`);
      folders.add(source?.outputDir);
    }
    assert.equal(folders.size, choices.length);
  });

  it('is fetched with all shards of the file that `model` names', async () => {
    await using dir = await configFolder();
    const variant = await variantOf(dir, 'engine: llama.cpp, source: org/name, model: q4-00001-of-00003.gguf');
    assert.deepEqual(variant.source?.files, ['q4-*-of-00003.gguf']);
  });

  it('is fetched as far as `source_files` says', async () => {
    await using dir = await configFolder();
    const variant = await variantOf(dir, 'engine: vllm, source: "s3://b/p", source_files: ["*.json", "*.safetensors"]');
    assert.deepEqual(variant.source?.files, ['*.json', '*.safetensors']);
  });

  it('goes with a command that says where it stands', async () => {
    await using dir = await configFolder();
    const keys = 'engine: llama.cpp, source: org/name, command: [x, "${MODEL_PATH}", "${MODEL_DIR}", "${LORA_ARGS}"]';
    const variant = await variantOf(dir, keys);
    assert.deepEqual(variant.run, {
      by: 'command',
      command: ['x', '${MODEL_PATH}', '${MODEL_DIR}', '${LORA_ARGS}'],
    });
    assert.equal(variant.source?.uri, 'org/name');
  });

  it('never leads out of the root, whatever it is called', async () => {
    await using dir = await configFolder();
    for (const source of ['s3://../..', 'file:///../../etc', 'pvc://..', 's3://b/../../x', 'hf://../x']) {
      const { source: made } = await variantOf(dir, `engine: vllm, source: "${source}"`);
      assert.match(made?.outputDir ?? '', new RegExp(`^${dir.path}/roundhouse-data/models/[^/]+$`), source);
      assert.doesNotMatch(made?.outputDir ?? '', /models\/\.+$/, source);
    }
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['source: justaname', /is no source; give hf:/],
    ['source: "ftp://x/y"', /is no source; give hf:/],
    ['source: "s3://key:secret@bucket/x"', /holds credentials/],
    ['source: org/name, model: /abs.gguf', /inside of what is downloaded/],
    ['source: org/name, model: ../x.gguf', /inside of what is downloaded/],
    ['model: m, source_files: [x]', /goes with `source`/],
  ];
  for (const [keys, problem] of wrong)
    it(`is refused: ${keys}`, async () => {
      await using dir = await configFolder();
      await assert.rejects(dir.load(`models: { m: { engine: vllm, ${keys} } }`), (error: Error) => {
        assert.match(error.message, problem);
        assert.doesNotMatch(error.message, /secret/);
        return true;
      });
    });

  it('cannot be built into a command for any server', async () => {
    await using dir = await configFolder();
    await assert.rejects(
      dir.load('models: { m: { engine: openai, source: org/name } }'),
      /models\.m\.source: no command can be built/,
    );
  });
});
