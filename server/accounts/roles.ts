import type { Verb } from '../platform/config/config.ts';
import { type Caller, may } from './keys.ts';

export type Role = 'admin' | 'user';

/** What a role may at most. */
const roleVerbs: Readonly<Record<Role, readonly Verb[]>> = { admin: ['admin'], user: ['infer', 'read'] };

const holds = (held: readonly Verb[], verb: Verb): boolean => held.includes('admin') || held.includes(verb);

/** What a login or a key of somebody in this role may. `scope`: the key's own verbs; null: all of the role's. */
export function verbsOf(role: Role, scope: readonly Verb[] | null): ReadonlySet<Verb> {
  const most = roleVerbs[role];
  return new Set(scope === null ? most : scope.filter((verb) => holds(most, verb)));
}

/** The verbs of `scope` that a user of this role does not have. */
export const beyondRole = (role: Role, scope: readonly Verb[]): Verb[] =>
  scope.filter((verb) => !holds(roleVerbs[role], verb));

/** Whoever may manage users may not make himself an admin through one: that takes an admin, or the set-up token. */
export const mayManage = (actor: Caller, role: Role): boolean =>
  role === 'user' || may(actor, 'admin') || actor.account?.kind === 'setup';
