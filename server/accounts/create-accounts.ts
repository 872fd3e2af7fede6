import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { StorageDatabase } from '../platform/storage/index.ts';
import { type ApiKeys, createApiKeys } from './api-keys.ts';
import { createDirectory, type Directory } from './directory/directory.ts';
import { firstAdmin } from './first-admin.ts';
import { createLogins, type Logins } from './login/login.ts';
import { createLoginLimits } from './login/login-limits.ts';
import { createOwnUser, type OwnUser } from './login/own-user.ts';
import { createPasswords, type Passwords } from './passwords/passwords.ts';
import { createCredentialStore } from './store/credential-store.ts';
import { createUserStore } from './store/user-store.ts';
import { createUsers, type Users } from './users.ts';

export interface Accounts extends Logins, Pick<Directory, 'find' | 'onRevoked' | 'onChanged'> {
  readonly users: Users;
  readonly ownUser: OwnUser;
  readonly keys: ApiKeys;
  /** From now on it is known who is who. Resolves to a set-up token where there is no admin yet; see `firstAdmin`. */
  start(adminPassword: string | undefined): Promise<string | null>;
  close(): void;
}

export interface AccountsOptions {
  readonly database: Pick<StorageDatabase, 'run'>;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a login lasts. */
  readonly tokenLifetimeMs: () => number;
  readonly passwords?: Passwords;
}

const cleanEachMs = 3_600_000;

export function createAccounts(options: AccountsOptions): Accounts {
  const { database, clock, log, tokenLifetimeMs, passwords = createPasswords() } = options;
  const userStore = createUserStore(database);
  const store = createCredentialStore(database);
  const directory = createDirectory({ store, clock });
  const changed = (): Promise<void> => directory.look();
  const users = createUsers({ store: userStore, passwords, clock, changed });
  const limits = createLoginLimits(clock);
  const logins = createLogins({
    users: userStore,
    store,
    passwords,
    limits,
    clock,
    lifetimeMs: tokenLifetimeMs,
    changed,
  });
  let cancelClean: (() => void) | null = null;
  const clean = async (): Promise<void> => {
    await store.removeExpired(clock.date().toISOString()).catch((err) => log.warn({ err }, 'expired tokens stay'));
    if (cancelClean !== null) cancelClean = clock.timer(cleanEachMs, () => void clean());
  };
  return {
    ...logins,
    users,
    ownUser: createOwnUser({ store: userStore, passwords, limits, changed }),
    keys: createApiKeys({ store, users: userStore, clock, changed }),
    find: (presented) => directory.find(presented),
    onRevoked: (listener) => directory.onRevoked(listener),
    onChanged: (listener) => directory.onChanged(listener),
    async start(password) {
      await directory.start();
      cancelClean ??= clock.timer(cleanEachMs, () => void clean());
      return firstAdmin({ users, userStore, credentials: store, clock, password });
    },
    close() {
      cancelClean?.();
      cancelClean = null;
      directory.close();
    },
  };
}
