/** Rate limits in the database. A change counts `account_changes` up, so that every gateway reads them again. */
import type { StorageDatabase } from '../../../platform/storage/index.ts';
import { countUp } from '../../store/user-store.ts';
import type { RateLimits } from './rate-gate.ts';
import type { RateRule } from './rates.ts';

export interface RateLimitRecord extends RateRule {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface RateLimitStore {
  /** In the place of one that is there for the same subject and model; then that one's id and time stay. */
  put(record: RateLimitRecord): Promise<RateLimitRecord>;
  all(): Promise<RateLimitRecord[]>;
  /** false: there is none. */
  remove(id: string): Promise<boolean>;
  /** Grows with each change. */
  version(): Promise<number>;
}

interface Row {
  readonly id: string;
  readonly subject: 'user' | 'key';
  readonly subject_id: string;
  readonly model: string;
  readonly requests_per_minute: number | null;
  readonly tokens_per_minute: number | null;
  readonly concurrent_requests: number | null;
  readonly created_at: string;
}

const columnsOf = (limits: RateLimits) => ({
  requests_per_minute: limits.requestsPerMinute,
  tokens_per_minute: limits.tokensPerMinute,
  concurrent_requests: limits.concurrentRequests,
});

const toRecord = (row: Row): RateLimitRecord => ({
  id: row.id,
  subject: row.subject,
  subjectId: row.subject_id,
  model: row.model === '' ? null : row.model,
  limits: {
    requestsPerMinute: row.requests_per_minute,
    tokensPerMinute: row.tokens_per_minute,
    concurrentRequests: row.concurrent_requests,
  },
  createdAt: row.created_at,
});

export function createRateLimitStore(database: Pick<StorageDatabase, 'run'>): RateLimitStore {
  return {
    put: ({ id, subject, subjectId, model, limits, createdAt }) =>
      database.run((db) =>
        db.transaction().execute(async (tables) => {
          await countUp(tables);
          const columns = columnsOf(limits);
          const row = await tables
            .insertInto('rate_limits')
            .values({ id, subject, subject_id: subjectId, model: model ?? '', ...columns, created_at: createdAt })
            .onConflict((conflict) => conflict.columns(['subject', 'subject_id', 'model']).doUpdateSet(columns))
            .returningAll()
            .executeTakeFirstOrThrow();
          return toRecord(row);
        }),
      ),
    all: () =>
      database.run(async (db) =>
        (await db.selectFrom('rate_limits').selectAll().orderBy('id').execute()).map(toRecord),
      ),
    remove: (id) =>
      database.run((db) =>
        db.transaction().execute(async (tables) => {
          await countUp(tables);
          const gone = await tables.deleteFrom('rate_limits').where('id', '=', id).executeTakeFirst();
          return gone.numDeletedRows > 0n;
        }),
      ),
    version: () =>
      database.run(async (db) => {
        const { version } = await db.selectFrom('account_changes').select('version').executeTakeFirstOrThrow();
        return version;
      }),
  };
}
