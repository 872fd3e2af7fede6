/** The tables as the code sees them. One schema for every database: only types that SQLite and Postgres share. */
export interface LoraAdaptersTable {
  /** Primary key. */
  readonly name: string;
  readonly model: string;
  readonly path: string;
  readonly source: string | null;
  /** 1: wanted; 0: to go away. An integer, as SQLite knows no booleans. */
  readonly wanted: number;
  /** ISO 8601. */
  readonly created_at: string;
}

export interface UsersTable {
  /** Primary key. */
  readonly id: string;
  /** Unique. */
  readonly name: string;
  /** argon2id in the PHC string format. */
  readonly password_hash: string;
  readonly role: 'admin' | 'user';
  /** 1 or 0. */
  readonly enabled: number;
  /** Tokens of the whole lifetime. */
  readonly prompt_tokens_used: number;
  readonly gen_tokens_used: number;
  /** Most tokens of the whole lifetime; null: no limit. */
  readonly prompt_token_limit: number | null;
  readonly gen_token_limit: number | null;
  /** ISO 8601, UTC, with milliseconds: sorts as text. */
  readonly created_at: string;
}

/** What can be presented instead of a password. A revoked one has no row. */
export interface CredentialsTable {
  /** Primary key. */
  readonly id: string;
  /** `token`: from a login; `key`: an API key; `setup`: may make the first admin, and is nobody's. */
  readonly kind: 'token' | 'key' | 'setup';
  /** Gone with its user. null: of a set-up token. */
  readonly user_id: string | null;
  /** Of an API key, for people. */
  readonly name: string | null;
  /** Hex. Unique. The secret itself is kept nowhere. */
  readonly sha256: string;
  /** The first characters of the secret, to know it by. */
  readonly start: string;
  /** JSON arrays of strings; null: all that its user may. */
  readonly verbs: string | null;
  readonly models: string | null;
  readonly created_at: string;
  /** null: never. */
  readonly expires_at: string | null;
}

/** One row. Its number grows with each change that takes something away from somebody, so that gateways look again. */
export interface AccountChangesTable {
  readonly id: number;
  readonly version: number;
}

export interface DatabaseSchema {
  readonly lora_adapters: LoraAdaptersTable;
  readonly users: UsersTable;
  readonly credentials: CredentialsTable;
  readonly account_changes: AccountChangesTable;
}
