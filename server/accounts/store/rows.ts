/** From rows to records and back. */
import type { Insertable, Selectable } from 'kysely';
import type { Verb } from '../../platform/config/config.ts';
import type { DatabaseSchema } from '../../platform/storage/index.ts';
import type { CredentialRecord, UserChange, UserRecord } from './records.ts';

type UserRow = Selectable<DatabaseSchema['users']>;
type CredentialRow = Selectable<DatabaseSchema['credentials']>;

export const toUser = (row: UserRow): UserRecord => ({
  id: row.id,
  name: row.name,
  passwordHash: row.password_hash,
  role: row.role,
  enabled: row.enabled !== 0,
  promptTokensUsed: row.prompt_tokens_used,
  genTokensUsed: row.gen_tokens_used,
  promptTokenLimit: row.prompt_token_limit,
  genTokenLimit: row.gen_token_limit,
  createdAt: row.created_at,
});

export const fromUser = (user: UserRecord): Insertable<DatabaseSchema['users']> => ({
  id: user.id,
  name: user.name,
  password_hash: user.passwordHash,
  role: user.role,
  enabled: user.enabled ? 1 : 0,
  prompt_tokens_used: user.promptTokensUsed,
  gen_tokens_used: user.genTokensUsed,
  prompt_token_limit: user.promptTokenLimit,
  gen_token_limit: user.genTokenLimit,
  created_at: user.createdAt,
});

/** Only what changes. */
export function fromChange(change: UserChange): Partial<UserRow> {
  const columns = {
    password_hash: change.passwordHash,
    role: change.role,
    enabled: change.enabled === undefined ? undefined : change.enabled ? 1 : 0,
    prompt_token_limit: change.promptTokenLimit,
    gen_token_limit: change.genTokenLimit,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

const list = <T>(json: string | null): T[] | null => (json === null ? null : (JSON.parse(json) as T[]));
const json = (values: readonly string[] | null): string | null => (values === null ? null : JSON.stringify(values));

export const toCredential = (row: CredentialRow): CredentialRecord => ({
  id: row.id,
  kind: row.kind,
  userId: row.user_id,
  name: row.name,
  sha256: row.sha256,
  start: row.start,
  verbs: list<Verb>(row.verbs),
  models: list<string>(row.models),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

export const fromCredential = (credential: CredentialRecord): Insertable<DatabaseSchema['credentials']> => ({
  id: credential.id,
  kind: credential.kind,
  user_id: credential.userId,
  name: credential.name,
  sha256: credential.sha256,
  start: credential.start,
  verbs: json(credential.verbs),
  models: json(credential.models),
  created_at: credential.createdAt,
  expires_at: credential.expiresAt,
});
