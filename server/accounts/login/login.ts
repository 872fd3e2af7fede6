/** From a name and a password to a token, and the end of a token. */
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { newId } from '../ids.ts';
import type { Caller } from '../keys.ts';
import { MAX_PASSWORD, type Passwords } from '../passwords/passwords.ts';
import { isSecret, newSecret, secretHash } from '../secrets.ts';
import type { CredentialStore } from '../store/credential-store.ts';
import type { CredentialRecord, UserRecord } from '../store/records.ts';
import type { UserStore } from '../store/user-store.ts';
import { isUserName } from '../users.ts';
import { type LoginLimits, networkOf } from './login-limits.ts';

export interface LoginRequest {
  readonly username: string;
  readonly password: string;
  /** Where the request came from. */
  readonly address: string;
}

export interface Login {
  readonly username: string;
  /** Told here and never again. */
  readonly token: string;
  readonly lifetimeMs: number;
}

export interface Logins {
  /** Throws `invalid_credentials`, whatever of them was wrong; `login_limited`; `storage_unavailable`. */
  login(request: LoginRequest): Promise<Login>;
  /**
   * Ends a token, on every gateway within a second: the one given, if it is of the same user; else the caller's own.
   * Whether there was such a token is not told. Throws `invalid_request` where the caller has none and gives none.
   */
  revoke(caller: Caller, token: string | null): Promise<void>;
}

export interface LoginsDeps {
  readonly users: Pick<UserStore, 'byName'>;
  readonly store: CredentialStore;
  readonly passwords: Passwords;
  readonly limits: LoginLimits;
  readonly clock: Clock;
  readonly lifetimeMs: () => number;
  readonly changed: () => Promise<void>;
}

export function createLogins({ users, store, passwords, limits, clock, lifetimeMs, changed }: LoginsDeps): Logins {
  return {
    async login({ username, password, address }) {
      const attempt = limits.take(username, address);
      let wrong = false;
      try {
        const user = isUserName(username) ? await users.byName(username) : null;
        const usable = password.length <= 2 * MAX_PASSWORD;
        const stored = user?.passwordHash ?? null;
        const fits = await passwords.verify(usable ? password : '', stored, networkOf(address));
        if (!fits || !usable || !user?.enabled) throw invalidCredentials();
        const lasts = lifetimeMs();
        const token = await giveToken(user, store, clock.date(), lasts);
        return { username: user.name, token, lifetimeMs: lasts };
      } catch (error) {
        // A database that does not answer is nobody's wrong password.
        wrong = error instanceof AppError && error.code === 'invalid_credentials';
        throw error;
      } finally {
        if (!wrong) attempt.giveBack();
      }
    },
    async revoke(caller, token) {
      const id = token === null ? ownToken(caller) : await tokenOf(caller, token, store);
      if (id !== null && (await store.remove(id))) await changed();
    },
  };
}

const invalidCredentials = (): AppError =>
  new AppError('invalid_credentials', 'The user name or the password is wrong, or the user is disabled.');

async function giveToken(
  user: Pick<UserRecord, 'id' | 'passwordHash'>,
  store: CredentialStore,
  now: Date,
  lifetimeMs: number,
): Promise<string> {
  const { secret, sha256, start } = newSecret();
  const login: CredentialRecord = {
    id: newId('tok', now),
    kind: 'token',
    userId: user.id,
    name: null,
    sha256,
    start,
    verbs: null,
    models: null,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + lifetimeMs).toISOString(),
  };
  if (!(await store.addLogin(login, user.passwordHash))) throw invalidCredentials();
  return secret;
}

function ownToken({ account }: Caller): string {
  if (account?.kind === 'token') return account.credentialId;
  throw new AppError('invalid_request', '`token` must name the token to revoke: what you sent is an API key.', {
    param: 'token',
  });
}

/** null: not one of the caller's. */
async function tokenOf(caller: Caller, token: string, store: CredentialStore): Promise<string | null> {
  if (!isSecret(token)) return null;
  const [held] = await store.held([secretHash(token)]);
  if (held?.credential.kind !== 'token') return null;
  return held.credential.userId === caller.account?.userId ? held.credential.id : null;
}
