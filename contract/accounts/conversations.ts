/** Conversations that are remembered: the shapes of OpenAI's Conversations API, as far as text goes. */
import { ErrorResponse } from '../error-envelope.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';

const tag = 'Conversations';

export const conversationNumber = z.number().int().min(0).openapi({
  description: 'Which conversation: each user’s are numbered by themselves.',
  example: 1,
});

const TextPart = z
  .looseObject({ type: z.enum(['input_text', 'output_text', 'text']), text: z.string() })
  .openapi('ConversationTextPart');

const NewItem = z
  .looseObject({
    type: z.literal('message').default('message'),
    role: z.enum(['system', 'developer', 'user', 'assistant']).openapi({
      description: '`system` and `developer` mean the same: always sent along, however long the conversation is.',
    }),
    content: z
      .union([z.string(), z.array(TextPart).min(1).max(100)])
      .openapi({ description: 'Text.', example: 'Hello' }),
  })
  .openapi('NewConversationItem');

const newItems = z.array(NewItem).max(20);

const metadata = z.record(z.string().max(64), z.string().max(512)).refine((value) => Object.keys(value).length <= 16, {
  message: 'has more than 16 entries',
});

const NewConversation = z
  .looseObject({
    items: newItems.nullish().openapi({ description: 'What it begins with. At most 20; add more later.' }),
    metadata: metadata.nullish().openapi({
      description: 'Up to 16 texts of your own: names up to 64, values up to 512 characters.',
      example: { topic: 'trains' },
    }),
    number: conversationNumber.optional().openapi({
      description: 'The `conversation_number` of `POST /llm_request`. Default: one more than your highest.',
    }),
  })
  .openapi('NewConversation');

const NewItems = z.looseObject({ items: newItems.min(1) }).openapi('NewConversationItems');

const unixSeconds = z.number().int().openapi({ description: 'Seconds since 1970.', example: 1_795_233_600 });

const Conversation = z
  .object({
    id: z.string().openapi({ example: 'conv_0mhq3x1k2a7b9c0d1e2' }),
    object: z.literal('conversation'),
    number: conversationNumber,
    items_total: z.number().int().openapi({ description: 'How many items it has.', example: 2 }),
    metadata: z.record(z.string(), z.string()),
    created_at: unixSeconds,
    updated_at: unixSeconds,
  })
  .openapi('Conversation', { description: 'A conversation that is remembered.' });

const Item = z
  .object({
    id: z.string().openapi({ example: 'msg_0mhq3x1k2a7b9c0d1e2' }),
    type: z.literal('message'),
    status: z.literal('completed'),
    role: z.enum(['system', 'user', 'assistant']),
    content: z.array(
      z.union([
        z.object({ type: z.literal('input_text'), text: z.string() }),
        z.object({ type: z.literal('output_text'), text: z.string(), annotations: z.array(z.unknown()).max(0) }),
      ]),
    ),
  })
  .openapi('ConversationItem', { description: 'Something that was said.' });

const listed = {
  first_id: z.union([z.string(), z.null()]),
  last_id: z.union([z.string(), z.null()]),
  has_more: z.boolean().openapi({ description: 'There are more: ask again with `after`, the `last_id` of these.' }),
};

const ConversationList = z
  .object({ object: z.literal('list'), data: z.array(Conversation), ...listed })
  .openapi('ConversationList');

const ItemList = z
  .object({ object: z.literal('list'), data: z.array(Item), ...listed })
  .openapi('ConversationItemList');

const DeletedConversation = z
  .object({ id: z.string(), object: z.literal('conversation.deleted'), deleted: z.literal(true) })
  .openapi('DeletedConversation', { description: 'It is gone.' });

const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 413: ErrorResponse, 415: ErrorResponse };
const faults = { ...refused, 429: ErrorResponse, 500: ErrorResponse, 503: ErrorResponse };

const conversationId = z.object({ id: z.string().min(1).openapi({ example: 'conv_0mhq3x1k2a7b9c0d1e2' }) });

const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20).openapi({ description: 'So many at most.' }),
  after: z.string().min(1).max(100).optional().openapi({ description: 'Those after the one of this id.' }),
};

