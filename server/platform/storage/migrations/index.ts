import type { Migration } from 'kysely/migration';
import { loraAdapters } from './0001-lora-adapters.ts';
import { accounts } from './0002-accounts.ts';
import { quotas } from './0003-quotas.ts';
import { userEngines } from './0004-user-engines.ts';

/** In the order of their names. One that was released is never changed nor taken away: what follows is a new one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-lora-adapters': loraAdapters,
  '0002-accounts': accounts,
  '0003-quotas': quotas,
  '0004-user-engines': userEngines,
};
