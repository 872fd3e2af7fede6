/** What users may see and change of themselves. Who changes a password shows that he knows it, as at a login. */
import { AppError } from '../../platform/errors.ts';
import type { Caller, CallerAccount } from '../keys.ts';
import { MAX_PASSWORD, type Passwords } from '../passwords/passwords.ts';
import type { UserRecord } from '../store/records.ts';
import type { UserStore } from '../store/user-store.ts';
import { checkPassword, shownUser, type UserView } from '../users.ts';
import { type LoginLimits, networkOf } from './login-limits.ts';

export interface OwnPasswordChange {
  readonly oldPassword: string;
  readonly newPassword: string;
  /** Where the request came from. */
  readonly address: string;
}

export interface OwnUser {
  /** Throws `user_not_found` for who is no user. */
  get(caller: Caller): Promise<UserView>;
  /**
   * Ends all other logins. Throws `invalid_credentials` where the old password is wrong, `login_limited` where it was so
   * too often, `invalid_request` for a new one that cannot be one, `user_not_found`.
   */
  changePassword(caller: Caller, change: OwnPasswordChange): Promise<UserView>;
}

export interface OwnUserDeps {
  readonly store: Pick<UserStore, 'byId' | 'changePassword'>;
  readonly passwords: Passwords;
  readonly limits: LoginLimits;
  readonly changed: () => Promise<void>;
}

interface Own {
  readonly user: UserRecord;
  readonly account: CallerAccount;
}

export function createOwnUser({ store, passwords, limits, changed }: OwnUserDeps): OwnUser {
  const own = async ({ name, account }: Caller): Promise<Own> => {
    const user = account?.userId ? await store.byId(account.userId) : null;
    if (account === null || user === null) throw noUser(name);
    return { user, account };
  };
  return {
    get: async (caller) => shownUser((await own(caller)).user),
    async changePassword(caller, { oldPassword, newPassword, address }) {
      const { user, account } = await own(caller);
      checkPassword(newPassword, user.name, 'new_password');
      const attempt = limits.take(user.name, address);
      const network = networkOf(address);
      let wrong = false;
      try {
        const usable = oldPassword.length <= 2 * MAX_PASSWORD;
        wrong = !(await passwords.verify(usable ? oldPassword : '', user.passwordHash, network)) || !usable;
      } finally {
        if (!wrong) attempt.giveBack();
      }
      const after = wrong
        ? null
        : await store.changePassword(user.id, {
            before: user.passwordHash,
            after: await passwords.hash(newPassword, network),
            keepLogin: account.credentialId,
          });
      if (after === null) throw wrongPassword();
      await changed();
      return shownUser(after);
    },
  };
}

const noUser = (name: string): AppError => new AppError('user_not_found', `"${name}" is no user of this gateway.`);

const wrongPassword = (): AppError =>
  new AppError('invalid_credentials', 'The old password is wrong.', { param: 'old_password' });
