import { ErrorResponse } from '../error-envelope.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';

const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 500: ErrorResponse };

/** What every route about accounts can end with. */
export const accountFaults = {
  ...refused,
  413: ErrorResponse,
  415: ErrorResponse,
  501: ErrorResponse,
  503: ErrorResponse,
};

const Role = z.enum(['admin', 'user']).openapi('Role', {
  description: '`admin` may everything; `user` has the verbs `infer` and `read`, and keys of its own.',
});

const Verb = z.enum(['infer', 'read', 'lora', 'engines', 'endpoints', 'users', 'admin']).openapi('Verb', {
  description: 'What a key may do; every operation names the one that it asks for in `x-verb`. `admin` may everything.',
});

const tokens = z.number().int().min(0);
const limit = z.union([tokens, z.null()]);

export const promptTokenLimit = limit.openapi({
  description: 'Most prompt tokens in the whole lifetime; null: no limit.',
  example: 1_000_000,
});
export const genTokenLimit = limit.openapi({
  description: 'Most generated tokens in the whole lifetime; null: no limit.',
  example: 1_000_000,
});
export const promptTokensUsed = tokens.openapi({ description: 'Prompt tokens used so far.', example: 0 });
export const genTokensUsed = tokens.openapi({ description: 'Generated tokens used so far.', example: 0 });

export const username = z.string().min(1).max(100).openapi({
  description: 'Begins with a letter or a digit; letters, digits and `. _ @ + -`.',
  example: 'alice',
});

export const newPassword = z.string().min(8).max(1024).openapi({
  description: '8 to 1024 characters. Kept as an argon2id hash.',
  example: 'correct horse battery',
});

export const User = z
  .object({
    id: z.string().openapi({ example: 'usr_0mhq3x1k2a7b9c0d1e2' }),
    object: z.literal('user'),
    username: z.string().openapi({ example: 'alice' }),
    role: Role,
    enabled: z.boolean().openapi({ description: 'A disabled user is refused, and so are all tokens and keys.' }),
    prompt_tokens_used: promptTokensUsed,
    gen_tokens_used: genTokensUsed,
    prompt_token_limit: promptTokenLimit,
    gen_token_limit: genTokenLimit,
    created_at: z.iso.datetime(),
  })
  .openapi('User', { description: 'Who may use this gateway.' });

const hasMore = z.boolean().openapi({ description: 'There are more: ask again with `after`, the last id of these.' });

const UserList = z.object({ object: z.literal('list'), data: z.array(User), has_more: hasMore }).openapi('UserList');

const NewUser = z
  .looseObject({
    username,
    password: newPassword,
    role: Role.default('user'),
    enabled: z.boolean().default(true),
    prompt_tokens_used: promptTokensUsed.default(0),
    gen_tokens_used: genTokensUsed.default(0),
    prompt_token_limit: promptTokenLimit.default(null),
    gen_token_limit: genTokenLimit.default(null),
  })
  .openapi('NewUser');

const UserUpdate = z
  .looseObject({
    password: newPassword.optional(),
    role: Role.optional(),
    enabled: z.boolean().optional(),
    prompt_token_limit: promptTokenLimit.optional(),
    gen_token_limit: genTokenLimit.optional(),
  })
  .openapi('UserUpdate', { description: 'What is left out stays as it is. A new password ends all logins.' });

const Deleted = z
  .object({ id: z.string(), object: z.string(), deleted: z.literal(true) })
  .openapi('Deleted', { description: 'It is gone.' });

export const exampleUser = {
  id: 'usr_0mhq3x1k2a7b9c0d1e2',
  object: 'user',
  username: 'alice',
  role: 'user',
  enabled: true,
  prompt_tokens_used: 0,
  gen_tokens_used: 0,
  prompt_token_limit: 1_000_000,
  gen_token_limit: null,
  created_at: '2026-11-21T04:00:00.000Z',
} satisfies z.input<typeof User>;

