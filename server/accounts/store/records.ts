/** Users and credentials as the code sees them. */
import type { Verb } from '../../platform/config/config.ts';
import type { CallerAccount } from '../keys.ts';
import type { Role } from '../roles.ts';

export interface UserRecord {
  readonly id: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: Role;
  readonly enabled: boolean;
  /** Tokens of the whole lifetime. */
  readonly promptTokensUsed: number;
  readonly genTokensUsed: number;
  /** null: no limit. */
  readonly promptTokenLimit: number | null;
  readonly genTokenLimit: number | null;
  /** ISO 8601. */
  readonly createdAt: string;
}

export type UserChange = Partial<
  Pick<UserRecord, 'passwordHash' | 'role' | 'enabled' | 'promptTokenLimit' | 'genTokenLimit'>
>;

export interface CredentialRecord {
  readonly id: string;
  readonly kind: 'token' | 'key' | 'setup';
  /** null: of a set-up token. */
  readonly userId: string | null;
  readonly name: string | null;
  /** Hex. */
  readonly sha256: string;
  readonly start: string;
  /** null: all that the user may. */
  readonly verbs: readonly Verb[] | null;
  readonly models: readonly string[] | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

/** A credential and whose it is. */
export interface HeldCredential {
  readonly credential: CredentialRecord;
  /** null: a set-up token is nobody's. */
  readonly user: (Pick<UserRecord, 'name' | 'role' | 'enabled'> & Pick<CallerAccount, 'unlimited'>) | null;
}

/** A part of a list, oldest first. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly hasMore: boolean;
}

export interface PageRequest {
  readonly limit: number;
  /** The id after which it begins; null: from the first. */
  readonly after: string | null;
}
