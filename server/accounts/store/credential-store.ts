/** Tokens and keys in the database, by their hashes. */
import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import { type DatabaseSchema, isMissingReference, type StorageDatabase } from '../../platform/storage/index.ts';
import type { CredentialRecord, HeldCredential, Page, PageRequest } from './records.ts';
import { fromCredential, toCredential } from './rows.ts';
import { countUp } from './user-store.ts';

export interface CredentialStore {
  /** Throws `user_not_found` where its user has gone in the meantime. */
  add(credential: CredentialRecord): Promise<void>;
  /** Adds a login; false: the password has changed in the meantime, or the user is disabled or gone. */
  addLogin(credential: CredentialRecord, passwordHash: string): Promise<boolean>;
  /** Those of these hashes, with their users; expired ones too. */
  held(sha256s: readonly string[]): Promise<HeldCredential[]>;
  /** Those made last. */
  newest(limit: number): Promise<HeldCredential[]>;
  key(id: string): Promise<CredentialRecord | null>;
  /** `userId` null: of everybody. */
  keys(page: PageRequest, userId: string | null): Promise<Page<CredentialRecord>>;
  /** false: there is none. */
  remove(id: string): Promise<boolean>;
  /** How many have gone. `now`: ISO 8601. */
  removeExpired(now: string): Promise<number>;
  /** Another number than last time: something was taken away from somebody. */
  version(): Promise<number>;
}

export function createCredentialStore(database: Pick<StorageDatabase, 'run'>): CredentialStore {
  const run: typeof database.run = (work) => database.run(work);
  return {
    add: (credential) => run((db) => insert(db, credential)),
    addLogin: (credential, passwordHash) =>
      run((db) =>
        db.transaction().execute(async (tables) => {
          // Takes the lock of the row: a change of the password comes before, and is seen, or after, and ends this login.
          const user = await tables
            .updateTable('users')
            .set({ password_hash: passwordHash })
            .where('id', '=', credential.userId)
            .where('password_hash', '=', passwordHash)
            .where('enabled', '=', 1)
            .executeTakeFirst();
          if (user.numUpdatedRows !== 1n) return false;
          await insert(tables, credential);
          return true;
        }),
      ),
    held: (sha256s) =>
      sha256s.length === 0
        ? Promise.resolve([])
        : run(async (db) =>
            (
              await heldBy(db)
                .where('sha256', 'in', [...sha256s])
                .execute()
            ).map(toHeld),
          ),
    newest: (limit) =>
      run(async (db) => {
        const newestFirst = heldBy(db).orderBy('credentials.created_at', 'desc').orderBy('credentials.id', 'desc');
        return (await newestFirst.limit(limit).execute()).map(toHeld);
      }),
    key: (id) =>
      run(async (db) => {
        const row = await keysOf(db).where('id', '=', id).executeTakeFirst();
        return row === undefined ? null : toCredential(row);
      }),
    keys: ({ limit, after }, userId) =>
      run(async (db) => {
        let query = keysOf(db)
          .orderBy('id')
          .limit(limit + 1);
        if (after !== null) query = query.where('id', '>', after);
        if (userId !== null) query = query.where('user_id', '=', userId);
        const rows = await query.execute();
        return { data: rows.slice(0, limit).map(toCredential), hasMore: rows.length > limit };
      }),
    remove: (id) =>
      run((db) =>
        db.transaction().execute(async (tables) => {
          await countUp(tables);
          const removed = await tables.deleteFrom('credentials').where('id', '=', id).executeTakeFirst();
          return removed.numDeletedRows === 1n;
        }),
      ),
    removeExpired: (now) =>
      run(async (db) => {
        const removed = await db.deleteFrom('credentials').where('expires_at', '<=', now).executeTakeFirst();
        return Number(removed.numDeletedRows);
      }),
    version: () =>
      run(async (db) => {
        const row = await db.selectFrom('account_changes').select('version').where('id', '=', 1).executeTakeFirst();
        return row?.version ?? 0;
      }),
  };
}

async function insert(db: Kysely<DatabaseSchema>, credential: CredentialRecord): Promise<void> {
  try {
    await db.insertInto('credentials').values(fromCredential(credential)).execute();
  } catch (error) {
    if (!isMissingReference(error)) throw error;
    throw new AppError('user_not_found', 'The user has been deleted.');
  }
}

const keysOf = (db: Kysely<DatabaseSchema>) => db.selectFrom('credentials').selectAll().where('kind', '=', 'key');

const heldBy = (db: Kysely<DatabaseSchema>) =>
  db
    .selectFrom('credentials')
    .leftJoin('users', 'users.id', 'credentials.user_id')
    .selectAll('credentials')
    .select(['users.name as user_name', 'users.role as user_role', 'users.enabled as user_enabled'])
    .select(['users.prompt_token_limit', 'users.gen_token_limit']);

type HeldRow = Awaited<ReturnType<ReturnType<typeof heldBy>['execute']>>[number];

function toHeld(row: HeldRow): HeldCredential {
  const { user_name: name, user_role: role, user_enabled: enabled } = row;
  const unlimited = row.prompt_token_limit === null && row.gen_token_limit === null;
  const user = name === null || role === null ? null : { name, role, enabled: enabled !== 0, unlimited };
  return { credential: toCredential(row), user };
}
