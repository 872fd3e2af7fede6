/** Users in the database. What takes something away also counts `account_changes` up, in the same transaction. */
import type { Transaction } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { DatabaseSchema, StorageDatabase } from '../../platform/storage/index.ts';
import type { Page, PageRequest, UserChange, UserRecord } from './records.ts';
import { fromChange, fromUser, toUser } from './rows.ts';

export interface UserStore {
  /**
   * false: the name is taken. With the first admin every set-up token goes. `setupId`: the set-up token that it is made
   * with; throws `permission_denied` where that has been used in the meantime.
   */
  add(user: UserRecord, setupId: string | null): Promise<boolean>;
  byId(id: string): Promise<UserRecord | null>;
  byName(name: string): Promise<UserRecord | null>;
  /** `name`: only the one of this name. */
  list(page: PageRequest, name: string | null): Promise<Page<UserRecord>>;
  hasAdmin(): Promise<boolean>;
  /**
   * A new password ends the logins. null: no such user. Throws `user_conflict` where no admin would be left. Who is made an
   * admin ends the set-up tokens, as in `add`, also for `setupId`.
   */
  change(id: string, change: UserChange, setupId?: string | null): Promise<UserRecord | null>;
  /**
   * As `change`, where `before` is the hash still and the user is enabled; the login `keepLogin` stays. null: it is not so.
   */
  changePassword(id: string, change: PasswordChange): Promise<UserRecord | null>;
  /** With all tokens and keys. false: no such user. Throws `user_conflict` where no admin would be left. */
  remove(id: string): Promise<boolean>;
}

export interface PasswordChange {
  readonly before: string;
  readonly after: string;
  /** Id of a credential. */
  readonly keepLogin: string;
}

type Tables = Transaction<DatabaseSchema>;

export function createUserStore(database: Pick<StorageDatabase, 'run'>): UserStore {
  const one = (column: 'id' | 'name', value: string): Promise<UserRecord | null> =>
    database.run(async (db) => {
      const row = await db.selectFrom('users').selectAll().where(column, '=', value).executeTakeFirst();
      return row === undefined ? null : toUser(row);
    });
  return {
    add: (user, setupId) => database.run((db) => db.transaction().execute((tables) => addUser(tables, user, setupId))),
    byId: (id) => one('id', id),
    byName: (name) => one('name', name),
    list: ({ limit, after }, name) =>
      database.run(async (db) => {
        let query = db
          .selectFrom('users')
          .selectAll()
          .orderBy('id')
          .limit(limit + 1);
        if (after !== null) query = query.where('id', '>', after);
        if (name !== null) query = query.where('name', '=', name);
        const rows = await query.execute();
        return { data: rows.slice(0, limit).map(toUser), hasMore: rows.length > limit };
      }),
    hasAdmin: () => database.run(async (db) => (await countAdmins(db)) > 0),
    change: (id, change, setupId = null) =>
      database.run((db) => db.transaction().execute((tables) => changeUser(tables, id, change, setupId))),
    changePassword: (id, change) =>
      database.run((db) => db.transaction().execute((tables) => changePassword(tables, id, change))),
    remove: (id) => database.run((db) => db.transaction().execute((tables) => removeUser(tables, id))),
  };
}

async function addUser(tables: Tables, user: UserRecord, setupId: string | null): Promise<boolean> {
  await countUp(tables);
  if (setupId !== null) await useSetup(tables, setupId);
  const added = await tables
    .insertInto('users')
    .values(fromUser(user))
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows !== 1n) {
    if (setupId !== null) throw new AppError('user_conflict', `There is a user "${user.name}" already.`);
    return false;
  }
  if (user.role === 'admin') await endSetup(tables);
  return true;
}

const endSetup = (tables: Tables) => tables.deleteFrom('credentials').where('kind', '=', 'setup').execute();

async function useSetup(tables: Tables, id: string): Promise<void> {
  const used = await tables.deleteFrom('credentials').where('id', '=', id).executeTakeFirst();
  if (used.numDeletedRows !== 1n) throw new AppError('permission_denied', 'The set-up token has been used already.');
}

async function changeUser(
  tables: Tables,
  id: string,
  change: UserChange,
  setupId: string | null,
): Promise<UserRecord | null> {
  await countUp(tables);
  if (setupId !== null) await useSetup(tables, setupId);
  const columns = fromChange(change);
  if (Object.keys(columns).length > 0) await tables.updateTable('users').set(columns).where('id', '=', id).execute();
  const row = await tables.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) {
    // Undone as a whole: the set-up token has made no admin.
    if (setupId !== null) throw new AppError('user_not_found', 'The user has been deleted.', { param: 'id' });
    return null;
  }
  if (change.role === 'admin') await endSetup(tables);
  if (change.role !== undefined || change.enabled !== undefined) await assertAdminLeft(tables);
  if (change.passwordHash !== undefined) await tokensOf(tables, id).execute();
  return toUser(row);
}

async function changePassword(
  tables: Tables,
  id: string,
  { before, after, keepLogin }: PasswordChange,
): Promise<UserRecord | null> {
  await countUp(tables);
  const row = await tables
    .updateTable('users')
    .set({ password_hash: after })
    .where('id', '=', id)
    .where('password_hash', '=', before)
    .where('enabled', '=', 1)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  await tokensOf(tables, id).where('id', '<>', keepLogin).execute();
  return toUser(row);
}

const tokensOf = (tables: Tables, userId: string) =>
  tables.deleteFrom('credentials').where('user_id', '=', userId).where('kind', '=', 'token');

async function removeUser(tables: Tables, id: string): Promise<boolean> {
  await countUp(tables);
  const removed = await tables.deleteFrom('users').where('id', '=', id).executeTakeFirst();
  if (removed.numDeletedRows !== 1n) return false;
  await assertAdminLeft(tables);
  return true;
}

async function assertAdminLeft(tables: Tables): Promise<void> {
  if ((await countAdmins(tables)) > 0) return;
  throw new AppError('user_conflict', 'This is the last admin who is enabled: make another one first.');
}

async function countAdmins(db: Pick<Tables, 'selectFrom'>): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('role', '=', 'admin')
    .where('enabled', '=', 1)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** First in each transaction: the lock of this row lets one at a time through, so that what is counted stays so. */
export async function countUp(tables: Tables): Promise<void> {
  await tables
    .updateTable('account_changes')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .execute();
}