const example = {
  id: 'conv_0mhq3x1k2a7b9c0d1e2',
  object: 'conversation',
  number: 1,
  items_total: 1,
  metadata: { topic: 'trains' },
  created_at: 1_795_233_600,
  updated_at: 1_795_233_600,
} satisfies z.input<typeof Conversation>;

const exampleItem = {
  id: 'msg_0mhq3x1k2a7b9c0d1e2',
  type: 'message',
  status: 'completed',
  role: 'user',
  content: [{ type: 'input_text', text: 'What is a roundhouse?' }],
} satisfies z.input<typeof Item>;

const exampleItems = {
  object: 'list',
  data: [exampleItem],
  first_id: exampleItem.id,
  last_id: exampleItem.id,
  has_more: false,
} satisfies z.input<typeof ItemList>;

export const conversationRoutes = c.router({
  create: {
    method: 'POST',
    path: '/v1/conversations',
    summary: 'Create a conversation',
    body: NewConversation,
    responses: { 200: Conversation, 409: ErrorResponse, ...faults },
    metadata: meta({
      operationId: 'createConversation',
      tag,
      verb: 'infer',
      description:
        'One that `POST /llm_request` goes on with by its number. What is said is kept in a store of its own, is nobody ' +
        'else’s to read, and is really gone when it is deleted.',
      requestExamples: {
        empty: {},
        begun: { items: [{ type: 'message', role: 'system', content: 'Be brief.' }], metadata: { topic: 'trains' } },
      },
      responseExamples: { conversation: example },
    }),
  },
  list: {
    method: 'GET',
    path: '/v1/conversations',
    summary: 'List the conversations',
    query: z.object(page),
    responses: { 200: ConversationList, ...faults },
    metadata: meta({
      operationId: 'listConversations',
      tag,
      verb: 'infer',
      description: 'Your own, newest first, in pages.',
      responseExamples: {
        conversations: { object: 'list', data: [example], first_id: example.id, last_id: example.id, has_more: false },
      },
    }),
  },
  get: {
    method: 'GET',
    path: '/v1/conversations/:id',
    summary: 'Get one conversation',
    pathParams: conversationId,
    responses: { 200: Conversation, 404: ErrorResponse, ...faults },
    metadata: meta({
      operationId: 'getConversation',
      tag,
      verb: 'infer',
      description: 'Without what was said in it. Somebody else’s is answered like one that does not exist.',
      responseExamples: { conversation: example },
    }),
  },
  remove: {
    method: 'DELETE',
    path: '/v1/conversations/:id',
    summary: 'Delete a conversation',
    pathParams: conversationId,
    responses: { 200: DeletedConversation, 404: ErrorResponse, ...faults },
    metadata: meta({
      operationId: 'deleteConversation',
      tag,
      verb: 'infer',
      description: 'With all that was said in it. In a SQLite file it is overwritten, in the log of writes too.',
      responseExamples: { deleted: { id: example.id, object: 'conversation.deleted', deleted: true } },
    }),
  },
  listItems: {
    method: 'GET',
    path: '/v1/conversations/:id/items',
    summary: 'List what was said',
    pathParams: conversationId,
    query: z.object({
      ...page,
      order: z.enum(['asc', 'desc']).default('desc').openapi({ description: '`desc`: newest first.' }),
    }),
    responses: { 200: ItemList, 404: ErrorResponse, ...faults },
    metadata: meta({
      operationId: 'listConversationItems',
      tag,
      verb: 'infer',
      description: 'In pages.',
      responseExamples: { items: exampleItems },
    }),
  },
  addItems: {
    method: 'POST',
    path: '/v1/conversations/:id/items',
    summary: 'Add to a conversation',
    pathParams: conversationId,
    body: NewItems,
    responses: { 200: ItemList, 404: ErrorResponse, 409: ErrorResponse, ...faults },
    metadata: meta({
      operationId: 'addConversationItems',
      tag,
      verb: 'infer',
      description: 'After the answer that is under way, if there is one. No model is asked.',
      requestExamples: { question: { items: [{ type: 'message', role: 'user', content: 'What is a roundhouse?' }] } },
      responseExamples: { added: exampleItems },
    }),
  },
});
