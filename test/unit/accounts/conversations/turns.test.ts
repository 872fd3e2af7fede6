import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Message } from '../../../../server/accounts/conversations/conversation.ts';
import { fitTurns } from '../../../../server/accounts/conversations/history/fit-turns.ts';
import { countTurns, lastTurns } from '../../../../server/accounts/conversations/history/turns.ts';

const roles = { s: 'system', u: 'user', a: 'assistant' } as const;

/** `'s u1 a1'`: a system message, a question and its answer. */
const talk = (text: string): Message[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ role: roles[word[0] as keyof typeof roles], text: word }));

const told = (messages: readonly Message[]): string => messages.map(({ text }) => text).join(' ');

describe('turns of a conversation', () => {
  it('begin with each question', () => {
    assert.equal(countTurns(talk('u1 a1 u2 a2 u3')), 3);
  });

  it('may have several answers, or none', () => {
    assert.equal(countTurns(talk('u1 a1 a1b u2 u3 a3')), 3);
  });

  it('include what an assistant said before the first question', () => {
    assert.equal(countTurns(talk('a0 a0b u1 a1')), 2);
    assert.equal(told(lastTurns(talk('a0 u1 a1'), 1)), 'u1 a1');
  });

  it('do not count system messages, wherever they stand', () => {
    assert.equal(countTurns(talk('s1 u1 s2 a1 s3 u2')), 2);
    assert.equal(countTurns(talk('s1 s2')), 0);
    assert.equal(countTurns([]), 0);
  });

  it('are left away whole, the oldest first', () => {
    const messages = talk('u1 a1 u2 a2 a2b u3 a3 u4');
    assert.equal(told(lastTurns(messages, 3)), 'u2 a2 a2b u3 a3 u4');
    assert.equal(told(lastTurns(messages, 2)), 'u3 a3 u4');
    assert.equal(told(lastTurns(messages, 1)), 'u4');
  });

  it('leave every system message in its place', () => {
    assert.equal(told(lastTurns(talk('s1 u1 a1 s2 u2 a2 u3'), 1)), 's1 s2 u3');
    assert.equal(told(lastTurns(talk('s1 u1 a1 s2 u2 a2 u3'), 2)), 's1 s2 u2 a2 u3');
  });

  it('are all there where as many or more are asked for', () => {
    assert.equal(told(lastTurns(talk('s1 u1 a1 u2'), 2)), 's1 u1 a1 u2');
    assert.equal(told(lastTurns(talk('s1 u1 a1 u2'), 9)), 's1 u1 a1 u2');
  });
});

describe('fitting a conversation into a context', () => {
  const question = (turns: number): Message[] =>
    talk(`s1 ${Array.from({ length: turns - 1 }, (_, turn) => `u${turn + 1} a${turn + 1}`).join(' ')} u${turns}`);

  /** A context that holds so many messages. */
  const holding = (most: number) => {
    const asked: number[] = [];
    const fits = async (messages: readonly Message[]): Promise<boolean> => {
      asked.push(messages.length);
      return messages.length <= most;
    };
    return { asked, fits };
  };

  it('changes nothing where all of it fits, and asks once', async () => {
    const { fits, asked } = holding(100);
    const messages = question(10);
    assert.equal(await fitTurns(messages, fits), messages);
    assert.equal(asked.length, 1);
  });

  it('does not ask about a single question: it goes out in any case', async () => {
    const { fits, asked } = holding(0);
    assert.equal(told(await fitTurns(question(1), fits)), 's1 u1');
    assert.deepEqual(asked, []);
  });

  it('keeps the question and the system message where nothing else fits', async () => {
    assert.equal(told(await fitTurns(question(7), holding(0).fits)), 's1 u7');
  });

  it('keeps as many turns as fit, whatever the size, and not one more', async () => {
    for (let turns = 2; turns <= 40; turns++) {
      for (let most = 2; most <= 2 * turns + 1; most++) {
        const messages = question(turns);
        const left = await fitTurns(messages, holding(most).fits);
        const kept = countTurns(left);
        assert.ok(left.length <= most, `${turns} turns in ${most}: ${left.length} messages`);
        const oneMore = lastTurns(messages, kept + 1);
        assert.ok(kept === turns || oneMore.length > most, `${turns} turns in ${most}: ${kept + 1} would fit`);
      }
    }
  });

  it('asks a logarithm of the turns, not each of them', async () => {
    const { fits, asked } = holding(101);
    await fitTurns(question(1000), fits);
    assert.ok(asked.length <= 11, `asked ${asked.length} times`);
  });

  it('fails with what counting fails with', async () => {
    const fault = new Error('no engine');
    await assert.rejects(
      fitTurns(question(3), () => Promise.reject(fault)),
      fault,
    );
  });
});
