import type { Caller } from '../keys.ts';
import type { Owner } from './conversation.ts';

/** A user's conversations are the user's, whichever token or key asks; a key of the configuration has its own. */
export function ownerOf({ name, account }: Caller): Owner {
  return account === null ? `key:${name}` : ownerOfUser(account.userId ?? account.credentialId);
}

export const ownerOfUser = (userId: string): Owner => `user:${userId}`;

/** The user's name, without that of the key. User names have no slash. */
export const usernameOf = ({ name, account }: Caller): string =>
  account === null ? name : (name.split('/')[0] as string);
