export { Entry } from './entry.ts';
export { createJournal, type Journal, type OpenRecord, readJournal } from './journal.ts';
export { isOfAnother, ownMark } from './journal-owner.ts';
export { createLedger, type Ledger } from './ledger.ts';
export { sumByUser } from './sum-by-user.ts';
export type { Charge, UsageOutcome, UsageRecord } from './usage-record.ts';
export { createUsageStore, type UsageQuery, type UsageStore, type UsageSum } from './usage-store.ts';
