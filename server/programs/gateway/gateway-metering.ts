import { createMetering, type Metering, type Quotas } from '../../accounts/quotas/index.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { StorageDatabase } from '../../platform/storage/index.ts';

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
  const start = async (): Promise<void> => {
    if (config().auth !== 'required') return;
    started ??= createMetering({ database, dataDir: config().dataDir, clock: systemClock, log });
    metering = await started;
  };
  return {
    quotas: {
      counts: (caller) => metering?.counts(caller) ?? false,
      reserve: (ask) => metering?.reserve(ask) ?? null,
    },
    metering() {
      if (metering !== null && config().auth === 'required') return metering;
      throw new AppError('accounts_off', 'There are no accounts here: the config does not say `auth: required`.');
    },
    start,
    health: () => metering?.health() ?? null,
    reconfigured() {
      start().catch((err) => {
        started = null;
        log.error({ err }, 'usage could not be counted');
      });
    },
    async close() {
      await (await started?.catch(() => null))?.close();
    },
  };
}
