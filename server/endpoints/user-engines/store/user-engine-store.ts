/** What is known of engines that users started, also when they are gone. No token, and nothing that was asked of them. */
import type { StorageDatabase } from '../../../platform/storage/index.ts';

export interface UserEngineRecord {
  /** Of an engine that has run for it, or of its container: each has a record. */
  readonly id: string;
  readonly owner: string;
  readonly name: string;
  readonly model: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** null: it is there. */
  readonly endedHow: string | null;
}

export interface UserEngineStore {
  add(record: UserEngineRecord): Promise<void>;
  find(id: string): Promise<UserEngineRecord | null>;
  /** `now`: ISO 8601. */
  end(id: string, how: string, now: string): Promise<void>;
  /** All of this gateway that have not ended. How many. */
  endAll(how: string, now: string): Promise<number>;
  /** Forgets what ended before. */
  removeEnded(before: string): Promise<void>;
}

/** `gateway`: whose engines these are, where several share a database. */
export function createUserEngineStore(
  database: Pick<StorageDatabase, 'run' | 'kind'>,
  gateway: string,
): UserEngineStore {
  const run = database.run.bind(database);
  // A SQLite file is that of one gateway, whatever its host was called before: a container that is made anew has another name.
  const isShared = database.kind === 'postgres';
  return {
    add: ({ id, owner, name, model, startedAt }) =>
      run(async (db) => {
        const row = { id, gateway, owner, name, model, started_at: startedAt, ended_at: null, ended_how: null };
        await db.insertInto('user_engines').values(row).execute();
      }),
    find: (id) =>
      run(async (db) => {
        const row = await db.selectFrom('user_engines').selectAll().where('id', '=', id).executeTakeFirst();
        if (row === undefined) return null;
        const { owner, name, model, started_at: startedAt, ended_how: endedHow } = row;
        return { id, owner, name, model, startedAt, endedHow };
      }),
    end: (id, how, now) =>
      run(async (db) => {
        const ended = db.updateTable('user_engines').set({ ended_at: now, ended_how: how });
        await ended.where('id', '=', id).where('ended_at', 'is', null).execute();
      }),
    endAll: (how, now) =>
      run(async (db) => {
        const ended = db
          .updateTable('user_engines')
          .set({ ended_at: now, ended_how: how })
          .where('ended_at', 'is', null);
        const own = isShared ? ended.where('gateway', '=', gateway) : ended;
        const { numUpdatedRows } = await own.executeTakeFirst();
        return Number(numUpdatedRows);
      }),
    removeEnded: (before) =>
      run(async (db) => void (await db.deleteFrom('user_engines').where('ended_at', '<', before).execute())),
  };
}
