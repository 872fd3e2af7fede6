export type { Conversation, Item, Message, Owner, Role } from './conversation.ts';
export type { Conversations } from './conversations.ts';
export { type ConversationsDeps, createConversations } from './create-conversations.ts';
export { ownerOf, ownerOfUser, usernameOf } from './owner.ts';
export type { Answering, AskContext } from './ports.ts';
export { memoryTables } from './store/memory-tables.ts';
export type { MemorySchema } from './store/schema.ts';
