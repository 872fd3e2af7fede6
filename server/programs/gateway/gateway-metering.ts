import { createMetering, type Metering, type Quotas } from '../../accounts/quotas/index.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { StorageDatabase } from '../../platform/storage/index.ts';
import { keepTrying } from './keep-trying.ts';

export interface GatewayMeteringParts {
  readonly database: StorageDatabase;
  readonly config: () => Config;
  readonly log: Log;
}

export interface GatewayMetering {
  readonly quotas: Quotas;
  /** Throws `accounts_off`. */
  metering(): Metering;
  /** Before anybody is let in. Throws `storage_unavailable`, and what the file system says. */
  start(): Promise<void>;
  /** Why what is used cannot be written down; null: it can. */
  health(): string | null;
  /** Puts the configuration that is in force now to use. */
  reconfigured(): void;
  close(): Promise<void>;
}

/** Counts and limits what accounts use, wherever there are accounts. */
export function gatewayMetering({ database, config, log }: GatewayMeteringParts): GatewayMetering {
  let started: Promise<Metering> | null = null;
  let metering: Metering | null = null;
  let giveUp = (): void => {};
  const start = async (): Promise<void> => {
    if (config().auth !== 'required') return;
    started ??= createMetering({ database, dataDir: config().dataDir, clock: systemClock, log });
    metering = await started.catch((error: unknown) => {
      started = null;
      throw error;
    });
  };
  return {
    quotas: {
      counts: (caller) => metering?.counts(caller) ?? caller.account !== null,
      reserve(ask) {
        if (metering !== null) return metering.reserve(ask);
        if (ask.caller.account === null) return null;
        throw notYet();
      },
    },
    metering() {
      if (metering !== null && config().auth === 'required') return metering;
      throw new AppError('accounts_off', 'There are no accounts here: the config does not say `auth: required`.');
    },
    start,
    health: () => metering?.health() ?? null,
    reconfigured() {
      giveUp();
      giveUp = keepTrying(systemClock, start, (err) =>
        log.error({ err }, 'usage cannot be counted yet; it is tried again'),
      );
    },
    async close() {
      giveUp();
      await (await started?.catch(() => null))?.close();
    },
  };
}

/** Accounts have just been asked for by a reload, and the database did not answer: nobody goes uncounted. */
const notYet = (): AppError =>
  new AppError('storage_unavailable', 'The database cannot be used now, so that this request could not be counted.', {
    retryAfterSeconds: 2,
  });
