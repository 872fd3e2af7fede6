/** What of a conversation the model gets to see, where it cannot see all of it. Pure. */
import type { Message } from '../conversation.ts';

/** Where turns begin: with each question. What an assistant says before the first question is a turn of its own. */
function turnStarts(messages: readonly Message[]): number[] {
  const starts: number[] = [];
  let inTurn = false;
  messages.forEach(({ role }, index) => {
    if (role === 'system') return;
    if (role === 'user' || !inTurn) starts.push(index);
    inTurn = true;
  });
  return starts;
}

export const countTurns = (messages: readonly Message[]): number => turnStarts(messages).length;

/** The system messages, and of the rest the last `turns` turns, in their order. */
export function lastTurns(messages: readonly Message[], turns: number): readonly Message[] {
  const starts = turnStarts(messages);
  const first = turns >= starts.length ? 0 : (starts[starts.length - turns] ?? messages.length);
  return messages.filter(({ role }, index) => role === 'system' || index >= first);
}
