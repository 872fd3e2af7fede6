import type { Message } from '../conversation.ts';
import { countTurns, lastTurns } from './turns.ts';

/**
 * As many of the last turns as `fits` allows, and the system messages; at least the last turn, fitting or not: whether the
 * question itself is too long is for the engine to say. Asks once where all fit, else once more for each halving.
 */
export async function fitTurns(
  messages: readonly Message[],
  fits: (messages: readonly Message[]) => Promise<boolean>,
): Promise<readonly Message[]> {
  const turns = countTurns(messages);
  if (turns <= 1 || (await fits(messages))) return messages;
  let fitting = 1;
  let tooMany = turns;
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1;
    if (await fits(lastTurns(messages, middle))) fitting = middle;
    else tooMany = middle;
  }
  return lastTurns(messages, fitting);
}
