import type { TableSet } from '../../../platform/storage/index.ts';
import { conversations } from './migrations/0001-conversations.ts';
import type { MemorySchema } from './schema.ts';

/** `memory.db`: what people said to models is in there and nowhere else, and what they delete is gone from it. */
export const memoryTables: TableSet<MemorySchema> = {
  fileName: 'memory.db',
  migrations: { '0001-conversations': conversations },
  migrationTable: 'memory_migration',
  erasing: true,
};
