/** A question in a conversation: what was said before goes along, and what is answered is remembered. */
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Message, Owner } from './conversation.ts';
import { type ConversationTurns, conversationBusy } from './history/conversation-turns.ts';
import { fitTurns } from './history/fit-turns.ts';
import { countTurns, lastTurns } from './history/turns.ts';
import type { Answering, AskContext } from './ports.ts';
import type { ConversationStore } from './store/conversation-store.ts';

export interface Question {
  readonly owner: Owner;
  readonly model: string;
  readonly prompt: string;
  /** Of the conversation; null: nothing is remembered. */
  readonly number: number | null;
}

export interface AskDeps {
  readonly store: ConversationStore;
  readonly answering: Answering;
  readonly turns: ConversationTurns;
  readonly clock: Clock;
  /** How often all that is this owner's was deleted. */
  readonly removals: (owner: Owner) => number;
}

/** More were never of use to a model, and reading them would take its time. */
const MAX_MESSAGES = 2000;

/**
 * The model's answer. One question at a time in a conversation. Question and answer are remembered together, and only
 * where there is an answer. Throws `conversation_busy`, `conversation_not_found`, `storage_unavailable`, what
 * `Answering.answer` rejects with, and the signal's reason.
 */
export async function ask(deps: AskDeps, question: Question, context: AskContext): Promise<string> {
  const { answering, turns } = deps;
  const { owner, model, number, prompt } = question;
  if (number === null) return answering.answer(model, [{ role: 'user', text: prompt }], context);
  const removals = deps.removals(owner);
  const isGone = (): boolean => deps.removals(owner) !== removals;
  const endTurn = await turns.take(`${number} ${owner}`, context.signal);
  try {
    return await askInConversation({ ...deps, isGone }, { ...question, number }, context);
  } finally {
    endTurn();
  }
}

async function askInConversation(
  deps: AskDeps & { readonly isGone: () => boolean },
  question: Question & { readonly number: number },
  context: AskContext,
): Promise<string> {
  const { store, answering } = deps;
  const { owner, number, model, prompt } = question;
  const seen = await store.byNumber(owner, number);
  const asked: Message = { role: 'user', text: prompt };
  const history = seen === null ? [] : await store.recent(seen.id, MAX_MESSAGES);
  const messages = await fitTurns([...history, asked], (some) => answering.fits(model, some));
  const text = await answerShortened(answering, { model, messages }, context);
  // Who has left gets no answer: then nothing was said.
  context.signal.throwIfAborted();
  if (deps.isGone()) throw deletedMeanwhile();
  const said: Message[] = [asked, { role: 'assistant', text }];
  const now = deps.clock.date();
  const kept =
    seen === null
      ? ((await store.create(owner, { number, metadata: {}, messages: said }, now)) ?? 'changed')
      : await store.append(seen, said, now);
  if (kept === 'gone') throw deletedMeanwhile();
  if (kept === 'changed') throw conversationBusy('Something else was said in this conversation meanwhile.');
  return text;
}

/** Where the engine counts more than we did, half of the turns is left away, until only the question is left. */
async function answerShortened(
  answering: Answering,
  { model, messages }: { readonly model: string; readonly messages: readonly Message[] },
  context: AskContext,
): Promise<string> {
  let left = messages;
  for (;;) {
    try {
      return await answering.answer(model, left, context);
    } catch (error) {
      const turns = countTurns(left);
      if (turns <= 1 || !answering.isTooLong(error)) throw error;
      left = lastTurns(left, turns >> 1);
    }
  }
}

const deletedMeanwhile = (): AppError =>
  new AppError('conversation_not_found', 'The conversation was deleted while the answer was under way.', {
    param: 'conversation_number',
  });
