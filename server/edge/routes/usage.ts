import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import { newId } from '../../accounts/ids.ts';
import type { UserView } from '../../accounts/index.ts';
import { type Caller, may } from '../../accounts/keys.ts';
import type { RateLimitRecord } from '../../accounts/quotas/index.ts';
import { mayManage } from '../../accounts/roles.ts';
import { modelNotFound } from '../../library/models/model-not-found.ts';
import { systemClock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { callerOf } from '../caller.ts';
import type { EdgePorts } from '../ports.ts';

const server = initServer();

const limitOnWire = ({ id, subject, subjectId, model, limits, createdAt }: RateLimitRecord) => ({
  id,
  object: 'rate_limit' as const,
  subject,
  subject_id: subjectId,
  model,
  requests_per_minute: limits.requestsPerMinute,
  tokens_per_minute: limits.tokensPerMinute,
  concurrent_requests: limits.concurrentRequests,
  created_at: createdAt,
});

export function usageRoutes({ metering }: Pick<EdgePorts, 'metering'>) {
  return server.router(servedRoutes.usage, {
    get: async ({ query, res }) => {
      const { usage } = metering();
      const userId = whose(callerOf(res), query.user_id ?? null);
      const { from = null, to = null, limit } = query;
      const sums = await usage.sums({ userId, from, to }, limit + 1);
      const data = sums.slice(0, limit).map(({ day, userId: user_id, model, requests, promptTokens, genTokens }) => ({
        ...{ object: 'usage' as const, day, user_id, model, requests },
        prompt_tokens: promptTokens,
        gen_tokens: genTokens,
      }));
      return { status: 200, body: { object: 'list', data, has_more: sums.length > limit } };
    },
  });
}

/** null: everybody's. Somebody else's is answered like that of somebody who has used nothing. */
function whose(caller: Caller, asked: string | null): string | null {
  if (may(caller, 'users')) return asked;
  const own = caller.account?.userId ?? caller.configKey ?? NOBODY;
  return asked === null || asked === own ? own : NOBODY;
}

/** No id. */
const NOBODY = '';

export function rateLimitRoutes({
  metering,
  accounts,
  authenticator,
  catalogue,
}: Pick<EdgePorts, 'metering' | 'accounts' | 'authenticator' | 'catalogue'>) {
  /** Of whom it is; null: of no user. Throws what there is to say about an id that nobody has. */
  const ownerOf = async (caller: Caller, subject: 'user' | 'key', id: string): Promise<UserView | null> => {
    const { users, keys } = accounts();
    if (subject === 'user') return users.get(id);
    if (authenticator.hasConfigKey(id) || id.startsWith('tok_')) return null;
    return users.get((await keys.get(caller, id)).userId);
  };
  /** Only an admin manages admins: a limit of nothing would shut one out. */
  const assertMayLimit = async (caller: Caller, subject: 'user' | 'key', id: string): Promise<void> => {
    const owner = await ownerOf(caller, subject, id);
    if (owner !== null && !mayManage(caller, owner.role))
      throw new AppError('permission_denied', `"${caller.name}" may manage users, but not limit an admin.`);
  };
  return server.router(servedRoutes.rateLimits, {
    list: async () => ({
      status: 200,
      body: { object: 'list', data: (await metering().rateLimits.all()).map(limitOnWire) },
    }),
    put: async ({ body, res }) => {
      const { rateLimits, look } = metering();
      await assertMayLimit(callerOf(res), body.subject, body.subject_id);
      const now = systemClock.date();
      const record = await rateLimits.put({
        id: newId('rate', now),
        subject: body.subject,
        subjectId: body.subject_id,
        model: body.model === null ? null : ownName(body.model, catalogue),
        limits: {
          requestsPerMinute: body.requests_per_minute,
          tokensPerMinute: body.tokens_per_minute,
          concurrentRequests: body.concurrent_requests,
        },
        createdAt: now.toISOString(),
      });
      await look();
      return { status: 200, body: limitOnWire(record) };
    },
    remove: async ({ params: { id } }) => {
      const { rateLimits, look } = metering();
      if (!(await rateLimits.remove(id)))
        throw new AppError('rate_limit_not_found', `There is no rate limit "${id.slice(0, 200)}".`, { param: 'id' });
      await look();
      return { status: 200, body: { id, object: 'rate_limit', deleted: true } };
    },
  });
}

function ownName(name: string, catalogue: EdgePorts['catalogue']): string {
  const found = catalogue.resolve(name);
  if (found === null)
    throw modelNotFound(
      name,
      'model',
      catalogue.near(name, () => true),
    );
  return found.model.name;
}