const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(100).openapi({ description: 'So many at most.' }),
  after: z.string().min(1).max(100).optional().openapi({ description: 'Those after the one of this id.' }),
};

const userId = z.object({ id: z.string().min(1).openapi({ example: 'usr_0mhq3x1k2a7b9c0d1e2' }) });

export const userRoutes = c.router({
  create: {
    method: 'POST',
    path: '/v1/users',
    summary: 'Create a user',
    body: NewUser,
    responses: { 200: User, 409: ErrorResponse, 429: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'createUser',
      tag: 'Users',
      verb: 'users',
      description:
        'Only an admin creates admins. The first one is made with the set-up token that the gateway prints at its ' +
        'first start.',
      requestExamples: {
        user: { username: 'alice', password: 'correct horse battery', prompt_token_limit: 1_000_000 },
        admin: { username: 'admin', password: 'correct horse battery', role: 'admin' },
      },
      responseExamples: { user: exampleUser },
    }),
  },
  list: {
    method: 'GET',
    path: '/v1/users',
    summary: 'List the users',
    query: z.object({
      ...page,
      username: z.string().min(1).max(100).optional().openapi({ description: 'Only the one of this name.' }),
    }),
    responses: { 200: UserList, ...accountFaults },
    metadata: meta({
      operationId: 'listUsers',
      tag: 'Users',
      verb: 'users',
      description: 'Oldest first, in pages.',
      responseExamples: { users: { object: 'list', data: [exampleUser], has_more: false } },
    }),
  },
  get: {
    method: 'GET',
    path: '/v1/users/:id',
    summary: 'Get one user',
    pathParams: userId,
    responses: { 200: User, 404: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'getUser',
      tag: 'Users',
      verb: 'users',
      description: 'Role, limits and what is used of them.',
      responseExamples: { user: exampleUser },
    }),
  },
  update: {
    method: 'PATCH',
    path: '/v1/users/:id',
    summary: 'Change a user',
    pathParams: userId,
    body: UserUpdate,
    responses: { 200: User, 404: ErrorResponse, 409: ErrorResponse, 429: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'updateUser',
      tag: 'Users',
      verb: 'users',
      description:
        'Counts within a second on every gateway. What a user who is disabled has running is ended. The last admin stays.',
      requestExamples: { disable: { enabled: false }, limit: { gen_token_limit: 50_000 } },
      responseExamples: { disabled: { ...exampleUser, enabled: false } },
    }),
  },
  remove: {
    method: 'DELETE',
    path: '/v1/users/:id',
    summary: 'Delete a user',
    pathParams: userId,
    responses: { 200: Deleted, 404: ErrorResponse, 409: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'deleteUser',
      tag: 'Users',
      verb: 'users',
      description: 'With all tokens and keys. What the user has running is ended. The last admin stays.',
      responseExamples: { deleted: { id: exampleUser.id, object: 'user', deleted: true } },
    }),
  },
});

const keyFields = {
  id: z.string().openapi({ example: 'key_0mhq3x1k2a7b9c0d1e2' }),
  object: z.literal('api_key'),
  name: z.string().openapi({ example: 'laptop' }),
  user_id: z.string().openapi({ example: exampleUser.id }),
  start: z.string().openapi({ description: 'The first characters of the key, to know it by.', example: 'rh_4Yz0q1m' }),
  verbs: z.array(Verb).openapi({ description: 'What it may, as far as its user may.' }),
  models: z.union([z.array(z.string()), z.null()]).openapi({
    description: 'Models and LoRA adapters that it may use; the LoRA adapters of such a model too. null: all.',
    example: ['tiny'],
  }),
  created_at: z.iso.datetime(),
  expires_at: z.union([z.iso.datetime(), z.null()]).openapi({ description: 'null: never.' }),
};

const ApiKey = z.object(keyFields).openapi('ApiKey', { description: 'An API key, without its secret.' });

const CreatedApiKey = z
  .object({ ...keyFields, key: z.string().openapi({ description: 'The key itself. It is never shown again.' }) })
  .openapi('CreatedApiKey', { description: 'An API key, with its secret for this once.' });

