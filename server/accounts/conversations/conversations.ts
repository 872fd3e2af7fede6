/** The door of what is remembered: conversations, and questions in them. */
import type { Page } from '../store/records.ts';
import type { Question } from './ask.ts';
import type { Conversation, Item, Message, Owner } from './conversation.ts';
import type { AskContext } from './ports.ts';
import type { ItemsRequest, NewConversation } from './store/conversation-store.ts';

export interface Conversations {
  /** See `ask`. */
  ask(question: Question, context: AskContext): Promise<string>;
  /** Throws `conversation_conflict` where the number is taken. */
  create(owner: Owner, conversation: NewConversation): Promise<Conversation>;
  /** Newest first. */
  list(owner: Owner, page: { readonly limit: number; readonly after: string | null }): Promise<Page<Conversation>>;
  /** Throws `conversation_not_found`, as do all that follow. */
  get(owner: Owner, id: string): Promise<Conversation>;
  items(owner: Owner, id: string, request: ItemsRequest): Promise<Page<Item>>;
  /** After the answer that is under way, if there is one. Throws `conversation_busy` too. */
  addItems(owner: Owner, id: string, messages: readonly Message[], signal: AbortSignal): Promise<readonly Item[]>;
  /** At once: an answer that is under way is not remembered. Gone from the file too when it resolves, or soon after. */
  remove(owner: Owner, id: string): Promise<void>;
  /** All that is remembered of a user who is deleted. */
  removeUser(userId: string): Promise<void>;
  /** How long what is not touched is kept from now on. null: for ever. */
  configure(retentionDays: number | null): void;
  close(): void;
}
