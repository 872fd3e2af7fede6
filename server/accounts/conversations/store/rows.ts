/** Rows of the tables to what the code sees, and back. */

import { newId } from '../../ids.ts';
import type { Conversation, Item, Message } from '../conversation.ts';
import type { ConversationItemsTable, ConversationsTable } from './schema.ts';

export const toConversation = (row: ConversationsTable): Conversation => ({
  id: row.id,
  number: row.number,
  metadata: JSON.parse(row.metadata) as Record<string, string>,
  length: row.length,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const toItem = ({ id, role, text, created_at }: ConversationItemsTable): Item => ({
  id,
  role,
  text,
  createdAt: created_at,
});

/** Postgres keeps no U+0000, and no half of a character is kept anywhere: what is told now is what is told later. */
const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();

/** The rows of messages that follow the first `position` items of a conversation. */
export function itemRows(
  conversationId: string,
  position: number,
  messages: readonly Message[],
  now: Date,
): ConversationItemsTable[] {
  return messages.map(({ role, text }, index) => ({
    id: newId('msg', now),
    conversation_id: conversationId,
    position: position + index,
    role,
    text: storable(text),
    created_at: now.toISOString(),
  }));
}
