import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { wrongType } from '../../../../../../server/engines/kinds/embedded/program/lora/check-types.ts';

const models = join(import.meta.dirname, '../../../../../../models');

describe('the types of the values that llama.cpp takes for granted', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lora-types-'));
  });
  after(() => rm(folder, { recursive: true }));

  const withType = async (key: string, type: number) => {
    const bytes = await readFile(join(models, 'pirate-lora.gguf'));
    bytes.writeUInt32LE(type, bytes.indexOf(key) + key.length);
    const path = join(folder, key);
    await writeFile(path, bytes);
    return path;
  };

  it('are right in a LoRA adapter, and in a model, which has some of them only', async () => {
    for (const name of ['pirate-lora.gguf', 'tiny.q8_0.gguf']) assert.equal(await wrongType(join(models, name)), null);
  });

  for (const key of ['general.type', 'general.architecture', 'adapter.type', 'adapter.lora.alpha']) {
    it(`are missed in ${key}`, async () => assert.equal(await wrongType(await withType(key, 4)), key));
  }

  it('are not looked for in a file that ends before them', async () => {
    const path = join(folder, 'short');
    const bytes = await readFile(join(models, 'pirate-lora.gguf'));
    await writeFile(path, bytes.subarray(0, bytes.indexOf('general.type') + 'general.type'.length + 2));
    assert.equal(await wrongType(path), null);
  });
});
