import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConversationTurns } from '../../../../server/accounts/conversations/history/conversation-turns.ts';
import { AppError } from '../../../../server/platform/errors.ts';
import { settled, VirtualClock } from '../../engines/fleet/fakes/virtual-clock.ts';

const limits = { maxWaitMs: 1000, maxWaiting: 2 };
const here = new AbortController().signal;

function turns() {
  const clock = new VirtualClock();
  const taken: string[] = [];
  const ends = new Map<string, () => void>();
  const all = createConversationTurns(clock, limits);
  const take = async (conversation: string, who: string, signal: AbortSignal = here): Promise<void> => {
    const end = await all.take(conversation, signal);
    taken.push(who);
    ends.set(who, end);
  };
  const end = async (who: string): Promise<void> => {
    ends.get(who)?.();
    await settled();
  };
  return { clock, taken, take, end };
}

const isBusy = (error: unknown): boolean => error instanceof AppError && error.code === 'conversation_busy';

describe('turns in a conversation', () => {
  it('come one after the other, in the order of the requests', async () => {
    const { take, taken, end } = turns();
    await take('c', 'first');
    const second = take('c', 'second');
    const third = take('c', 'third');
    await settled();
    assert.deepEqual(taken, ['first']);
    await end('first');
    assert.deepEqual(taken, ['first', 'second']);
    await end('second');
    await Promise.all([second, third]);
    assert.deepEqual(taken, ['first', 'second', 'third']);
  });

  it('are each conversation’s own', async () => {
    const { take, taken } = turns();
    await take('c', 'in c');
    await take('d', 'in d');
    assert.deepEqual(taken, ['in c', 'in d']);
  });

  it('are free again after the last one has ended', async () => {
    const { take, taken, end } = turns();
    await take('c', 'first');
    await end('first');
    await take('c', 'second');
    assert.deepEqual(taken, ['first', 'second']);
  });

  it('are waited for only so long; those behind stay in the queue', async () => {
    const { clock, take, taken, end } = turns();
    await take('c', 'first');
    const impatient = assert.rejects(take('c', 'impatient'), isBusy);
    await clock.advance(600);
    const patient = take('c', 'patient');
    await clock.advance(400);
    await impatient;
    await end('first');
    await patient;
    assert.deepEqual(taken, ['first', 'patient']);
  });

  it('are refused at once where too many wait', async () => {
    const { take, taken, end } = turns();
    await take('c', 'first');
    const waiting = [take('c', 'second'), take('c', 'third')];
    await assert.rejects(take('c', 'fourth'), isBusy);
    await end('first');
    await end('second');
    await Promise.all(waiting);
    assert.deepEqual(taken, ['first', 'second', 'third']);
  });

  it('are not given to who has left', async () => {
    const { take, taken, end } = turns();
    const leaving = new AbortController();
    await take('c', 'first');
    const left = assert.rejects(take('c', 'left', leaving.signal), /has left/);
    const last = take('c', 'last');
    leaving.abort(new Error('the client has left'));
    await left;
    await end('first');
    await last;
    assert.deepEqual(taken, ['first', 'last']);
  });

  it('are not given to who has left before', async () => {
    const { take } = turns();
    await assert.rejects(take('c', 'gone', AbortSignal.abort(new Error('has left'))), /has left/);
    await take('c', 'next');
  });
});
