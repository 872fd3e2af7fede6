import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { memoryTables } from '../../../server/accounts/conversations/index.ts';
import { type Clock, systemClock } from '../../../server/platform/clock.ts';
import { AppError } from '../../../server/platform/errors.ts';
import { openTableSet } from '../../../server/platform/storage/index.ts';
import { VirtualClock } from '../../unit/engines/fleet/fakes/virtual-clock.ts';
import { onEachDatabase } from '../accounts/databases/databases.ts';
import { alice, bob, type Memory, remembering } from './remembered.ts';

const fails = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;

/** The next answer waits for the test; `begun`: it was asked for. */
function heldAnswer({ answering }: Pick<Memory, 'answering'>) {
  const begun = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<string>();
  answering.next = () => {
    begun.resolve();
    return answer.promise;
  };
  return { begun: begun.promise, answer };
}

onEachDatabase('a question in a conversation', ({ place, kind }) => {
  it('is asked with all that was said before, and remembered with its answer', async (test) => {
    const { ask, said, answering } = await remembering(test, await place(test));
    assert.equal(await ask('one'), 'answer 1');
    assert.equal(await ask('two'), 'answer 2');
    assert.deepEqual(answering.seen, ['one', 'answer 1', 'two']);
    assert.deepEqual(await said(), ['one', 'answer 1', 'two', 'answer 2']);
  });

  it('is remembered over a restart', async (test) => {
    const where = await place(test);
    await (await remembering(test, where)).ask('one');
    const { ask, answering } = await remembering(test, where);
    await ask('two');
    assert.deepEqual(answering.seen, ['one', 'answer 1', 'two']);
  });

  it('knows nothing of other conversations, nor of other people’s', async (test) => {
    const { ask, answering } = await remembering(test, await place(test));
    await ask('mine', 1);
    await ask('other', 2);
    assert.deepEqual(answering.seen, ['other']);
    await ask('bob’s', 1, bob);
    assert.deepEqual(answering.seen, ['bob’s']);
  });

  it('without a number is asked alone and not remembered', async (test) => {
    const { ask, answering, conversations } = await remembering(test, await place(test));
    await ask('one', null);
    await ask('two', null);
    assert.deepEqual(answering.seen, ['two']);
    assert.deepEqual((await conversations.list(alice, { limit: 10, after: null })).data, []);
  });

  it('leaves the history as it was where it fails', async (test) => {
    const { ask, said, answering } = await remembering(test, await place(test));
    await ask('one');
    answering.next = () => Promise.reject(new Error('the engine died'));
    await assert.rejects(ask('two'), /the engine died/);
    assert.deepEqual(await said(), ['one', 'answer 1']);
    await ask('three');
    assert.deepEqual(answering.seen, ['one', 'answer 1', 'three']);
  });

  it('makes no conversation where the first one fails', async (test) => {
    const { ask, said, answering } = await remembering(test, await place(test));
    answering.next = () => Promise.reject(new Error('no'));
    await assert.rejects(ask('one'));
    assert.equal(await said(), null);
  });

  it('leaves the history as it was where the caller leaves, even just before the answer', async (test) => {
    const { ask, said, answering } = await remembering(test, await place(test));
    await ask('one');
    const leaving = new AbortController();
    answering.next = async () => {
      leaving.abort(new Error('the client has left'));
      return 'nobody hears this';
    };
    await assert.rejects(ask('two', 1, alice, leaving.signal), /has left/);
    assert.deepEqual(await said(), ['one', 'answer 1']);
  });

  it('waits for the answer before it, and then knows it', async (test) => {
    const { ask, answering } = await remembering(test, await place(test));
    const first = Promise.withResolvers<string>();
    answering.next = () => first.promise;
    const asking = [ask('one'), ask('two')];
    first.resolve('late');
    assert.deepEqual(await Promise.all(asking), ['late', 'answer 2']);
    assert.deepEqual(answering.seen, ['one', 'late', 'two']);
  });

  it('is asked with fewer turns where the context does not hold all; nothing is forgotten', async (test) => {
    const { ask, said, answering, conversations } = await remembering(test, await place(test));
    const messages = [
      { role: 'system', text: 'be brief' },
      { role: 'user', text: 'one' },
      { role: 'assistant', text: 'eins' },
      { role: 'user', text: 'two' },
      { role: 'assistant', text: 'zwei' },
    ] as const;
    await conversations.create(alice, { number: 1, metadata: {}, messages });
    answering.holds = 5;
    await ask('three');
    assert.deepEqual(answering.seen, ['be brief', 'two', 'zwei', 'three']);
    assert.deepEqual(await said(), ['be brief', 'one', 'eins', 'two', 'zwei', 'three', 'answer 1']);
  });

  it('is asked again with half of the turns where the engine finds it too long', async (test) => {
    const { ask, answering } = await remembering(test, await place(test));
    for (const prompt of ['1', '2', '3', '4', '5', '6', '7']) await ask(prompt);
    answering.takes = 4;
    await ask('8');
    assert.deepEqual(answering.seen, ['7', 'answer 7', '8']);
    const tried = answering.asked.slice(7).map((messages) => messages.length);
    assert.deepEqual(tried, [15, 7, 3]);
  });

  it('fails as too long where it is so by itself', async (test) => {
    const { ask, said, answering } = await remembering(test, await place(test));
    await ask('1');
    answering.takes = 0;
    await assert.rejects(ask('2'), /too long/);
    assert.deepEqual(await said(), ['1', 'answer 1']);
  });

  it('is not remembered in a conversation that was deleted meanwhile, which stays deleted', async (test) => {
    const { ask, said, answering, conversations } = await remembering(test, await place(test));
    await ask('one');
    const [conversation] = (await conversations.list(alice, { limit: 1, after: null })).data;
    assert.ok(conversation);
    answering.next = async () => {
      await conversations.remove(alice, conversation.id);
      return 'late';
    };
    await assert.rejects(ask('two'), fails('conversation_not_found'));
    assert.equal(await said(), null);
  });

  it('is not remembered for a user who was deleted meanwhile', async (test) => {
    const { ask, said, answering, conversations } = await remembering(test, await place(test));
    answering.next = async () => {
      await conversations.removeUser('usr_alice');
      return 'late';
    };
    await assert.rejects(ask('one'), fails('conversation_not_found'));
    assert.equal(await said(), null);
  });

  if (kind === 'postgres') {
    it('waits for the answer of another gateway before it, and then knows it', async (test) => {
      const where = await place(test);
      const here = await remembering(test, where);
      const there = await remembering(test, where);
      const { begun, answer } = heldAnswer(here);
      const first = here.ask('one');
      await begun;
      const second = there.ask('two');
      assert.deepEqual(there.answering.asked, []);
      answer.resolve('late');
      assert.deepEqual(await Promise.all([first, second]), ['late', 'answer 1']);
      assert.deepEqual(there.answering.seen, ['one', 'late', 'two']);
    });

    it('waits for another gateway whose clock is wrong, too', async (test) => {
      const where = await place(test);
      const ahead: Clock = { ...systemClock, date: () => new Date(Date.now() + 3_600_000) };
      const here = await remembering(test, where);
      const there = await remembering(test, where, { clock: ahead, turnLimits: { maxWaitMs: 300, maxWaiting: 1 } });
      const { begun, answer } = heldAnswer(here);
      const first = here.ask('one');
      await begun;
      await assert.rejects(there.ask('two'), fails('conversation_busy'));
      assert.deepEqual(there.answering.asked, []);
      answer.resolve('late');
      assert.equal(await first, 'late');
    });

    it('does not wait for another gateway for ever, nor for one that was killed', async (test) => {
      const where = await place(test);
      const clock = new VirtualClock();
      const here = await remembering(test, where, { clock });
      const there = await remembering(test, where, { turnLimits: { maxWaitMs: 300, maxWaiting: 1 } });
      const { begun } = heldAnswer(here);
      void here.ask('one');
      await begun;
      await assert.rejects(there.ask('two'), fails('conversation_busy'));
      // Nobody renews the turn, and its time passes.
      const database = await openTableSet(memoryTables, where);
      await database.run((db) =>
        sql`update conversation_claims set expires_at = '2020-01-01T00:00:00.000Z'`.execute(db),
      );
      await database.close();
      const third = await remembering(test, where);
      assert.equal(await third.ask('three'), 'answer 1');
    });
    return;
  }

  it('fails where another gateway has said something in the conversation meanwhile', async (test) => {
    const where = await place(test);
    const here = await remembering(test, where);
    const there = await remembering(test, where);
    await here.ask('one');
    here.answering.next = async () => {
      await there.ask('elsewhere');
      return 'late';
    };
    await assert.rejects(here.ask('two'), fails('conversation_busy'));
    assert.deepEqual(await here.said(), ['one', 'answer 1', 'elsewhere', 'answer 1']);
  });

  it('fails where another gateway has begun the conversation meanwhile', async (test) => {
    const where = await place(test);
    const here = await remembering(test, where);
    const there = await remembering(test, where);
    here.answering.next = async () => {
      await there.ask('elsewhere');
      return 'late';
    };
    await assert.rejects(here.ask('one'), fails('conversation_busy'));
    assert.deepEqual(await here.said(), ['elsewhere', 'answer 1']);
  });
});
