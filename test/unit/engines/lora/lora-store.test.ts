import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLoraStore } from '../../../../server/engines/lora/index.ts';
import type { LoraRecord } from '../../../../server/engines/lora/lora.ts';
import { dataDir, opened } from '../../platform/storage/database-folder.ts';

const pirate: LoraRecord = {
  name: 'org/pirate',
  model: 'tiny',
  path: '/models/pirate',
  source: 'hf://org/pirate@main',
  wanted: true,
  createdAt: '2030-01-01T00:00:00.000Z',
};

describe('the store of LoRA adapters', () => {
  it('gives back what it was given, also to the next process', async (test) => {
    const dir = dataDir(test);
    const poet = { ...pirate, name: "it's a “poet” 🏴‍☠️", source: null, wanted: false };
    const store = createLoraStore(await opened(test, dir));
    await store.put(pirate);
    await store.put(poet);
    assert.deepEqual(await createLoraStore(await opened(test, dir)).all(), [poet, pirate].sort(byName));
  });

  it('has one row per name: the one that came last', async (test) => {
    const store = createLoraStore(await opened(test, dataDir(test)));
    await store.put(pirate);
    await store.put({ ...pirate, path: '/models/other', wanted: false });
    assert.deepEqual(await store.all(), [{ ...pirate, path: '/models/other', wanted: false }]);
  });

  it('lists the oldest first, as engines have them on their command lines', async (test) => {
    const store = createLoraStore(await opened(test, dataDir(test)));
    await store.put({ ...pirate, name: 'b', createdAt: '2030-01-02T00:00:00.000Z' });
    await store.put({ ...pirate, name: 'a', createdAt: '2030-01-03T00:00:00.000Z' });
    await store.put({ ...pirate, name: 'c', createdAt: '2030-01-01T00:00:00.000Z' });
    assert.deepEqual(
      (await store.all()).map(({ name }) => name),
      ['c', 'b', 'a'],
    );
  });

  it('forgets, also what it never knew', async (test) => {
    const store = createLoraStore(await opened(test, dataDir(test)));
    await store.put(pirate);
    await store.remove('nobody');
    await store.remove(pirate.name);
    assert.deepEqual(await store.all(), []);
  });
});

const byName = (one: LoraRecord, other: LoraRecord): number => (one.name < other.name ? -1 : 1);
