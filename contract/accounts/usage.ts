import { ErrorResponse } from '../error-envelope.ts';
import { c, meta } from '../route.ts';
import { z } from '../zod.ts';
import { accountFaults } from './accounts.ts';

const count = z.number().int().min(0);
const exampleUser = 'usr_0mhq3x1k2a7b9c0d1e2';

const UsageSum = z
  .object({
    object: z.literal('usage'),
    day: z.iso.date().openapi({ description: 'UTC.', example: '2026-11-21' }),
    user_id: z.string().openapi({ description: 'A user; or a key of the config: `key:NAME`.', example: exampleUser }),
    model: z.string().openapi({
      description: 'Empty: what a gateway held that was lost with its disk.',
      example: 'tiny',
    }),
    requests: count.openapi({ description: 'Requests that an engine answered.' }),
    prompt_tokens: count,
    gen_tokens: count,
  })
  .openapi('UsageSum', { description: 'What one user, or key of the config, has used of one model on one day.' });

const UsageList = z
  .object({
    object: z.literal('list'),
    data: z.array(UsageSum),
    has_more: z
      .boolean()
      .openapi({ description: 'There are more: ask for fewer days, one user, or a larger `limit`.' }),
  })
  .openapi('UsageList');

const day = z.iso.date().optional();

const Subject = z.enum(['user', 'key']).openapi('RateLimitSubject', {
  description: '`user`: all that the user sends, by whatever key. `key`: one API key or login.',
});

const rate = z.union([z.number().int().min(0).max(1_000_000_000_000), z.null()]);

const limitFields = {
  requests_per_minute: rate.default(null).openapi({ description: 'Most requests in any minute. null: no limit.' }),
  tokens_per_minute: rate.default(null).openapi({
    description: 'Most tokens in any minute, of prompts and answers together. null: no limit.',
  }),
  concurrent_requests: rate.default(null).openapi({ description: 'Most requests at once. null: no limit.' }),
};

const subjectId = z.string().min(1).max(210).openapi({
  description: 'Id of the user, key or login; of a key of the config `key:NAME`.',
  example: exampleUser,
});
const model = z
  .union([z.string().min(1).max(512), z.null()])
  .default(null)
  .openapi({
    description: 'A model or one of its aliases; its LoRA adapters count with it. null: all models together.',
    example: 'tiny',
  });

const RateLimit = z
  .object({
    id: z.string().openapi({ example: 'rate_0mhq3x1k2a7b9c0d1e2' }),
    object: z.literal('rate_limit'),
    subject: Subject,
    subject_id: subjectId,
    model,
    ...limitFields,
    created_at: z.iso.datetime(),
  })
  .openapi('RateLimit', { description: 'A limit of rates. A request is under all that fit it.' });

const NewRateLimit = z
  .looseObject({ subject: Subject, subject_id: subjectId, model, ...limitFields })
  .openapi('NewRateLimit');

const RateLimitList = z.object({ object: z.literal('list'), data: z.array(RateLimit) }).openapi('RateLimitList');

const Removed = z
  .object({ id: z.string(), object: z.literal('rate_limit'), deleted: z.literal(true) })
  .openapi('DeletedRateLimit');

const exampleLimit = {
  id: 'rate_0mhq3x1k2a7b9c0d1e2',
  object: 'rate_limit',
  subject: 'user',
  subject_id: exampleUser,
  model: 'tiny',
  requests_per_minute: 60,
  tokens_per_minute: 20_000,
  concurrent_requests: null,
  created_at: '2026-11-21T04:00:00.000Z',
} satisfies z.input<typeof RateLimit>;

export const usageRoutes = c.router({
  get: {
    method: 'GET',
    path: '/v1/usage',
    summary: 'What was used',
    query: z.object({
      user_id: z.string().min(1).max(210).optional().openapi({
        description:
          'Only of this user, or key of the config (`key:NAME`). For who has the verb `users` besides; all others see their own only.',
      }),
      from: day.openapi({ description: 'First day.', example: '2026-11-01' }),
      to: day.openapi({ description: 'Last day.', example: '2026-11-30' }),
      limit: z.coerce.number().int().min(1).max(10_000).default(1000).openapi({ description: 'So many at most.' }),
    }),
    responses: { 200: UsageList, ...accountFaults },
    metadata: meta({
      operationId: 'getUsage',
      tag: 'Usage',
      verb: 'infer',
      description:
        'By day, user and model; newest day first. Your own; with the verb `users` besides, everybody’s. At most a second late.',
      responseExamples: {
        usage: {
          object: 'list',
          data: [
            {
              object: 'usage',
              day: '2026-11-21',
              user_id: exampleUser,
              model: 'tiny',
              requests: 12,
              prompt_tokens: 3400,
              gen_tokens: 910,
            },
          ],
          has_more: false,
        },
      },
    }),
  },
});

export const rateLimitRoutes = c.router({
  list: {
    method: 'GET',
    path: '/v1/rate-limits',
    summary: 'List the rate limits',
    responses: { 200: RateLimitList, ...accountFaults },
    metadata: meta({
      operationId: 'listRateLimits',
      tag: 'Usage',
      verb: 'users',
      description: 'All of them, oldest first.',
      responseExamples: { limits: { object: 'list', data: [exampleLimit] } },
    }),
  },
  put: {
    method: 'PUT',
    path: '/v1/rate-limits',
    summary: 'Set a rate limit',
    body: NewRateLimit,
    responses: { 200: RateLimit, 404: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'setRateLimit',
      tag: 'Usage',
      verb: 'users',
      description:
        'In the place of one for the same user or key and the same model. Counts within a second on every gateway; each ' +
        'gateway counts for itself.',
      requestExamples: {
        user: { subject: 'user', subject_id: exampleUser, model: 'tiny', requests_per_minute: 60 },
      },
      responseExamples: { limit: exampleLimit },
    }),
  },
  remove: {
    method: 'DELETE',
    path: '/v1/rate-limits/:id',
    summary: 'Lift a rate limit',
    pathParams: z.object({ id: z.string().min(1).openapi({ example: exampleLimit.id }) }),
    responses: { 200: Removed, 404: ErrorResponse, ...accountFaults },
    metadata: meta({
      operationId: 'deleteRateLimit',
      tag: 'Usage',
      verb: 'users',
      description: 'Counts within a second on every gateway.',
      responseExamples: { deleted: { id: exampleLimit.id, object: 'rate_limit', deleted: true } },
    }),
  },
});
