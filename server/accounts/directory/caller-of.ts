import type { Caller } from '../keys.ts';
import { verbsOf } from '../roles.ts';
import type { HeldCredential } from '../store/records.ts';

/** What a held credential stands for; null: for nothing (its user is disabled, or it is of nobody). */
export function callerOfHeld({ credential, user }: HeldCredential): Caller | null {
  const { id: credentialId, kind, userId, name, verbs, models } = credential;
  const account = { userId, credentialId, kind };
  if (kind === 'setup') return { name: 'set-up token', verbs: new Set(['users']), models: new Set(), account };
  if (user === null || !user.enabled) return null;
  return {
    name: kind === 'key' ? `${user.name}/${name}` : user.name,
    verbs: verbsOf(user.role, verbs),
    models: models === null ? null : new Set(models),
    account: { ...account, unlimited: user.unlimited === true },
  };
}
