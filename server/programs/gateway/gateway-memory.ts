import {
  type Answering,
  type Conversations,
  createConversations,
  type MemorySchema,
  memoryTables,
} from '../../accounts/conversations/index.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Log } from '../../platform/log.ts';
import { openTableSet, type StorageDatabase } from '../../platform/storage/index.ts';

export interface GatewayMemoryParts {
  readonly database: StorageDatabase<MemorySchema>;
  readonly config: () => Config;
  readonly answering: Answering;
  readonly log: Log;
}

export interface GatewayMemory {
  readonly conversations: Conversations;
  /** Why it cannot be used; null: it can. */
  health(): string | null;
  reconfigured(): void;
  close(): Promise<void>;
}

/** Throws `storage_unavailable`. */
export const openMemory = (config: Config): Promise<StorageDatabase<MemorySchema>> =>
  openTableSet(memoryTables, config);

/** What is remembered, in a database of its own, which it closes. */
export function gatewayMemory({ database, config, answering, log }: GatewayMemoryParts): GatewayMemory {
  const retentionDays = config().conversationDays ?? null;
  const conversations = createConversations({ database, answering, clock: systemClock, log, retentionDays });
  return {
    conversations,
    health: () => database.health(),
    reconfigured: () => conversations.configure(config().conversationDays ?? null),
    close() {
      conversations.close();
      return database.close();
    },
  };
}
