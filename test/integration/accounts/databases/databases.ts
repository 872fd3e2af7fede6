/** The databases that a suite is run on: a SQLite file, and a real Postgres where there is one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext } from 'node:test';
import { openStorage, type StorageDatabase, type StorageOptions } from '../../../../server/platform/storage/index.ts';
import { findPostgres, type RunningPostgres, startPostgres } from '../../../real/postgres/start-postgres.ts';

export interface TestDatabase {
  readonly kind: 'sqlite' | 'postgres';
  /** A place of its own with nothing in it, gone with the test. */
  place(test: TestContext): Promise<StorageOptions>;
  /** Opened there, until the test ends. */
  open(test: TestContext, place?: StorageOptions): Promise<StorageDatabase>;
}

/** Calls `suite` for each kind of database, inside a `describe` of its own. */
export function onEachDatabase(what: string, suite: (database: TestDatabase) => void): void {
  describe(`${what}, on SQLite`, () => suite(testDatabase('sqlite', async () => null)));
  const found = findPostgres();
  describe(`${what}, on Postgres`, { skip: found.skip }, () => {
    let server: RunningPostgres;
    before(async () => {
      server = await startPostgres(found.folder ?? '');
    });
    after(() => server[Symbol.asyncDispose]());
    suite(testDatabase('postgres', () => server.database()));
  });
}

function testDatabase(kind: TestDatabase['kind'], newUrl: () => Promise<string | null>): TestDatabase {
  const place = async (test: TestContext): Promise<StorageOptions> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-accounts-'));
    test.after(() => rmSync(dataDir, { recursive: true, force: true }));
    return { dataDir, databaseUrl: await newUrl() };
  };
  return {
    kind,
    place,
    async open(test, where) {
      const database = await openStorage(where ?? (await place(test)));
      test.after(() => database.close());
      return database;
    },
  };
}
