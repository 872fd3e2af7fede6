/** Puts the parts of quotas and usage together. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import { faultOf, type StorageDatabase } from '../../platform/storage/index.ts';
import type { Caller } from '../keys.ts';
import {
  createJournal,
  createLedger,
  createUsageStore,
  isOfAnother,
  type Journal,
  ownMark,
  readJournal,
  type UsageRecord,
  type UsageStore,
} from '../usage/index.ts';
import { type Budgets, createBudgets } from './budgets/budgets.ts';
import { createGateways, type Gateways } from './budgets/gateways.ts';
import { createSliceSource } from './budgets/slice-store.ts';
import { createConfigKeyQuotas } from './config-keys.ts';
import { createQuotas, type Quotas } from './quotas.ts';
import { createRateLimitStore, type RateLimitStore } from './rates/rate-limit-store.ts';
import { createRates } from './rates/rates.ts';
import type { Tokens } from './tokens.ts';
import { writeBatch } from './write-batch.ts';

export interface Metering extends Quotas {
  readonly usage: Pick<UsageStore, 'sums'>;
  readonly rateLimits: RateLimitStore;
  /** Reads limits that were changed now. */
  look(): Promise<void>;
  /** Writes what has ended until now. Rejects with `storage_unavailable`. */
  flush(): Promise<void>;
  /** Why what is used cannot be written down; null: it can. */
  health(): string | null;
  /** Writes everything, and gives back what it holds. What cannot be written is in the journal for the next start. */
  close(): Promise<void>;
}

export interface MeteringOptions {
  readonly database: Pick<StorageDatabase, 'run' | 'kind'>;
  /** For the journal. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn' | 'info'>;
}

const JOURNAL_NAME = 'usage.journal';
/** What was cut off may still be having its prompt counted by an engine. */
const lastCountsMs = 2_500;
/** With the time between two batches, below a second. */
const lookEachMs = 500;
const seenEachMs = 20_000;
/** Another gateway may need it; where there is none, its user goes on with it while the file cannot be written. */
const keepSpareMs = { postgres: 2_000, sqlite: 600_000 } as const;

/** Settles what the last gateway of this data directory owed. Throws `storage_unavailable`, and what the file system says. */
export async function createMetering(options: MeteringOptions): Promise<Metering> {
  const { database, dataDir, clock, log } = options;
  const gatewayId = `gw${clock.date().getTime().toString(36)}${randomBytes(5).toString('hex')}`;
  const path = join(dataDir, JOURNAL_NAME);
  const gateways = createGateways(database, gatewayId);
  await settleLast(path, gateways, log);
  await gateways.seen(await gateways.time(clock.date()), new Map());
  const journal = createJournal(path, gatewayId, ownMark());
  const store = createUsageStore(database);
  const rateLimits = createRateLimitStore(database);
  const budgets = createBudgets(createSliceSource(database, gatewayId), clock);
  const rates = createRates(clock);
  let version = -1;
  let seenAtMs = clock.now();
  const look = async (): Promise<void> => {
    const now = await rateLimits.version();
    if (now === version) return;
    rates.configure(await rateLimits.all());
    await budgets.refresh();
    version = now;
  };
  let lookedAtMs = clock.now();
  const housekeep = async (): Promise<void> => {
    if (clock.now() - lookedAtMs >= lookEachMs) {
      lookedAtMs = clock.now();
      await look();
    }
    if (clock.now() - seenAtMs < seenEachMs) return;
    seenAtMs = clock.now();
    const now = await gateways.time(clock.date());
    await budgets.exclusive(() => gateways.seen(now, slicesOf(budgets)));
    for (const lost of await gateways.settleLost(now))
      log.warn({ gateway: lost }, 'a gateway has not been seen for long: what it held of budgets was charged');
  };
  const ledger = createLedger({
    journal,
    clock,
    log,
    write: async (records, allNew) => {
      const batch = { store, budgets, gatewayId, now: clock.now(), keepSpareMs: keepSpareMs[database.kind], allNew };
      await budgets.exclusive(() => writeBatch(batch, records));
    },
    afterwards: housekeep,
  });
  await look();
  ledger.start();
  const quotas = createQuotas({ gatewayId, rates, budgets, ledger, clock });
  const ofConfigKeys = createConfigKeyQuotas({ gatewayId, rates, ledger, clock });
  const quotasOf = ({ configKey }: Caller): Quotas => (configKey === undefined ? quotas : ofConfigKeys);
  return {
    counts: (caller) => quotasOf(caller).counts(caller),
    reserve: (ask) => quotasOf(ask.caller).reserve(ask),
    usage: store,
    rateLimits,
    look,
    flush: () => ledger.flush(),
    health() {
      const fault = ledger.fault();
      return fault === null ? null : `the data directory: ${faultOf(fault)}`;
    },
    async close() {
      ledger.stop();
      try {
        const allEnded = await ledger.allEnded(lastCountsMs);
        await ledger.flush();
        if (!allEnded) return journal.flush();
        await gateways.settleKilled(gatewayId, []);
        journal.remove();
      } catch (err) {
        log.warn({ err }, 'usage could not be written: the next start does it');
        writeWhatIsLeft(journal, log);
      }
    },
  };
}

const slicesOf = (budgets: Pick<Budgets, 'all'>): ReadonlyMap<string, Tokens> =>
  new Map([...budgets.all()].map(([userId, { slice }]) => [userId, slice]));

function writeWhatIsLeft(journal: Pick<Journal, 'flush'>, log: Pick<Log, 'warn'>): void {
  try {
    journal.flush();
  } catch (err) {
    log.warn({ err }, 'nor could it be written to the journal: it is lost');
  }
}

async function settleLast(path: string, gateways: Gateways, log: Pick<Log, 'info'>): Promise<void> {
  const left = readJournal(path);
  if (left === null) return;
  if (left.mark !== null && isOfAnother(left.mark)) throw sharedDirectory(left.mark);
  const { gatewayId, ended, open } = left;
  const interrupted = open.map((record): UsageRecord => ({ ...record, outcome: 'interrupted' }));
  await gateways.settleKilled(gatewayId, [...ended, ...interrupted]);
  if (open.length > 0)
    log.info({ requests: open.length }, 'requests that ran when the gateway was killed were charged as reserved');
}

const sharedDirectory = (mark: string): AppError =>
  new AppError(
    'storage_unavailable',
    `Another gateway (process ${mark.split(' ')[0]}) uses this data directory: give each one its own \`data_dir\`.`,
  );
