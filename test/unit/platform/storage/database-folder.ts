import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openDatabase, type StorageDatabase } from '../../../../server/platform/storage/index.ts';

/** An empty data directory that goes with the test. */
export function dataDir(test: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'storage-'));
  test.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Open until the test ends. */
export async function opened(test: TestContext, dir: string): Promise<StorageDatabase> {
  const database = await openDatabase({ dataDir: dir });
  test.after(() => database.close());
  return database;
}

export const row = (name: string) => ({
  name,
  model: 'base',
  path: `/models/${name}`,
  source: null,
  wanted: 1,
  created_at: '2030-01-01T00:00:00.000Z',
});

export function insert(database: StorageDatabase, name: string): Promise<void> {
  return database.run(async (db) => {
    await db.insertInto('lora_adapters').values(row(name)).execute();
  });
}

export function names(database: StorageDatabase): Promise<string[]> {
  return database.run(async (db) => {
    const rows = await db.selectFrom('lora_adapters').select('name').orderBy('name').execute();
    return rows.map(({ name }) => name);
  });
}
