/** A conversation that is remembered: whose it is, and what was said. */
export type Role = 'system' | 'user' | 'assistant';

export interface Message {
  readonly role: Role;
  readonly text: string;
}

export interface Item extends Message {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface Conversation {
  readonly id: string;
  /** Unique for its owner: what `conversation_number` means. */
  readonly number: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** How many items it has. Items are only ever added, so this also says which state of it was seen. */
  readonly length: number;
  /** ISO 8601. */
  readonly createdAt: string;
  /** When something was last said. */
  readonly updatedAt: string;
}

/** Whose memory it is: nobody else's requests reach it. Of a user all credentials share one. */
export type Owner = string;
