/** The tables of what is remembered, apart from all others. Only types that SQLite and Postgres share. */
export interface ConversationsTable {
  /** Primary key. */
  readonly id: string;
  readonly owner: string;
  /** Unique for the owner. */
  readonly number: number;
  /** JSON, an object of strings. */
  readonly metadata: string;
  /** How many items it has. */
  readonly length: number;
  /** ISO 8601, UTC, with milliseconds: sorts as text. */
  readonly created_at: string;
  readonly updated_at: string;
}

export interface ConversationItemsTable {
  /** Primary key. */
  readonly id: string;
  /** Gone with it. */
  readonly conversation_id: string;
  /** From 0, without gaps. Unique in the conversation. */
  readonly position: number;
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
  readonly created_at: string;
}

/** Who has the turn in a conversation, where several gateways share the database. */
export interface ConversationClaimsTable {
  /** Primary key: number and owner. */
  readonly conversation: string;
  readonly holder: string;
  readonly expires_at: string;
}

export interface MemorySchema {
  readonly conversation_claims: ConversationClaimsTable;
  readonly conversations: ConversationsTable;
  readonly conversation_items: ConversationItemsTable;
}
