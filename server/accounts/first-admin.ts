/** The first admin: there is no default password. */
import type { Clock } from '../platform/clock.ts';
import { ADMIN_PASSWORD_ENV } from '../platform/config/index.ts';
import { AppError } from '../platform/errors.ts';
import { newId } from './ids.ts';
import type { Caller } from './keys.ts';
import { newSecret } from './secrets.ts';
import type { CredentialStore } from './store/credential-store.ts';
import type { UserStore } from './store/user-store.ts';
import type { Users } from './users.ts';

const setupLifetimeMs = 24 * 3_600_000;

export const FIRST_ADMIN = 'admin';

/** Whoever can set up the gateway: its operator, at the command line or in the environment. */
export const operator: Caller = {
  name: 'operator',
  verbs: new Set(['admin']),
  models: null,
  account: null,
};

export interface FirstAdminOptions {
  readonly users: Users;
  readonly userStore: Pick<UserStore, 'hasAdmin'>;
  readonly credentials: Pick<CredentialStore, 'add'>;
  readonly clock: Clock;
  /** From the environment; undefined: none is there. */
  readonly password: string | undefined;
}

/**
 * Where there is no admin: makes `admin` with the password, or resolves to a set-up token, good for a day and for making
 * one admin. null: nothing is left to be done. Throws `invalid_request` where the password cannot be one.
 */
export async function firstAdmin(options: FirstAdminOptions): Promise<string | null> {
  const { users, userStore, credentials, clock, password } = options;
  if (await userStore.hasAdmin()) return null;
  if (password === undefined || password === '') return setupToken(credentials, clock.date());
  try {
    await users.create(operator, { name: FIRST_ADMIN, password, role: 'admin' });
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_request')
      throw new AppError('invalid_request', `${ADMIN_PASSWORD_ENV}: ${error.message}`);
    // Another gateway, started at the same time, was faster.
    const conflict = error instanceof AppError && error.code === 'user_conflict';
    if (!conflict) throw error;
    if (!(await userStore.hasAdmin())) throw notAdmin();
  }
  return null;
}

const notAdmin = (): AppError =>
  new AppError(
    'user_conflict',
    `There is no admin, and a user "${FIRST_ADMIN}" who is none, so that ${ADMIN_PASSWORD_ENV} makes none either: start ` +
      `without it and use the set-up token, or run \`roundhouse users add NAME --admin\`.`,
  );

async function setupToken(credentials: Pick<CredentialStore, 'add'>, now: Date): Promise<string> {
  const { secret, sha256, start } = newSecret();
  await credentials.add({
    id: newId('setup', now),
    kind: 'setup',
    userId: null,
    name: null,
    sha256,
    start,
    verbs: null,
    models: null,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + setupLifetimeMs).toISOString(),
  });
  return secret;
}
