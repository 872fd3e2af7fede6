import assert from 'node:assert/strict';
import { it } from 'node:test';
import { AppError } from '../../../server/platform/errors.ts';
import { VirtualClock } from '../../unit/engines/fleet/fakes/virtual-clock.ts';
import { onEachDatabase } from '../accounts/databases/databases.ts';
import { alice, bob, remembering } from './remembered.ts';

const fails = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;
const empty = { number: null, metadata: {}, messages: [] } as const;
const user = (text: string) => ({ role: 'user', text }) as const;
const never = new AbortController().signal;

onEachDatabase('conversations', ({ place }) => {
  it('are numbered from 1, each owner’s by itself, unless a number is given', async (test) => {
    const { conversations } = await remembering(test, await place(test));
    const numbers = [];
    for (const number of [null, null, 7, null])
      numbers.push((await conversations.create(alice, { ...empty, number })).number);
    assert.deepEqual(numbers, [1, 2, 7, 8]);
    assert.equal((await conversations.create(bob, empty)).number, 1);
  });

  it('are made with a number once', async (test) => {
    const { conversations } = await remembering(test, await place(test));
    await conversations.create(alice, { ...empty, number: 0 });
    await assert.rejects(conversations.create(alice, { ...empty, number: 0 }), fails('conversation_conflict'));
    assert.equal((await conversations.create(bob, { ...empty, number: 0 })).number, 0);
  });

  it('take numbers as large as JSON has them', async (test) => {
    const { conversations } = await remembering(test, await place(test));
    const number = Number.MAX_SAFE_INTEGER;
    assert.equal((await conversations.create(alice, { ...empty, number })).number, number);
    assert.equal((await conversations.create(alice, empty)).number, 1);
  });

  it('get a number each when they are made at the same time, by two gateways too', async (test) => {
    const options = await place(test);
    const [one, two] = [await remembering(test, options), await remembering(test, options)];
    const making = Array.from({ length: 20 }, (_, i) => (i % 2 ? one : two).conversations.create(alice, empty));
    const numbers = (await Promise.all(making)).map(({ number }) => number);
    assert.deepEqual(
      numbers.sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  it('keep their metadata and first messages', async (test) => {
    const { conversations } = await remembering(test, await place(test));
    const made = await conversations.create(alice, {
      number: null,
      metadata: { topic: 'trains' },
      messages: [{ role: 'system', text: 'be brief' }, user('hello')],
    });
    const read = await conversations.get(alice, made.id);
    assert.deepEqual(read, made);
    assert.deepEqual(read.metadata, { topic: 'trains' });
    const { data } = await conversations.items(alice, made.id, { limit: 10, after: null, newestFirst: false });
    assert.deepEqual(
      data.map(({ role, text }) => [role, text]),
      [
        ['system', 'be brief'],
        ['user', 'hello'],
      ],
    );
  });

  it('are listed newest first, in pages', async (test) => {
    const clock = new VirtualClock();
    const { conversations } = await remembering(test, await place(test), { clock });
    for (let made = 0; made < 5; made++) {
      await conversations.create(alice, empty);
      await clock.advance(1);
    }
    await conversations.create(bob, empty);
    const pages: number[][] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page = await conversations.list(alice, { limit: 2, after });
      pages.push(page.data.map(({ number }) => number));
      after = page.data.at(-1)?.id ?? null;
      more = page.hasMore;
    }
    assert.deepEqual(pages, [[5, 4], [3, 2], [1]]);
  });

  it('have items in pages, from either end', async (test) => {
    const { conversations } = await remembering(test, await place(test));
    const messages = ['a', 'b', 'c', 'd', 'e'].map(user);
    const { id } = await conversations.create(alice, { ...empty, messages });
    const pagesOf = async (newestFirst: boolean): Promise<string[]> => {
      const pages: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page = await conversations.items(alice, id, { limit: 2, after, newestFirst });
        pages.push(page.data.map(({ text }) => text).join(''));
        after = page.data.at(-1)?.id ?? null;
        more = page.hasMore;
      }
      return pages;
    };
    assert.deepEqual(await pagesOf(false), ['ab', 'cd', 'e']);
    assert.deepEqual(await pagesOf(true), ['ed', 'cb', 'a']);
  });

  it('have nothing after an item of another conversation', async (test) => {
    const { conversations } = await remembering(test, await place(test));
    const one = await conversations.create(alice, { ...empty, messages: [user('a')] });
    const other = await conversations.create(bob, { ...empty, messages: [user('b')] });
    const [item] = (await conversations.items(bob, other.id, { limit: 1, after: null, newestFirst: false })).data;
    const page = await conversations.items(alice, one.id, { limit: 9, after: item?.id ?? '', newestFirst: false });
    assert.deepEqual(page, { data: [], hasMore: false });
  });

  it('take further items, which the next question is asked with', async (test) => {
    const { conversations, ask, answering } = await remembering(test, await place(test));
    const { id, number } = await conversations.create(alice, empty);
    const added = await conversations.addItems(alice, id, [{ role: 'system', text: 'be brief' }, user('a')], never);
    assert.deepEqual(
      added.map(({ text }) => text),
      ['be brief', 'a'],
    );
    await ask('b', number);
    assert.deepEqual(answering.seen, ['be brief', 'a', 'b']);
    assert.equal((await conversations.get(alice, id)).length, 4);
  });

  it('take further items after the answer that is under way', async (test) => {
    const { conversations, ask, said, answering } = await remembering(test, await place(test));
    const { id, number } = await conversations.create(alice, empty);
    const answer = Promise.withResolvers<string>();
    answering.next = () => answer.promise;
    const asking = ask('question', number);
    const adding = conversations.addItems(alice, id, [user('later')], never);
    answer.resolve('answer');
    await Promise.all([asking, adding]);
    assert.deepEqual(await said(number), ['question', 'answer', 'later']);
  });

  it('of somebody else are like those that do not exist, word for word', async (test) => {
    const { conversations } = await remembering(test, await place(test));
    const { id } = await conversations.create(alice, { ...empty, messages: [user('secret')] });
    const calls = (name: string) => [
      conversations.get(bob, name),
      conversations.items(bob, name, { limit: 1, after: null, newestFirst: false }),
      conversations.addItems(bob, name, [user('x')], never),
      conversations.remove(bob, name),
    ];
    const missing = 'conv_0000000000000000000';
    const refusals = async (name: string) =>
      (await Promise.allSettled(calls(name))).map((result) => {
        const { code, message } = (result as PromiseRejectedResult).reason as AppError;
        return [code, message.replace(name, 'ID')];
      });
    assert.deepEqual(await refusals(id), await refusals(missing));
    assert.equal((await conversations.get(alice, id)).length, 1);
  });

  it('of an id that cannot be one are not there', async (test) => {
    const { conversations } = await remembering(test, await place(test));
    for (const id of ['', "conv_' or 1=1", `conv_${'x'.repeat(500)}`, 'usr_0000000000000000000'])
      await assert.rejects(conversations.get(alice, id), fails('conversation_not_found'));
  });

  it('are gone once they are deleted, and their number is free', async (test) => {
    const { conversations, ask, said } = await remembering(test, await place(test));
    await ask('one');
    await ask('kept', 2);
    const { data } = await conversations.list(alice, { limit: 9, after: null });
    const first = data.find(({ number }) => number === 1);
    assert.ok(first);
    await conversations.remove(alice, first.id);
    await assert.rejects(conversations.get(alice, first.id), fails('conversation_not_found'));
    await assert.rejects(conversations.remove(alice, first.id), fails('conversation_not_found'));
    await ask('anew');
    assert.deepEqual(await said(1), ['anew', 'answer 3']);
    assert.deepEqual(await said(2), ['kept', 'answer 2']);
  });

  it('go with their user, and nobody else’s', async (test) => {
    const { conversations, ask, said } = await remembering(test, await place(test));
    await ask('alice’s');
    await ask('alice’s too', 2);
    await ask('bob’s', 1, bob);
    await conversations.removeUser('usr_alice');
    assert.deepEqual([await said(1), await said(2)], [null, null]);
    assert.deepEqual(await said(1, bob), ['bob’s', 'answer 3']);
  });

  it('are kept for the days of the retention after they were last touched', async (test) => {
    const clock = new VirtualClock();
    const { ask, said } = await remembering(test, await place(test), { clock, retentionDays: 2 });
    await ask('old', 1);
    await ask('touched', 2);
    await clock.advance(1.5 * 86_400_000);
    await ask('again', 2);
    assert.notEqual(await said(1), null);
    await clock.advance(0.6 * 86_400_000);
    await untilGone(() => said(1));
    assert.deepEqual(await said(2), ['touched', 'answer 2', 'again', 'answer 3']);
  });

  it('are kept for ever where nothing is said, until something is', async (test) => {
    const clock = new VirtualClock();
    const { ask, said, conversations } = await remembering(test, await place(test), { clock });
    await ask('old');
    await clock.advance(40 * 86_400_000);
    assert.notEqual(await said(), null);
    conversations.configure(30);
    await untilGone(said);
  });
});

/** What is deleted by a timer is deleted in its own time. */
async function untilGone(look: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + 5000;
  while ((await look()) !== null) {
    assert.ok(Date.now() < deadline, 'it is still there after 5 s');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
