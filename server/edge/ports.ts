/** What the routes are given by the program. */
import type { Conversations } from '../accounts/conversations/index.ts';
import type { Accounts } from '../accounts/index.ts';
import type { Caller } from '../accounts/keys.ts';
import type { Metering } from '../accounts/quotas/index.ts';
import type { UserEngines } from '../endpoints/user-engines/index.ts';
import type { Fleet } from '../engines/fleet/index.ts';
import type { Loras } from '../engines/lora/lora.ts';
import type { Downloads } from '../library/downloads/downloads.ts';
import type { Catalogue } from '../library/models/catalogue.ts';
import type { Log } from '../platform/log.ts';
import type { EventHub } from '../platform/web/event-hub.ts';
import type { Authenticator } from './authenticate.ts';
import type { LiveResponses } from './live-responses.ts';

export interface ReadyCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly reason: string | null;
}

export interface EdgePorts {
  readonly catalogue: Catalogue;
  readonly fleet: Fleet;
  readonly loras: Loras;
  readonly downloads: Downloads;
  readonly events: EventHub;
  /** Text format 0.0.4 of Prometheus. */
  readonly metrics: { render(): Promise<string> };
  /** Throws `accounts_off`. */
  readonly accounts: () => Accounts;
  /** Throws `accounts_off`. */
  readonly metering: () => Pick<Metering, 'usage' | 'rateLimits' | 'look' | 'flush'>;
  readonly conversations: Conversations;
  readonly userEngines: UserEngines;
  /** Whether the caller may use the model (its own name), or this LoRA adapter of it: what he may not use is not there. */
  readonly mayUse: (caller: Caller, model: string, lora: string | null) => boolean;
  /** Ends and deletes what is a user's beside the account: engines, and what is remembered. */
  readonly removeOwn: (userId: string) => Promise<void>;
  readonly authenticator: Authenticator;
  readonly live: LiveResponses;
  readonly log: Log;
  readonly version: string;
  readonly startedAt: Date;
  readonly readyChecks: () => readonly ReadyCheck[];
  readonly publicMetrics: () => boolean;
  /** Validate every response against the contract: on in tests. */
  readonly validateResponses: boolean;
}
