/** Conversations over a real database, with a model that answers as the test says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  type Answering,
  type Conversations,
  type ConversationsDeps,
  createConversations,
  type Message,
  memoryTables,
} from '../../../server/accounts/conversations/index.ts';
import type { Caller } from '../../../server/accounts/keys.ts';
import { type Clock, systemClock } from '../../../server/platform/clock.ts';
import { AppError } from '../../../server/platform/errors.ts';
import { openTableSet, type StorageOptions } from '../../../server/platform/storage/index.ts';

export const alice = 'user:usr_alice';
export const bob = 'user:usr_bob';

const caller: Caller = { name: 'alice', verbs: new Set(['infer']), models: null, account: null };

export const context = (signal: AbortSignal = new AbortController().signal) => ({ caller, requestId: 'req_1', signal });

/** Says how many messages it was asked with, and keeps them. */
export class FakeAnswering implements Answering {
  readonly asked: (readonly Message[])[] = [];
  /** Most messages that the context holds. */
  holds = Number.POSITIVE_INFINITY;
  /** Most messages that the engine really takes. */
  takes = Number.POSITIVE_INFINITY;
  next: ((messages: readonly Message[]) => Promise<string>) | null = null;

  async answer(_model: string, messages: readonly Message[], { signal }: { signal: AbortSignal }): Promise<string> {
    signal.throwIfAborted();
    this.asked.push(messages);
    if (messages.length > this.takes) throw new Error('too long');
    const { next } = this;
    this.next = null;
    return next === null ? `answer ${this.asked.length}` : next(messages);
  }

  async fits(_model: string, messages: readonly Message[]): Promise<boolean> {
    return messages.length <= this.holds;
  }

  isTooLong = (error: unknown): boolean => (error as Error).message === 'too long';

  /** What the last question was asked with. */
  get seen(): string[] {
    return (this.asked.at(-1) ?? []).map(({ text }) => text);
  }
}

export const quiet: ConversationsDeps['log'] = { debug() {}, info() {}, warn() {}, error() {}, child: () => quiet };

export interface Memory {
  readonly conversations: Conversations;
  readonly answering: FakeAnswering;
  ask(prompt: string, number?: number | null, owner?: string, signal?: AbortSignal): Promise<string>;
  /** Everything that was said in it, oldest first; null: there is no such conversation. */
  said(number?: number, owner?: string): Promise<string[] | null>;
}

/** Opened until the test ends. */
export async function remembering(
  test: TestContext,
  place: StorageOptions,
  options: Partial<Pick<ConversationsDeps, 'retentionDays' | 'turnLimits'>> & { readonly clock?: Clock } = {},
): Promise<Memory> {
  const database = await openTableSet(memoryTables, place);
  const answering = new FakeAnswering();
  const clock = options.clock ?? systemClock;
  const deps = { database, answering, log: quiet, retentionDays: null, ...options, clock };
  const conversations = createConversations(deps);
  test.after(async () => {
    conversations.close();
    await database.close();
  });
  return {
    conversations,
    answering,
    ask: (prompt, number = 1, owner = alice, signal = undefined) =>
      conversations.ask({ owner, model: 'm', prompt, number }, context(signal)),
    async said(number = 1, owner = alice) {
      const { data } = await conversations.list(owner, { limit: 1000, after: null });
      const found = data.find((one) => one.number === number);
      if (found === undefined) return null;
      try {
        const items = await conversations.items(owner, found.id, { limit: 1000, after: null, newestFirst: false });
        return items.data.map(({ text }) => text);
      } catch (error) {
        // Deleted between the two questions, e.g. because its time is up.
        if (error instanceof AppError && error.code === 'conversation_not_found') return null;
        throw error;
      }
    },
  };
}

/** An empty data directory, gone with the test. */
export function emptyPlace(test: TestContext): StorageOptions {
  const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-memory-'));
  test.after(() => rmSync(dataDir, { recursive: true, force: true }));
  return { dataDir, databaseUrl: null };
}
