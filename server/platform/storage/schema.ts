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

export interface DatabaseSchema {
  readonly lora_adapters: LoraAdaptersTable;
}
