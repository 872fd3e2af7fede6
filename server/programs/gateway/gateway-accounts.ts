import { type Accounts, createAccounts } from '../../accounts/index.ts';
import { type Authenticator, createAuthenticator } from '../../edge/authenticate.ts';
import { createLiveResponses, type LiveResponses } from '../../edge/live-responses.ts';
import type { UserEngines } from '../../endpoints/user-engines/index.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { StorageDatabase } from '../../platform/storage/index.ts';
import { keepTrying } from './keep-trying.ts';

export interface GatewayAccountsParts {
  readonly database: StorageDatabase;
  readonly config: () => Config;
  /** Ends what inference has under way for these. */
  readonly endRevoked: (credentialIds: ReadonlySet<string>) => void;
  readonly userEngines: Pick<UserEngines, 'userIds' | 'removeUser'>;
  /** Of the first admin; undefined: none is given. */
  readonly adminPassword: string | undefined;
  /** Shows a set-up token to the operator, and to nobody else: never the log. */
  readonly showSetupToken: (token: string) => void;
  readonly log: Log;
}

export interface GatewayAccounts {
  readonly authenticator: Authenticator;
  readonly live: LiveResponses;
  /** Throws `accounts_off`. */
  accounts(): Accounts;
  /** Before anybody is let in. Throws `storage_unavailable`, and `invalid_request` for a password that cannot be one. */
  start(): Promise<void>;
  /** Puts the configuration that is in force now to use. */
  reconfigured(): void;
  close(): void;
}

/** Who may come in, and who is thrown out. */
export function gatewayAccounts(parts: GatewayAccountsParts): GatewayAccounts {
  const { database, config, log } = parts;
  const tokenLifetimeMs = (): number => config().tokenLifetimeMs;
  const accounts = createAccounts({ database, clock: systemClock, log, tokenLifetimeMs });
  const authenticator = createAuthenticator(config(), accounts);
  const live = createLiveResponses();
  accounts.onRevoked((credentialIds) => {
    parts.endRevoked(credentialIds);
    live.end(credentialIds);
  });
  accounts.onChanged(() => {
    endOfDeleted(parts.userEngines, accounts.users).catch((err) =>
      log.warn({ err }, 'engines of users who were deleted by another gateway go on for now'),
    );
  });
  let started: Promise<void> | null = null;
  let giveUp = (): void => {};
  const startNow = async (): Promise<void> => {
    const token = await accounts.start(parts.adminPassword);
    if (token !== null) parts.showSetupToken(token);
  };
  const start = async (): Promise<void> => {
    if (config().auth !== 'required') return;
    started ??= startNow();
    await started.catch((error: unknown) => {
      started = null;
      throw error;
    });
  };
  return {
    authenticator,
    live,
    accounts() {
      if (config().auth === 'required') return accounts;
      throw new AppError('accounts_off', 'There are no accounts here: the config does not say `auth: required`.');
    },
    start,
    reconfigured() {
      authenticator.configure(config());
      giveUp();
      giveUp = keepTrying(systemClock, start, (err) =>
        log.error({ err }, 'accounts could not be started yet; it is tried again'),
      );
    },
    close() {
      giveUp();
      accounts.close();
    },
  };
}

/** The gateway that deletes a user ends the engines that it runs itself; the others end theirs here. */
async function endOfDeleted(
  userEngines: Pick<UserEngines, 'userIds' | 'removeUser'>,
  users: Pick<Accounts['users'], 'exists'>,
): Promise<void> {
  for (const userId of userEngines.userIds()) if (!(await users.exists(userId))) await userEngines.removeUser(userId);
}
