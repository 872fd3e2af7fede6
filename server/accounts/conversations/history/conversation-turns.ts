/**
 * One at a time in each conversation: the second question would else be asked without the first answer. Those who come
 * later wait in their order, not for ever, and not in any number.
 */
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';

export interface TurnLimits {
  readonly maxWaitMs: number;
  /** In one conversation. */
  readonly maxWaiting: number;
}

export const defaultLimits: TurnLimits = { maxWaitMs: 60_000, maxWaiting: 8 };

export interface ConversationTurns {
  /**
   * Resolves to what ends the turn; call it exactly once. Throws `conversation_busy`, and the signal's reason where the
   * caller leaves.
   */
  take(conversation: string, signal: AbortSignal): Promise<() => void>;
}

interface Waiter {
  readonly go: () => void;
}

export function createConversationTurns(clock: Clock, limits: TurnLimits = defaultLimits): ConversationTurns {
  /** Those that have a turn now, each with who waits for it. */
  const busy = new Map<string, Waiter[]>();
  const next = (conversation: string): void => {
    const waiter = busy.get(conversation)?.shift();
    if (waiter === undefined) busy.delete(conversation);
    else waiter.go();
  };
  const wait = (queue: Waiter[], signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        cancel();
        signal.removeEventListener('abort', leave);
        const place = queue.indexOf(waiter);
        if (place >= 0) queue.splice(place, 1);
      };
      const leave = (): void => {
        done();
        reject(signal.reason as Error);
      };
      const waiter: Waiter = {
        go() {
          done();
          resolve();
        },
      };
      const cancel = clock.timer(limits.maxWaitMs, () => {
        done();
        reject(conversationBusy(`Waited ${limits.maxWaitMs / 1000} s for the answer before this one.`));
      });
      signal.addEventListener('abort', leave);
      queue.push(waiter);
    });
  return {
    async take(conversation, signal) {
      signal.throwIfAborted();
      const queue = busy.get(conversation);
      if (queue === undefined) busy.set(conversation, []);
      else if (queue.length >= limits.maxWaiting)
        throw conversationBusy(`${queue.length} requests wait for this conversation already.`);
      else await wait(queue, signal);
      return () => next(conversation);
    },
  };
}

export const conversationBusy = (why: string): AppError =>
  new AppError('conversation_busy', `${why} Ask one thing at a time in a conversation, or use another.`, {
    retryAfterSeconds: 1,
  });
