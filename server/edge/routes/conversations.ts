import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import { type Conversation, type Item, type Message, ownerOf } from '../../accounts/conversations/index.ts';
import { callerOf } from '../caller.ts';
import { leftSignal } from '../left-signal.ts';
import type { EdgePorts } from '../ports.ts';

const server = initServer();

const unixSeconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

const conversationOnWire = (conversation: Conversation) => ({
  id: conversation.id,
  object: 'conversation' as const,
  number: conversation.number,
  items_total: conversation.length,
  metadata: { ...conversation.metadata },
  created_at: unixSeconds(conversation.createdAt),
  updated_at: unixSeconds(conversation.updatedAt),
});

const itemOnWire = ({ id, role, text }: Item) => ({
  id,
  type: 'message' as const,
  status: 'completed' as const,
  role,
  content: [
    role === 'assistant'
      ? { type: 'output_text' as const, text, annotations: [] }
      : { type: 'input_text' as const, text },
  ],
});

interface WireItem {
  readonly role: 'system' | 'developer' | 'user' | 'assistant';
  readonly content: string | readonly { readonly text: string }[];
}

const messageOf = ({ role, content }: WireItem): Message => ({
  role: role === 'developer' ? 'system' : role,
  text: typeof content === 'string' ? content : content.map(({ text }) => text).join(''),
});

function listOnWire<T extends { readonly id: string }>(data: T[], hasMore: boolean) {
  const first_id = data[0]?.id ?? null;
  return { object: 'list' as const, data, first_id, last_id: data.at(-1)?.id ?? null, has_more: hasMore };
}

export function conversationRoutes({ conversations }: Pick<EdgePorts, 'conversations'>) {
  return server.router(servedRoutes.conversations, {
    create: async ({ body, res }) => {
      const made = await conversations.create(ownerOf(callerOf(res)), {
        number: body.number ?? null,
        metadata: body.metadata ?? {},
        messages: (body.items ?? []).map(messageOf),
      });
      return { status: 200, body: conversationOnWire(made) };
    },
    list: async ({ query, res }) => {
      const page = { limit: query.limit, after: query.after ?? null };
      const { data, hasMore } = await conversations.list(ownerOf(callerOf(res)), page);
      return { status: 200, body: listOnWire(data.map(conversationOnWire), hasMore) };
    },
    get: async ({ params, res }) => ({
      status: 200,
      body: conversationOnWire(await conversations.get(ownerOf(callerOf(res)), params.id)),
    }),
    remove: async ({ params, res }) => {
      await conversations.remove(ownerOf(callerOf(res)), params.id);
      return { status: 200, body: { id: params.id, object: 'conversation.deleted', deleted: true } };
    },
    listItems: async ({ params, query, res }) => {
      const { data, hasMore } = await conversations.items(ownerOf(callerOf(res)), params.id, {
        limit: query.limit,
        after: query.after ?? null,
        newestFirst: query.order === 'desc',
      });
      return { status: 200, body: listOnWire(data.map(itemOnWire), hasMore) };
    },
    addItems: async ({ params, body, res }) => {
      const owner = ownerOf(callerOf(res));
      const added = await conversations.addItems(owner, params.id, body.items.map(messageOf), leftSignal(res));
      return { status: 200, body: listOnWire(added.map(itemOnWire), false) };
    },
  });
}
