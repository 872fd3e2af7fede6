import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { StorageDatabase } from '../../platform/storage/index.ts';
import { isId } from '../ids.ts';
import { ask } from './ask.ts';
import type { Conversation, Owner } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import {
  conversationBusy,
  createConversationTurns,
  defaultLimits,
  type TurnLimits,
} from './history/conversation-turns.ts';
import { ownerOfUser } from './owner.ts';
import type { Answering } from './ports.ts';
import { claimedTurns } from './store/claims.ts';
import { type ConversationStore, createConversationStore } from './store/conversation-store.ts';
import { createKeeping } from './store/keeping.ts';
import type { MemorySchema } from './store/schema.ts';

export interface ConversationsDeps {
  /** Of `memoryTables`. Whoever opened it closes it. */
  readonly database: Pick<StorageDatabase<MemorySchema>, 'kind' | 'run' | 'erase'>;
  readonly answering: Answering;
  readonly clock: Clock;
  readonly log: Log;
  /** null: for ever. */
  readonly retentionDays: number | null;
  readonly turnLimits?: TurnLimits;
}

/** So many of one owner at the same time would be needed for one to go without. */
const MAX_NUMBERINGS = 100;

export function createConversations(deps: ConversationsDeps): Conversations {
  const { clock, answering } = deps;
  const store = createConversationStore(deps.database);
  const keeping = createKeeping({ ...deps, store });
  const { turnLimits = defaultLimits } = deps;
  const within = createConversationTurns(clock, turnLimits);
  const shared = deps.database.kind === 'postgres';
  const turns = shared ? claimedTurns(within, { ...deps, maxWaitMs: turnLimits.maxWaitMs }) : within;
  const removals = new Map<Owner, number>();
  const removalsOf = (owner: Owner): number => removals.get(owner) ?? 0;
  const get = async (owner: Owner, id: string): Promise<Conversation> => existing(store, owner, id);
  return {
    ask: (question, context) => ask({ store, answering, turns, clock, removals: removalsOf }, question, context),
    async create(owner, conversation) {
      const { number } = conversation;
      // The next number may be taken by another request, in another gateway too, which then has had its turn.
      for (let tries = number === null ? MAX_NUMBERINGS : 1; tries > 0; tries--) {
        const made = await store.create(owner, conversation, clock.date());
        if (made !== null) return made;
      }
      const taken = number === null ? 'which comes next, made at the same time; try again' : number;
      throw new AppError('conversation_conflict', `There is a conversation of the number ${taken}.`, {
        param: 'number',
      });
    },
    list: (owner, page) => store.list(owner, page),
    get,
    items: async (owner, id, request) => store.items((await get(owner, id)).id, request),
    async addItems(owner, id, messages, signal) {
      const { number } = await get(owner, id);
      const endTurn = await turns.take(`${number} ${owner}`, signal);
      try {
        const added = await store.append(await get(owner, id), messages, clock.date());
        if (added === 'gone') throw notFound(id);
        if (added === 'changed') throw conversationBusy('Something else was said in this conversation meanwhile.');
        return added;
      } finally {
        endTurn();
      }
    },
    async remove(owner, id) {
      if (!isId(id, 'conv') || !(await store.remove(owner, id))) throw notFound(id);
      await keeping.erase();
    },
    async removeUser(userId) {
      const owner = ownerOfUser(userId);
      removals.set(owner, removalsOf(owner) + 1);
      if ((await store.removeOwner(owner)) > 0) await keeping.erase();
    },
    configure: (retentionDays) => keeping.configure(retentionDays),
    close: () => keeping.close(),
  };
}

async function existing(store: ConversationStore, owner: Owner, id: string): Promise<Conversation> {
  const found = isId(id, 'conv') ? await store.byId(owner, id) : null;
  if (found === null) throw notFound(id);
  return found;
}

const notFound = (id: string): AppError =>
  new AppError(
    'conversation_not_found',
    `There is no conversation "${id.slice(0, 200)}". GET /v1/conversations lists them.`,
    { param: 'id' },
  );
