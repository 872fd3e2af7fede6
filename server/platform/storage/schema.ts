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

/** One row per request that an engine answered. */
export interface UsageRecordsTable {
  /** Primary key; the gateway's own. */
  readonly id: string;
  readonly request_id: string;
  readonly user_id: string;
  readonly credential_id: string;
  readonly model: string;
  readonly path: string;
  readonly prompt_tokens: number;
  readonly gen_tokens: number;
  readonly outcome: string;
  readonly created_at: string;
}

/** The sums of `usage_records`, changed with them. Primary key: user, day, model. */
export interface UsageDaysTable {
  readonly user_id: string;
  /** `2026-11-21`, UTC. */
  readonly day: string;
  readonly model: string;
  readonly requests: number;
  readonly prompt_tokens: number;
  readonly gen_tokens: number;
}

/** What of a user's lifetime budget a gateway holds. Primary key: both ids. Gone with its user. */
export interface QuotaSlicesTable {
  readonly gateway_id: string;
  readonly user_id: string;
  readonly prompt_tokens: number;
  readonly gen_tokens: number;
}

/** Gateways that count usage. */
export interface QuotaGatewaysTable {
  /** Primary key. */
  readonly id: string;
  /** ISO 8601. */
  readonly seen_at: string;
}

export interface RateLimitsTable {
  /** Primary key. */
  readonly id: string;
  readonly subject: 'user' | 'key';
  readonly subject_id: string;
  /** Empty: all models together. */
  readonly model: string;
  /** null: no limit. */
  readonly requests_per_minute: number | null;
  readonly tokens_per_minute: number | null;
  readonly concurrent_requests: number | null;
  readonly created_at: string;
}

/** Engines that users started, those that are gone too. */
export interface UserEnginesTable {
  /** Primary key. Of the engine. */
  readonly id: string;
  /** The gateway that runs it, where several share the database. */
  readonly gateway: string;
  readonly owner: string;
  readonly name: string;
  readonly model: string;
  readonly started_at: string;
  /** null: it is there. */
  readonly ended_at: string | null;
  readonly ended_how: string | null;
}

export interface DatabaseSchema {
  readonly user_engines: UserEnginesTable;
  readonly lora_adapters: LoraAdaptersTable;
  readonly users: UsersTable;
  readonly credentials: CredentialsTable;
  readonly account_changes: AccountChangesTable;
  readonly usage_records: UsageRecordsTable;
  readonly usage_days: UsageDaysTable;
  readonly quota_slices: QuotaSlicesTable;
  readonly quota_gateways: QuotaGatewaysTable;
  readonly rate_limits: RateLimitsTable;
}
