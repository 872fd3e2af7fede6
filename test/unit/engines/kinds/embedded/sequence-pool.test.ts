import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSequencePool } from '../../../../../server/engines/kinds/embedded/program/generate/sequence-pool.ts';

interface FakeSequence {
  readonly name: string;
  held: readonly number[];
  compareContextTokens(tokens: number[]): { firstDifferentIndex: number };
}

function fakeSequence(name: string, held: readonly number[] = []): FakeSequence {
  return {
    name,
    held,
    compareContextTokens(tokens) {
      const different = tokens.findIndex((it, index) => it !== this.held[index]);
      return { firstDifferentIndex: different < 0 ? tokens.length : different };
    },
  };
}

const never = new AbortController().signal;

/** Takes a sequence and keeps it until `end` is called. */
function occupy(
  pool: ReturnType<typeof createSequencePool<number, FakeSequence>>,
  prompt: readonly number[],
  signal = never,
) {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const { promise: started, resolve: start } = Promise.withResolvers<string>();
  const done = pool.use(prompt, signal, async (sequence) => {
    start(sequence.name);
    await ended;
  });
  return { started, end, done };
}

describe('the sequences of a context', () => {
  it('are given to as many requests as there are', async () => {
    const pool = createSequencePool<number, FakeSequence>([fakeSequence('a'), fakeSequence('b')]);
    const [first, second] = [occupy(pool, [1]), occupy(pool, [2])];
    assert.deepEqual([await first.started, await second.started].sort(), ['a', 'b']);
    assert.deepEqual([pool.running, pool.waiting], [2, 0]);
    first.end();
    second.end();
    await Promise.all([first.done, second.done]);
    assert.deepEqual([pool.running, pool.waiting], [0, 0]);
  });

  it('are given to those who wait in the order in which they came', async () => {
    const pool = createSequencePool<number, FakeSequence>([fakeSequence('a')]);
    const order: number[] = [];
    const requests = [1, 2, 3, 4].map((it) => pool.use([it], never, async () => void order.push(it)));
    assert.equal(pool.waiting, 3);
    await Promise.all(requests);
    assert.deepEqual(order, [1, 2, 3, 4]);
  });

  it('are chosen by how much of the prompt they hold', async () => {
    const sequences = [fakeSequence('a', [1, 2]), fakeSequence('b', [1, 2, 3, 4]), fakeSequence('c', [9])];
    const pool = createSequencePool<number, FakeSequence>(sequences);
    const chosen = (prompt: readonly number[]) => pool.use(prompt, never, async ({ name }) => name);
    assert.equal(await chosen([1, 2, 3, 5]), 'b');
    assert.equal(await chosen([9, 9]), 'c');
  });

  it('are the longest idle ones where none holds more, so that the others keep their prompts', async () => {
    const pool = createSequencePool<number, FakeSequence>([fakeSequence('a'), fakeSequence('b')]);
    const chosen = () => pool.use([7], never, async ({ name }) => name);
    assert.deepEqual([await chosen(), await chosen(), await chosen()], ['a', 'b', 'a']);
  });

  it('are free again when a request fails', async () => {
    const pool = createSequencePool<number, FakeSequence>([fakeSequence('a')]);
    await assert.rejects(
      pool.use([1], never, async () => {
        throw new Error('broken');
      }),
      /broken/,
    );
    assert.equal(pool.running, 0);
    assert.equal(await pool.use([1], never, async ({ name }) => name), 'a');
  });

  it('are not waited for by those who have left', async () => {
    const pool = createSequencePool<number, FakeSequence>([fakeSequence('a')]);
    const running = occupy(pool, [1]);
    await running.started;
    const left = new AbortController();
    const leaving = pool.use([2], left.signal, async () => assert.fail('it has left'));
    const staying = pool.use([3], never, async ({ name }) => name);
    left.abort(new Error('left'));
    await assert.rejects(leaving, /left/);
    assert.equal(pool.waiting, 1);
    running.end();
    assert.equal(await staying, 'a');
  });

  it('are not given to those who had left before they asked', async () => {
    const pool = createSequencePool<number, FakeSequence>([fakeSequence('a')]);
    await assert.rejects(
      pool.use([1], AbortSignal.abort(new Error('gone')), async () => {}),
      /gone/,
    );
    assert.deepEqual([pool.running, pool.waiting], [0, 0]);
  });

  it('are kept by a request that is aborted while it runs, until it has ended', async () => {
    const pool = createSequencePool<number, FakeSequence>([fakeSequence('a')]);
    const left = new AbortController();
    const running = occupy(pool, [1], left.signal);
    await running.started;
    left.abort();
    assert.equal(pool.running, 1);
    running.end();
    await running.done;
    assert.equal(pool.running, 0);
  });
});
