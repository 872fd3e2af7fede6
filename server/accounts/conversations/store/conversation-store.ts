/**
 * What is remembered, in the database. Everything asks for the owner too: an id of somebody else's is as good as none.
 */
import type { Kysely, Transaction } from 'kysely';
import type { StorageDatabase } from '../../../platform/storage/index.ts';
import { newId } from '../../ids.ts';
import type { Conversation, Item, Message, Owner } from '../conversation.ts';
import { itemRows, toConversation, toItem } from './rows.ts';
import type { MemorySchema } from './schema.ts';

export interface NewConversation {
  /** null: the next one that is free. */
  readonly number: number | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly messages: readonly Message[];
}

export interface ItemsRequest {
  readonly limit: number;
  /** Id of the item before the first. */
  readonly after: string | null;
  readonly newestFirst: boolean;
}

/** `changed`: somebody else has added to it, or made it. `gone`: it was deleted. */
export type Appended = readonly Item[] | 'changed' | 'gone';

export interface ConversationStore {
  /** null: the owner has one of this number. */
  create(owner: Owner, conversation: NewConversation, now: Date): Promise<Conversation | null>;
  /** Newest first. */
  list(owner: Owner, page: { readonly limit: number; readonly after: string | null }): Promise<Listed<Conversation>>;
  byId(owner: Owner, id: string): Promise<Conversation | null>;
  byNumber(owner: Owner, number: number): Promise<Conversation | null>;
  items(conversationId: string, request: ItemsRequest): Promise<Listed<Item>>;
  /** All system messages, and of the others the newest `limit`, in their order. */
  recent(conversationId: string, limit: number): Promise<readonly Message[]>;
  /** Adds to it as it was seen: with `length` items. */
  append(seen: Pick<Conversation, 'id' | 'length'>, messages: readonly Message[], now: Date): Promise<Appended>;
  /** false: there is none. */
  remove(owner: Owner, id: string): Promise<boolean>;
  /** How many have gone. */
  removeOwner(owner: Owner): Promise<number>;
  /** Those in which nothing was said since `before` (ISO 8601). How many have gone. */
  removeUntouched(before: string): Promise<number>;
}

export interface Listed<T> {
  readonly data: readonly T[];
  readonly hasMore: boolean;
}

type Tables = Kysely<MemorySchema> | Transaction<MemorySchema>;

export function createConversationStore(database: Pick<StorageDatabase<MemorySchema>, 'run'>): ConversationStore {
  const run = database.run.bind(database);
  return {
    create: (owner, conversation, now) =>
      run((db) => db.transaction().execute((tables) => insertConversation(tables, owner, conversation, now))),
    list: (owner, page) => run((db) => listOf(db, owner, page)),
    byId: (owner, id) => run((db) => find(db, owner, 'id', id)),
    byNumber: (owner, number) => run((db) => find(db, owner, 'number', number)),
    items: (conversationId, request) => run((db) => itemsOf(db, conversationId, request)),
    recent: (conversationId, limit) => run((db) => recentOf(db, conversationId, limit)),
    append: (seen, messages, now) =>
      run((db) => db.transaction().execute((tables) => appendTo(tables, seen, messages, now))),
    remove: async (owner, id) =>
      (await run((db) => counted(db.deleteFrom('conversations').where('owner', '=', owner).where('id', '=', id)))) > 0,
    removeOwner: (owner) => run((db) => counted(db.deleteFrom('conversations').where('owner', '=', owner))),
    removeUntouched: (before) => run((db) => counted(db.deleteFrom('conversations').where('updated_at', '<', before))),
  };
}

interface Deletion {
  executeTakeFirst(): Promise<{ readonly numDeletedRows: bigint }>;
}

const counted = async (deletion: Deletion): Promise<number> =>
  Number((await deletion.executeTakeFirst()).numDeletedRows);

