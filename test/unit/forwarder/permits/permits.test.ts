/** The lender and its borrowers under every order of messages: never too many requests, nobody forgotten. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Borrower, createBorrower } from '../../../../server/forwarder/permits/borrower.ts';
import { createLender, type Lender } from '../../../../server/forwarder/permits/lender.ts';
import type { ToBorrower, ToLender } from '../../../../server/forwarder/permits/messages.ts';

/** Workers and their channels: messages of one channel keep their order, channels do not wait for each other. */
class World {
  readonly permits: number;
  readonly lender: Lender;
  readonly workers = new Map<number, Borrower>();
  readonly channels: { readonly worker: number; readonly up: ToLender[]; readonly down: ToBorrower[] }[] = [];
  answers: boolean[] = [];
  asked = 0;
  messages = 0;
  running: number[] = [];
  #next = 1;

  constructor(permits: number, workers: number) {
    this.permits = permits;
    this.lender = createLender({
      permits,
      borrowers: workers,
      send: (to, message) => this.#channel(to)?.down.push(message),
    });
    for (let i = 0; i < workers; i++) this.join();
  }

  join(): void {
    const id = this.#next++;
    const channel = { worker: id, up: [] as ToLender[], down: [] as ToBorrower[] };
    this.channels.push(channel);
    this.workers.set(id, createBorrower({ permits: this.lender.join(id), send: (it) => void channel.up.push(it) }));
  }

  die(id: number): void {
    this.workers.delete(id);
    this.channels.splice(
      this.channels.findIndex(({ worker }) => worker === id),
      1,
    );
    this.running = this.running.filter((one) => one !== id);
    this.lender.leave(id);
  }

  request(id: number): void {
    this.asked += 1;
    this.workers.get(id)?.take((granted) => {
      this.answers.push(granted);
      if (granted) this.running.push(id);
      assert.ok(this.running.length <= this.permits, 'more requests than permits');
    });
  }

  finish(index: number): void {
    const [id] = this.running.splice(index, 1);
    if (id !== undefined) this.workers.get(id)?.release();
  }

  /** Delivers one message of the channel. */
  deliver(index: number, up: boolean): void {
    const channel = this.channels[index];
    if (channel === undefined) return;
    const message = (up ? channel.up : channel.down).shift();
    if (message === undefined) return;
    this.messages += 1;
    if (up) this.lender.receive(channel.worker, message as ToLender);
    else this.workers.get(channel.worker)?.receive(message as ToBorrower);
  }

  settle(): void {
    while (this.channels.some(({ up, down }) => up.length + down.length > 0))
      for (const index of [...this.channels.keys()]) {
        this.deliver(index, true);
        this.deliver(index, false);
      }
  }

  ids(): number[] {
    return [...this.workers.keys()];
  }

  #channel(id: number) {
    return this.channels.find(({ worker }) => worker === id);
  }
}

type Step = readonly ['request' | 'finish' | 'up' | 'down' | 'die' | 'join', number];
const steps = fc.array(
  fc.tuple(
    fc.oneof(
      { arbitrary: fc.constantFrom('request' as const), weight: 6 },
      { arbitrary: fc.constantFrom('finish' as const), weight: 4 },
      { arbitrary: fc.constantFrom('up' as const, 'down' as const), weight: 10 },
      { arbitrary: fc.constantFrom('die' as const, 'join' as const), weight: 1 },
    ),
    fc.nat(100),
  ),
  { maxLength: 120 },
);

function play(world: World, all: readonly Step[], mayDie: boolean): void {
  for (const [what, n] of all) {
    const ids = world.ids();
    const id = ids[n % Math.max(1, ids.length)] as number;
    if (what === 'request' && ids.length > 0) world.request(id);
    else if (what === 'finish' && world.running.length > 0) world.finish(n % world.running.length);
    else if (what === 'up' || what === 'down') world.deliver(n % Math.max(1, ids.length), what === 'up');
    else if (what === 'die' && mayDie && ids.length > 1) world.die(id);
    else if (what === 'join' && mayDie && ids.length < 5) world.join();
  }
}

describe('permits over several workers', () => {
  it('are never more than there are, workers dying and coming included', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), steps, (permits, workers, all) => {
        play(new World(permits, workers), all as Step[], true);
      }),
      { numRuns: 500 },
    );
  });

  it('answer every request once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), steps, (permits, workers, all) => {
        const world = new World(permits, workers);
        play(world, all as Step[], false);
        world.settle();
        assert.equal(world.answers.length, world.asked);
      }),
      { numRuns: 500 },
    );
  });

  it('are all there again when all is done: each worker can have every one of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), steps, (permits, workers, all) => {
        const world = new World(permits, workers);
        play(world, all as Step[], true);
        world.settle();
        while (world.running.length > 0) world.finish(0);
        for (const id of world.ids()) {
          world.answers = [];
          for (let i = 0; i < permits; i++) {
            world.request(id);
            world.settle();
          }
          assert.deepEqual(world.answers, new Array(permits).fill(true));
          world.request(id);
          world.settle();
          assert.equal(world.answers.at(-1), false, 'one more than there are is refused');
          while (world.running.length > 0) world.finish(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('cost no message while a worker has some of its own', () => {
    const world = new World(100, 2);
    for (let i = 0; i < 50; i++) world.request(1);
    for (let i = 0; i < 50; i++) world.finish(0);
    world.settle();
    assert.equal(world.messages, 0);
    assert.ok(world.answers.every(Boolean));
  });

  it('go to the worker that needs them, in batches', () => {
    const world = new World(100, 2);
    for (let i = 0; i < 100; i++) {
      world.request(1);
      world.settle();
    }
    assert.deepEqual(world.answers, new Array(100).fill(true));
    assert.ok(world.messages < 40, `${world.messages} messages`);
  });

  it('of a worker that died are free again', () => {
    const world = new World(4, 2);
    world.request(1);
    world.request(1);
    world.die(1);
    for (let i = 0; i < 4; i++) world.request(2);
    world.settle();
    assert.deepEqual(world.answers.slice(2), [true, true, true, true]);
  });

  it('fewer than workers: whoever asks gets them', () => {
    const world = new World(1, 3);
    world.request(3);
    world.settle();
    world.request(2);
    world.settle();
    assert.deepEqual(world.answers, [true, false]);
    world.finish(0);
    world.request(2);
    world.settle();
    assert.equal(world.answers.at(-1), true);
  });
});

describe('permits of one process', () => {
  it('are refused at once when there are none', () => {
    const borrower = createBorrower({ permits: 2, send: null });
    const answers: boolean[] = [];
    for (let i = 0; i < 3; i++) borrower.take((granted) => answers.push(granted));
    assert.deepEqual(answers, [true, true, false]);
    borrower.release();
    borrower.take((granted) => answers.push(granted));
    assert.equal(answers.at(-1), true);
    assert.equal(borrower.inUse(), 2);
  });
});
