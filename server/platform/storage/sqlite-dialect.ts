import type Database from 'better-sqlite3';
import { type DatabaseConnection, type Driver, SqliteDialect, SqliteDriver } from 'kysely';

/**
 * kysely's own, but for what it does where SQLite itself has undone a transaction, e.g. because the disk is full: then
 * `rollback` fails, and kysely would tell that instead of the reason. https://sqlite.org/lang_transaction.html, 2.3
 */
export class ForgivingSqliteDialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ForgivingSqliteDriver(this.#database);
  }
}

class ForgivingSqliteDriver extends SqliteDriver {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
