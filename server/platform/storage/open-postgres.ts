/** The database of several gateways: a Postgres that they share. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { type Clock, systemClock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { migrate } from './migrate.ts';
import { ClosingClient } from './postgres-client.ts';
import type { StorageDatabase } from './storage.ts';
import { faultOf, isContended, isOfWriting, isUnstorable, storageUnavailable } from './storage-fault.ts';
import type { TableSet } from './table-set.ts';

/** As with a file: what is locked is waited for this long in all. */
const lockTimeoutMs = 5000;
const lockPauseMs = 80;
const connectTimeoutMs = 3000;
/** A server that took the statement and says nothing more is as good as gone. */
const answerTimeoutMs = 6000;
/** So long an answer stands for the health of the server; after it, `health` has it asked again. */
const freshMs = 2000;
const maxConnections = 10;

export interface PostgresOptions {
  /** `postgres://USER:PASSWORD@HOST/DATABASE`. Never logged. */
  readonly url: string;
  readonly clock?: Clock;
}

/**
 * Connects and brings this set of tables up to date; each set has connections of its own. Throws AppError
 * `storage_unavailable` where the server does not answer or lets nobody in, or where a newer version has been at work.
 */
export async function openPostgresTables<Schema>(
  set: TableSet<Schema>,
  { url, clock = systemClock }: PostgresOptions,
): Promise<StorageDatabase<Schema>> {
  const pool = new pg.Pool({
    Client: ClosingClient,
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: lockTimeoutMs,
    query_timeout: answerTimeoutMs,
    keepAlive: true,
    application_name: 'roundhouse',
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  });
  // A connection that breaks is taken out by the pool, and rejects what it was doing; without these listeners (the
  // pool's for idle ones, the connection's own for those in use) the process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await refuseNewer(db, set);
    const migrated = await migrate(db, set);
    return new PostgresStorage({ db, migrated, clock, lockTable: `${set.migrationTable}_lock` });
  } catch (error) {
    await db.destroy();
    throw error instanceof AppError ? error : storageUnavailable(error);
  }
}

const INT8 = 20;

/** Counters are int8, which comes as text by default. They stay below 2^53. */
function typeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format);
}

async function refuseNewer<Schema>(
  db: Kysely<Schema>,
  { migrations, migrationTable }: TableSet<Schema>,
): Promise<void> {
  const there = await sql<{ name: string | null }>`select to_regclass(${migrationTable})::text as name`.execute(db);
  if ((there.rows[0]?.name ?? null) === null) return;
  const done = await sql<{ name: string }>`select name from ${sql.table(migrationTable)} order by name`.execute(db);
  const newer = done.rows.find(({ name }) => !Object.hasOwn(migrations, name));
  if (newer === undefined) return;
  throw new AppError(
    'storage_unavailable',
    `The database was written by a newer version of Roundhouse (it has "${newer.name}"): start that version again, or ` +
      'give this one a database of its own.',
  );
}

const unstorable = (cause: unknown): AppError =>
  new AppError('invalid_request', 'A text holds a character that cannot be kept, e.g. U+0000.', {}, { cause });

interface Parts<Schema> {
  readonly db: Kysely<Schema>;
  readonly migrated: readonly string[];
  readonly clock: Clock;
  /** Has one row, which nobody else writes. */
  readonly lockTable: string;
}

class PostgresStorage<Schema> implements StorageDatabase<Schema> {
  readonly kind = 'postgres';
  readonly migrated: readonly string[];
  readonly #db: Kysely<Schema>;
  readonly #clock: Clock;
  readonly #lockTable: string;
  #fault: unknown = null;
  /** When the server last answered, well or not. */
  #heardAtMs: number;
  #asking = false;
  #cancelAsk = (): void => {};
  #closed = false;

  constructor({ db, migrated, clock, lockTable }: Parts<Schema>) {
    this.#db = db;
    this.#lockTable = lockTable;
    this.migrated = migrated;
    this.#clock = clock;
    this.#heardAtMs = clock.now();
  }

  async run<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    const deadline = this.#clock.now() + lockTimeoutMs;
    for (;;) {
      try {
        const result = await work(this.#db);
        if (!isOfWriting(this.#fault)) this.#heard(null);
        return result;
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (isContended(error) && this.#clock.now() < deadline) {
          await new Promise<void>((resolve) => void this.#clock.timer(lockPauseMs, resolve));
          continue;
        }
        if (isUnstorable(error)) throw unstorable(error);
        this.#heard(error);
        throw storageUnavailable(error);
      }
    }
  }

  /** What is known now. Has the server asked where that is old, or bad: the next call knows more. */
  health(): string | null {
    if (this.#fault !== null || this.#clock.now() - this.#heardAtMs > freshMs) void this.#ask();
    return this.#fault === null ? null : `the database: ${faultOf(this.#fault)}`;
  }

  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const question = isOfWriting(this.#fault) ? this.#writeNothing() : sql`select 1`;
    await this.run((db) => question.execute(db)).then(
      () => this.#heard(null),
      () => {},
    );
    this.#asking = false;
  }

  /** Changes nothing, but is written. */
  #writeNothing() {
    return sql`update ${sql.table(this.#lockTable)} set is_locked = is_locked`;
  }

  #heard(fault: unknown): void {
    this.#fault = fault;
    this.#heardAtMs = this.#clock.now();
    this.#cancelAsk();
    // Where nobody asks, it is known all the same when the trouble is over.
    if (fault !== null && !this.#closed) this.#cancelAsk = this.#clock.timer(freshMs, () => void this.#ask());
  }

  erase = async (): Promise<boolean> => true;

  close(): Promise<void> {
    this.#closed = true;
    this.#cancelAsk();
    return this.#db.destroy();
  }
}
