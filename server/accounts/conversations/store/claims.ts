/**
 * Turns over several gateways: a row of the database they share says who has the turn in a conversation. It is renewed while
 * the turn lasts, so that of a gateway that was killed it is free again soon.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../../../platform/clock.ts';
import type { StorageDatabase } from '../../../platform/storage/index.ts';
import { type ConversationTurns, conversationBusy } from '../history/conversation-turns.ts';
import type { MemorySchema } from './schema.ts';

const claimMs = 30_000;
const renewMs = 10_000;
const askAgainMs = 100;

/** By the clock of the database: those of the gateways may differ. ISO 8601, as a Date writes it. */
const until = (ms: number) =>
  sql<string>`to_char((now() at time zone 'utc') + make_interval(secs => ${ms / 1000}), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export interface ClaimsDeps {
  readonly database: Pick<StorageDatabase<MemorySchema>, 'run'>;
  readonly clock: Clock;
  readonly maxWaitMs: number;
}

/** `turns` are those within this gateway: of the gateways only one request each competes for a conversation. */
export function claimedTurns(turns: ConversationTurns, { database, clock, maxWaitMs }: ClaimsDeps): ConversationTurns {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.timer(ms, resolve));
  const claim = (conversation: string, holder: string): Promise<boolean> =>
    database.run(async (db) => {
      const own = { holder, expires_at: until(claimMs) };
      const free = until(0);
      const taken = await db
        .insertInto('conversation_claims')
        .values({ conversation, ...own })
        .onConflict((conflict) =>
          conflict
            .column('conversation')
            .doUpdateSet(own)
            .where((row) =>
              row.or([
                row('conversation_claims.expires_at', '<', free),
                row('conversation_claims.holder', '=', holder),
              ]),
            ),
        )
        .executeTakeFirst();
      return taken.numInsertedOrUpdatedRows === 1n;
    });
  const release = (conversation: string, holder: string): Promise<unknown> =>
    database.run((db) =>
      db
        .deleteFrom('conversation_claims')
        .where('conversation', '=', conversation)
        .where('holder', '=', holder)
        .execute(),
    );
  /** Resolves to what ends it. */
  const hold = async (conversation: string, signal: AbortSignal): Promise<() => Promise<unknown>> => {
    const holder = randomUUID();
    const deadline = clock.now() + maxWaitMs;
    while (!(await claim(conversation, holder))) {
      if (clock.now() >= deadline)
        throw conversationBusy(`Waited ${maxWaitMs / 1000} s for the answer before this one.`);
      await pause(askAgainMs);
      signal.throwIfAborted();
    }
    let cancel = (): void => {};
    let renewing: Promise<unknown> = Promise.resolve();
    const renew = (): void => {
      cancel = clock.timer(renewMs, () => {
        // Where it fails, what was said meanwhile is found out when the answer is to be remembered.
        renewing = claim(conversation, holder).catch(() => false);
        renew();
      });
    };
    renew();
    return () => {
      cancel();
      return renewing.then(() => release(conversation, holder));
    };
  };
  return {
    async take(conversation, signal) {
      const end = await turns.take(conversation, signal);
      try {
        const letGo = await hold(conversation, signal);
        return () => void letGo().then(end, end);
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}
