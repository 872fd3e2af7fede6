/** API keys of users: made for oneself, or by who manages users; never for more than their maker or their user may. */
import type { Clock } from '../platform/clock.ts';
import type { Verb } from '../platform/config/config.ts';
import { AppError } from '../platform/errors.ts';
import { isId, newId } from './ids.ts';
import { type Caller, may } from './keys.ts';
import { beyondRole, mayManage } from './roles.ts';
import { newSecret } from './secrets.ts';
import type { CredentialStore } from './store/credential-store.ts';
import type { CredentialRecord, Page, PageRequest, UserRecord } from './store/records.ts';
import type { UserStore } from './store/user-store.ts';
import { userNotFound } from './users.ts';

export interface NewApiKey {
  readonly name: string;
  /** null: one's own. */
  readonly userId: string | null;
  readonly verbs: readonly Verb[];
  /** Own names of models and LoRA adapters; null: all that the user may. */
  readonly models: readonly string[] | null;
  /** null: never. */
  readonly expiresAt: Date | null;
}

export interface ApiKeyView extends Omit<CredentialRecord, 'kind' | 'sha256' | 'userId' | 'name' | 'verbs'> {
  readonly userId: string;
  readonly name: string;
  readonly verbs: readonly Verb[];
}

export interface ApiKeys {
  /** `secret` is told here and never again. Throws `invalid_request`, `permission_denied`, `user_not_found`. */
  create(actor: Caller, key: NewApiKey): Promise<{ readonly key: ApiKeyView; readonly secret: string }>;
  /** One's own, or those of `userId` for who manages users; theirs is everybody's where it is null. */
  list(actor: Caller, page: PageRequest, userId: string | null): Promise<Page<ApiKeyView>>;
  /** Somebody else's is answered like one that does not exist: `key_not_found`. */
  get(actor: Caller, id: string): Promise<ApiKeyView>;
  /** Counts within a second, on every gateway. Throws `key_not_found`, and `permission_denied` for a key of an admin. */
  remove(actor: Caller, id: string): Promise<ApiKeyView>;
}

export interface ApiKeysDeps {
  readonly store: CredentialStore;
  readonly users: Pick<UserStore, 'byId'>;
  readonly clock: Clock;
  readonly changed: () => Promise<void>;
}

export function createApiKeys({ store, users, clock, changed }: ApiKeysDeps): ApiKeys {
  const seen = async (actor: Caller, id: string): Promise<ApiKeyView> => {
    const key = isId(id, 'key') ? await store.key(id) : null;
    if (key !== null && (may(actor, 'users') || key.userId === actor.account?.userId)) return shown(key);
    throw new AppError('key_not_found', `There is no API key "${id.slice(0, 200)}". GET /v1/keys lists them.`, {
      param: 'id',
    });
  };
  return {
    async create(actor, asked) {
      const owner = await ownerOf(actor, asked.userId, users);
      assertWithin(actor, asked, owner, clock);
      const { secret, sha256, start } = newSecret();
      const now = clock.date();
      const record: CredentialRecord = {
        id: newId('key', now),
        kind: 'key',
        userId: owner.id,
        name: asked.name,
        sha256,
        start,
        verbs: asked.verbs,
        models: asked.models,
        createdAt: now.toISOString(),
        expiresAt: asked.expiresAt?.toISOString() ?? null,
      };
      await store.add(record);
      return { key: shown(record), secret };
    },
    async list(actor, page, userId) {
      const own = actor.account?.userId ?? null;
      const whose = may(actor, 'users') ? userId : own;
      if (!may(actor, 'users') && userId !== null && userId !== own) return { data: [], hasMore: false };
      if (whose !== null && !isId(whose, 'usr')) return { data: [], hasMore: false };
      const { data, hasMore } = await store.keys(page, whose);
      return { data: data.map(shown), hasMore };
    },
    get: seen,
    async remove(actor, id) {
      const key = await seen(actor, id);
      await assertMayRevoke(actor, key, users);
      if (!(await store.remove(id))) return seen(actor, id);
      await changed();
      return key;
    },
  };
}

async function ownerOf(actor: Caller, userId: string | null, users: ApiKeysDeps['users']): Promise<UserRecord> {
  const own = actor.account?.userId ?? null;
  const id = userId ?? own;
  if (id === null)
    throw new AppError('invalid_request', '`user_id` must say whose key it is: you are a key of the config.', {
      param: 'user_id',
    });
  const user = (id === own || may(actor, 'users')) && isId(id, 'usr') ? await users.byId(id) : null;
  if (user === null) throw userNotFound(id, 'user_id');
  if (id !== own && !mayManage(actor, user.role))
    throw new AppError('permission_denied', `"${actor.name}" may manage users, but not make keys for an admin.`);
  return user;
}

/** Who takes an admin's keys away stops what the admin runs. */
async function assertMayRevoke(actor: Caller, { userId }: ApiKeyView, users: ApiKeysDeps['users']): Promise<void> {
  if (userId === actor.account?.userId) return;
  const owner = await users.byId(userId);
  if (owner !== null && !mayManage(actor, owner.role))
    throw new AppError('permission_denied', `"${actor.name}" may manage users, but not revoke keys of an admin.`);
}

/** A key that could do more than its maker, or outlive what its user is, would be a way around what was taken away. */
function assertWithin(actor: Caller, asked: NewApiKey, owner: UserRecord, clock: Clock): void {
  const isOwn = owner.id === actor.account?.userId;
  const beyond = isOwn ? asked.verbs.filter((verb) => !may(actor, verb)) : beyondRole(owner.role, asked.verbs);
  if (beyond.length > 0)
    throw new AppError('permission_denied', `\`verbs\`: "${owner.name}" has no verb "${beyond[0]}" to give to a key.`, {
      param: 'verbs',
    });
  if (asked.models === null && actor.models !== null)
    throw new AppError(
      'permission_denied',
      `\`models\` must name models: "${actor.name}" may use some only, and can give no more to a key.`,
      { param: 'models' },
    );
  if (asked.expiresAt === null || (asked.expiresAt > clock.date() && asked.expiresAt <= lastDate)) return;
  throw new AppError('invalid_request', '`expires_at` must be in the future, and in UTC at most in the year 9999.', {
    param: 'expires_at',
  });
}

/** Later ones are written with a sign and six digits, which sort before all others: the key would count as expired. */
const lastDate = new Date('9999-12-31T23:59:59.999Z');

function shown({ kind: _kind, sha256: _hash, userId, name, verbs, ...rest }: CredentialRecord): ApiKeyView {
  return { ...rest, userId: userId ?? '', name: name ?? '', verbs: verbs ?? [] };
}
