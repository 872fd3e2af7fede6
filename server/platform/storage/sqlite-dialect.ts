import type Database from 'better-sqlite3';
import { type DatabaseConnection, type Driver, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';

/** Statements that are kept ready: preparing one again costs more than running it. */
const preparedAtMost = 100;

/**
 * kysely's own, but for two things: it prepares each statement once, and where SQLite itself has undone a transaction, e.g.
 * because the disk is full, its `rollback`, which fails, does not hide the reason. https://sqlite.org/lang_transaction.html, 2.3
 */
export class ForgivingSqliteDialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ForgivingSqliteDriver(this.#database, keepingPrepared(this.#database));
  }
}

class ForgivingSqliteDriver extends SqliteDriver {
  readonly #database: Database.Database;

  constructor(database: Database.Database, prepared: SqliteDatabase) {
    super({ database: prepared });
    this.#database = database;
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** No statement may be read row by row: it would be busy when it is asked for again. */
function keepingPrepared(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, Database.Statement>();
  return {
    prepare(sql) {
      let statement = statements.get(sql);
      if (statement === undefined) {
        statement = database.prepare(sql);
        const [oldest] = statements.keys();
        if (statements.size >= preparedAtMost && oldest !== undefined) statements.delete(oldest);
        statements.set(sql, statement);
      }
      return statement;
    },
    close: () => void database.close(),
  };
}
