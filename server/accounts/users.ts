/** Managing users: what may be done to whom, by whom. */
import type { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { isId, newId } from './ids.ts';
import type { Caller } from './keys.ts';
import { MAX_PASSWORD, MIN_PASSWORD, type Passwords } from './passwords/passwords.ts';
import { mayManage, type Role } from './roles.ts';
import type { Page, PageRequest, UserChange, UserRecord } from './store/records.ts';
import type { UserStore } from './store/user-store.ts';

export interface NewUser {
  readonly name: string;
  readonly password: string;
  readonly role?: Role | undefined;
  readonly enabled?: boolean | undefined;
  /** Tokens used so far, e.g. elsewhere. */
  readonly promptTokensUsed?: number | undefined;
  readonly genTokensUsed?: number | undefined;
  readonly promptTokenLimit?: number | null | undefined;
  readonly genTokenLimit?: number | null | undefined;
}

export interface UserPatch extends Omit<UserChange, 'passwordHash'> {
  readonly password?: string | undefined;
}

export type UserView = Omit<UserRecord, 'passwordHash'>;

export interface Users {
  /** Throws `invalid_request`, `permission_denied`, `user_conflict`, `storage_unavailable`. */
  create(actor: Caller, user: NewUser): Promise<UserView>;
  /** `name`: only the one of this name. */
  list(page: PageRequest, name: string | null): Promise<Page<UserView>>;
  /** Throws `user_not_found`. */
  get(id: string): Promise<UserView>;
  exists(id: string): Promise<boolean>;
  /** Counts within a second, on every gateway. Throws as `create`, and `user_not_found`. */
  change(actor: Caller, id: string, patch: UserPatch): Promise<UserView>;
  /**
   * With all that is the user's; `removeOwn` removes what is kept elsewhere. The user is disabled first and goes last, so
   * that where something fails, or the gateway is killed, it can be asked again. Throws `user_not_found`,
   * `permission_denied`, `user_conflict`, and what `removeOwn` rejects with.
   */
  remove(actor: Caller, id: string, removeOwn: () => Promise<void>): Promise<void>;
}

export interface UsersDeps {
  readonly store: UserStore;
  readonly passwords: Passwords;
  readonly clock: Clock;
  /** Called when something was taken away from somebody. */
  readonly changed: () => Promise<void>;
}

/** No slash: a user's own models are called `user/model`. ASCII: names that look alike are alike. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$/;

export const isUserName = (name: string): boolean => NAME.test(name);

export function createUsers({ store, passwords, clock, changed }: UsersDeps): Users {
  const existing = async (id: string): Promise<UserRecord> => {
    const user = isId(id, 'usr') ? await store.byId(id) : null;
    if (user === null) throw userNotFound(id);
    return user;
  };
  return {
    async create(actor, asked) {
      const user = await newUser(asked, passwords, clock);
      assertMayManage(actor, user.role);
      if (!(await store.add(user, setupOf(actor, user.role))))
        throw new AppError('user_conflict', `There is a user "${user.name}" already.`, { param: 'username' });
      if (user.role === 'admin') await changed();
      return shownUser(user);
    },
    async list(page, name) {
      if (name !== null && !isUserName(name)) return { data: [], hasMore: false };
      const { data, hasMore } = await store.list(page, name);
      return { data: data.map(shownUser), hasMore };
    },
    get: async (id) => shownUser(await existing(id)),
    exists: async (id) => isId(id, 'usr') && (await store.byId(id)) !== null,
    async change(actor, id, { password, ...change }) {
      const before = await existing(id);
      assertMayManage(actor, before.role);
      if (change.role !== undefined) assertMayManage(actor, change.role);
      if (password !== undefined) checkPassword(password, before.name);
      const hash = password === undefined ? {} : { passwordHash: await passwords.hash(password) };
      const after = await store.change(id, { ...change, ...hash }, setupOf(actor, change.role));
      if (after === null) throw userNotFound(id);
      await changed();
      return shownUser(after);
    },
    async remove(actor, id, removeOwn) {
      assertMayManage(actor, (await existing(id)).role);
      if ((await store.change(id, { enabled: false })) === null) throw userNotFound(id);
      await changed();
      await removeOwn();
      if (!(await store.remove(id))) throw userNotFound(id);
      await changed();
      // What was answered while it was removed.
      await removeOwn();
    },
  };
}

async function newUser(asked: NewUser, passwords: Passwords, clock: Clock): Promise<UserRecord> {
  if (!isUserName(asked.name))
    throw new AppError(
      'invalid_request',
      '`username` must begin with a letter or a digit and hold only letters, digits and . _ @ + -, at most 100.',
      { param: 'username' },
    );
  checkPassword(asked.password, asked.name);
  const now = clock.date();
  return {
    id: newId('usr', now),
    name: asked.name,
    passwordHash: await passwords.hash(asked.password),
    role: asked.role ?? 'user',
    enabled: asked.enabled ?? true,
    promptTokensUsed: asked.promptTokensUsed ?? 0,
    genTokensUsed: asked.genTokensUsed ?? 0,
    promptTokenLimit: asked.promptTokenLimit ?? null,
    genTokenLimit: asked.genTokenLimit ?? null,
    createdAt: now.toISOString(),
  };
}

/** Throws `invalid_request`. */
export function checkPassword(password: string, name: string, param = 'password'): void {
  const length = [...password].length;
  if (length >= MIN_PASSWORD && length <= MAX_PASSWORD && password !== name) return;
  throw new AppError(
    'invalid_request',
    `The password must have ${MIN_PASSWORD} to ${MAX_PASSWORD} characters and not be the name.`,
    { param },
  );
}

/** The set-up token that an admin is made with, which is thereby used up. */
const setupOf = ({ account }: Caller, role: Role | undefined): string | null =>
  account?.kind === 'setup' && role === 'admin' ? account.credentialId : null;

function assertMayManage(actor: Caller, role: Role): void {
  if (mayManage(actor, role)) return;
  throw new AppError('permission_denied', `"${actor.name}" may manage users, but only an admin may manage admins.`);
}

export const shownUser = ({ passwordHash: _hash, ...user }: UserRecord): UserView => user;

export const userNotFound = (id: string, param = 'id'): AppError =>
  new AppError('user_not_found', `There is no user "${id.slice(0, 200)}". GET /v1/users lists them.`, { param });