async function insertConversation(
  tables: Tables,
  owner: Owner,
  { number, metadata, messages }: NewConversation,
  now: Date,
): Promise<Conversation | null> {
  const row = {
    id: newId('conv', now),
    owner,
    number: number ?? (await nextNumber(tables, owner)),
    metadata: JSON.stringify(metadata),
    length: messages.length,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  };
  const inserted = await tables
    .insertInto('conversations')
    .values(row)
    .onConflict((conflict) => conflict.columns(['owner', 'number']).doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) return null;
  await insertItems(tables, itemRows(row.id, 0, messages, now));
  return toConversation(row);
}

/** One that JSON can name: the largest of those has none after it. */
async function nextNumber(tables: Tables, owner: Owner): Promise<number> {
  const row = await tables
    .selectFrom('conversations')
    .select((sql) => sql.fn.max('number').as('highest'))
    .where('owner', '=', owner)
    .where('number', '<', Number.MAX_SAFE_INTEGER)
    .executeTakeFirst();
  return Number(row?.highest ?? 0) + 1;
}

/** SQLite takes up to 32,766 values in a statement; a request brings far fewer. */
async function insertItems(tables: Tables, rows: ReturnType<typeof itemRows>): Promise<void> {
  if (rows.length > 0) await tables.insertInto('conversation_items').values(rows).execute();
}

async function listOf(
  db: Tables,
  owner: Owner,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<Listed<Conversation>> {
  let query = db.selectFrom('conversations').selectAll().where('owner', '=', owner).orderBy('id', 'desc');
  if (after !== null) query = query.where('id', '<', after);
  const rows = await query.limit(limit + 1).execute();
  return { data: rows.slice(0, limit).map(toConversation), hasMore: rows.length > limit };
}

async function find(
  db: Tables,
  owner: Owner,
  by: 'id' | 'number',
  value: string | number,
): Promise<Conversation | null> {
  const query = db
    .selectFrom('conversations')
    .selectAll()
    .where('owner', '=', owner)
    .where(by, '=', value as never);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : toConversation(row);
}

async function itemsOf(
  db: Tables,
  conversationId: string,
  { limit, after, newestFirst }: ItemsRequest,
): Promise<Listed<Item>> {
  const all = db.selectFrom('conversation_items').where('conversation_id', '=', conversationId);
  let query = all.selectAll().orderBy('position', newestFirst ? 'desc' : 'asc');
  if (after !== null) {
    const last = await all.select('position').where('id', '=', after).executeTakeFirst();
    if (last === undefined) return { data: [], hasMore: false };
    query = query.where('position', newestFirst ? '<' : '>', last.position);
  }
  const rows = await query.limit(limit + 1).execute();
  return { data: rows.slice(0, limit).map(toItem), hasMore: rows.length > limit };
}

async function recentOf(db: Tables, conversationId: string, limit: number): Promise<readonly Message[]> {
  const all = db.selectFrom('conversation_items').selectAll().where('conversation_id', '=', conversationId);
  const system = await all.where('role', '=', 'system').execute();
  const others = await all.where('role', '!=', 'system').orderBy('position', 'desc').limit(limit).execute();
  return [...system, ...others].sort((a, b) => a.position - b.position).map(({ role, text }) => ({ role, text }));
}

/** The row is changed first: that locks it, so that of two who have seen the same state one comes too late. */
async function appendTo(
  tables: Tables,
  seen: Pick<Conversation, 'id' | 'length'>,
  messages: readonly Message[],
  now: Date,
): Promise<Appended> {
  const changed = await tables
    .updateTable('conversations')
    .set({ length: seen.length + messages.length, updated_at: now.toISOString() })
    .where('id', '=', seen.id)
    .where('length', '=', seen.length)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) {
    const row = await tables.selectFrom('conversations').select('id').where('id', '=', seen.id).executeTakeFirst();
    return row === undefined ? 'gone' : 'changed';
  }
  const rows = itemRows(seen.id, seen.length, messages, now);
  await insertItems(tables, rows);
  return rows.map(toItem);
}
