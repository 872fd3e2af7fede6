export type { ApiKeyView } from './api-keys.ts';
export { type Accounts, createAccounts } from './create-accounts.ts';
export type { RevokedListener } from './directory/directory.ts';
export { operator } from './first-admin.ts';
export type { Page } from './store/records.ts';
export type { UserView } from './users.ts';