const ApiKeyList = z
  .object({ object: z.literal('list'), data: z.array(ApiKey), has_more: hasMore })
  .openapi('ApiKeyList');

const NewApiKey = z
  .looseObject({
    name: z.string().min(1).max(100).openapi({ description: 'For you, to tell keys apart.', example: 'laptop' }),
    verbs: z
      .array(Verb)
      .min(1)
      .max(7)
      .default(['infer', 'read'])
      .openapi({ description: 'What it may: no more than you.' }),
    models: z
      .union([z.array(z.string().min(1).max(512)).min(1).max(1000), z.null()])
      .default(null)
      .openapi({
        description: 'Names of models, aliases or LoRA adapters that it may use. null: all.',
        example: ['tiny'],
      }),
    expires_at: z
      .union([z.iso.datetime({ offset: true }), z.null()])
      .default(null)
      .openapi({ description: 'null: never.', example: '2027-11-21T00:00:00Z' }),
    user_id: z.string().min(1).max(100).optional().openapi({
      description: 'Whose key it is, for who has the verb `users`. Default: your own.',
    }),
  })
  .openapi('NewApiKey');

const exampleKey = {
  id: 'key_0mhq3x1k2a7b9c0d1e2',
  object: 'api_key',
  name: 'laptop',
  user_id: exampleUser.id,
  start: 'rh_4Yz0q1m',
  verbs: ['infer', 'read'],
  models: ['tiny'],
  created_at: '2026-11-21T04:00:00.000Z',
  expires_at: null,
} satisfies z.input<typeof ApiKey>;

const keyId = z.object({ id: z.string().min(1).openapi({ example: exampleKey.id }) });

export const keyRoutes = c.router({
  create: {
    method: 'POST',
    path: '/v1/keys',
    summary: 'Create an API key',
    body: NewApiKey,
    responses: { 200: CreatedApiKey, 404: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'createApiKey',
      tag: 'API keys',
      verb: 'self',
      description:
        'The key is shown in this answer and never again. It takes a login (`POST /token`), or the verb `users`: other ' +
        'keys make no keys.',
      requestExamples: { scoped: { name: 'laptop', models: ['tiny'] } },
      responseExamples: { key: { ...exampleKey, key: 'rh_4Yz0q1mYqgk1fXl5y0oS8w9T3e2r1u7i6o5p4a3s2d1fG8hJ' } },
    }),
  },
  list: {
    method: 'GET',
    path: '/v1/keys',
    summary: 'List the API keys',
    query: z.object({
      ...page,
      user_id: z.string().min(1).max(100).optional().openapi({
        description: 'Only of this user. For who has the verb `users`; all others see their own only.',
      }),
    }),
    responses: { 200: ApiKeyList, ...accountFaults },
    metadata: meta({
      operationId: 'listApiKeys',
      tag: 'API keys',
      verb: 'self',
      description: 'Oldest first, in pages; without the keys themselves.',
      responseExamples: { keys: { object: 'list', data: [exampleKey], has_more: false } },
    }),
  },
  get: {
    method: 'GET',
    path: '/v1/keys/:id',
    summary: 'Get one API key',
    pathParams: keyId,
    responses: { 200: ApiKey, 404: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'getApiKey',
      tag: 'API keys',
      verb: 'self',
      description: 'Name, scopes and expiry. Somebody else’s key is answered like one that does not exist.',
      responseExamples: { key: exampleKey },
    }),
  },
  remove: {
    method: 'DELETE',
    path: '/v1/keys/:id',
    summary: 'Revoke an API key',
    pathParams: keyId,
    responses: { 200: Deleted, 404: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'deleteApiKey',
      tag: 'API keys',
      verb: 'self',
      description: 'Counts within a second on every gateway; what runs with it is ended.',
      responseExamples: { deleted: { id: exampleKey.id, object: 'api_key', deleted: true } },
    }),
  },
});
