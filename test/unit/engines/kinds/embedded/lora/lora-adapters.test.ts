import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RequestError } from '../../../../../../server/engines/kinds/embedded/program/http/request-error.ts';
import {
  createLoraAdapters,
  type LoraAdapters,
  type LoraFile,
  type LoraRunner,
  type Runner,
} from '../../../../../../server/engines/kinds/embedded/program/lora/lora-adapters.ts';
import { notForModel } from '../../../../../../server/engines/kinds/embedded/program/lora/refusals.ts';
import { createOneAtATime } from '../../../../../../server/engines/kinds/embedded/program/one-at-a-time.ts';

interface FakeRunner extends Runner {
  readonly opened: string;
}

const runnerOf = (opened: string, complete: () => Promise<unknown> = async () => {}) =>
  ({ opened, engine: { pool: { running: 1, waiting: 2 }, complete }, embedder: {} }) as unknown as FakeRunner;

const base = runnerOf('base');
const openedBy = (runner: Runner) => (runner as FakeRunner).opened;

describe('the LoRA adapters of the embedded engine', () => {
  let adapters: LoraAdapters;
  let log: string[];
  let faults: unknown[];
  /** What reading a file does, by its path; nothing by default. */
  let reading: Map<string, () => Promise<void>>;
  let disposing: () => Promise<void>;
  /** What a generation on a LoRA adapter does. */
  let generating: () => Promise<void>;

  beforeEach(() => {
    [log, faults, reading] = [[], [], new Map()];
    disposing = async () => {};
    generating = async () => {};
    const open = async ({ path }: LoraFile): Promise<LoraRunner> => {
      log.push(`open ${path}`);
      await reading.get(path)?.();
      const dispose = async () => {
        log.push(`dispose ${path}`);
        await disposing();
      };
      return { ...runnerOf(path, () => generating()), dispose };
    };
    const onFault = (error: unknown) => void faults.push(error);
    const [oneAtATime, now] = [createOneAtATime(), () => 5_900];
    adapters = createLoraAdapters({ base, baseName: 'tiny', max: 2, open, oneAtATime, now, onFault });
  });

  const load = (name: string, path = `/${name}`, inPlace = false) => adapters.load({ name, path, inPlace });
  const asked = (name?: string) => adapters.use(name, openedBy);
  /** A request that runs until it is told to end. */
  const begin = (name: string) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const done = adapters.use(name, async (runner) => {
      await promise;
      return openedBy(runner);
    });
    return { done, end: resolve };
  };
  const refusal = (status: number, says: RegExp) => (error: unknown) =>
    error instanceof RequestError && error.status === status && says.test(error.message);
  /** All that can go on without a request's end has gone on. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('answer to their names, and the base to all others', async () => {
    await load('pirate');
    assert.deepEqual([await asked('pirate'), await asked('tiny'), await asked()], ['/pirate', 'base', 'base']);
    assert.equal(await asked('never heard of'), 'base');
  });

  it('are listed with their files and the second in which they came', async () => {
    await load('pirate', '/p.gguf');
    assert.deepEqual(adapters.list(), [{ name: 'pirate', path: '/p.gguf', loadedAt: 5 }]);
  });

  it('are refused to new requests as soon as they are unloaded, and to none when they are back', async () => {
    await load('pirate');
    adapters.unload('pirate');
    await assert.rejects(asked('pirate'), refusal(404, /`pirate` does not exist/));
    assert.deepEqual(adapters.list(), []);
    await load('pirate');
    assert.equal(await asked('pirate'), '/pirate');
  });

  it('stay until the requests that they have have ended', async () => {
    await load('pirate');
    const [first, second] = [begin('pirate'), begin('pirate')];
    adapters.unload('pirate');
    first.end();
    await first.done;
    await settled();
    assert.deepEqual(log, ['open /pirate']);
    second.end();
    assert.equal(await second.done, '/pirate');
    await settled();
    assert.deepEqual(log, ['open /pirate', 'dispose /pirate']);
  });

  it('stay while one of several generations of a failed request runs on', async () => {
    await load('pirate');
    const { promise: running, resolve: end } = Promise.withResolvers<void>();
    generating = () => running;
    const request = adapters.use('pirate', async ({ engine }) => {
      void engine.complete({} as never);
      throw new Error('the other prompt failed');
    });
    await assert.rejects(request, /the other prompt failed/);
    adapters.unload('pirate');
    await settled();
    assert.deepEqual(log, ['open /pirate']);
    end();
    await settled();
    assert.deepEqual(log, ['open /pirate', 'dispose /pirate']);
  });

  it('are replaced in place: new requests get the new one, those that have begun keep the old', async () => {
    await load('pirate', '/old');
    const begun = begin('pirate');
    await load('pirate', '/new', true);
    assert.equal(await asked('pirate'), '/new');
    begun.end();
    assert.equal(await begun.done, '/old');
    await settled();
    assert.deepEqual(log, ['open /old', 'open /new', 'dispose /old']);
  });

  it('are not replaced unless that was asked for', async () => {
    await load('pirate');
    await assert.rejects(load('pirate'), refusal(400, /already been loaded.*load_inplace/));
    const both = await Promise.allSettled([load('twice'), load('twice')]);
    assert.deepEqual(both.map((it) => it.status).sort(), ['fulfilled', 'rejected']);
  });

  it('cannot have the name of the base model', () =>
    assert.rejects(load('tiny', '/x', true), refusal(400, /conflicts with a served base model/)));

  it('cannot be unloaded when they are not there', () =>
    assert.throws(() => adapters.unload('zzz'), refusal(404, /'zzz' cannot be found/)));

  it('that cannot be read change nothing, and keep nobody from loading another', async () => {
    await load('pirate', '/good');
    reading.set('/bad', () => Promise.reject(notForModel('pirate', 'it is broken')));
    const [bad, other] = await Promise.allSettled([load('pirate', '/bad', true), load('other')]);
    assert.equal(bad.status, 'rejected');
    assert.equal(other.status, 'fulfilled');
    assert.equal(await asked('pirate'), '/good');
  });

  it('are asked for while another is being read', async () => {
    await load('pirate');
    const { promise, resolve } = Promise.withResolvers<void>();
    reading.set('/slow', () => promise);
    const slow = load('slow');
    assert.deepEqual([await asked('pirate'), await asked('slow')], ['/pirate', 'base']);
    resolve();
    await slow;
    assert.equal(await asked('slow'), '/slow');
  });

  describe('are limited in number', () => {
    it('with an error that says what to do', async () => {
      await load('a');
      await load('b');
      await assert.rejects(load('c'), refusal(400, /2 LoRA adapters .* \(--max-loras\)\. Unload one first/));
      adapters.unload('a');
      await load('c');
    });

    it('counting those that were unloaded and still answer', async () => {
      await load('a');
      await load('b');
      const begun = begin('a');
      adapters.unload('a');
      await assert.rejects(load('c'), refusal(400, /or still answering/));
      begun.end();
      await begun.done;
      await load('c');
    });

    it('with one more while one is replaced, and no second', async () => {
      await load('a');
      await load('b');
      const begun = begin('a');
      await load('a', '/new', true);
      await assert.rejects(load('b', '/new', true), refusal(400, /--max-loras/));
      begun.end();
      await begun.done;
      await load('b', '/new', true);
    });

    it('and free what is left before they load the next, however many wait', async () => {
      await load('a');
      await load('b');
      await Promise.all(Array.from({ length: 10 }, (_, index) => load('a', `/${index}`, true)));
      await settled();
      assert.equal(log.filter((it) => it.startsWith('open')).length, 12);
      assert.equal(log.filter((it) => it.startsWith('dispose')).length, 10);
    });
  });

  it('count their requests until they have ended', async () => {
    await load('a');
    await load('b');
    assert.deepEqual([adapters.running, adapters.waiting], [2, 4]);
    const begun = begin('a');
    adapters.unload('a');
    assert.deepEqual([adapters.running, adapters.waiting], [2, 4]);
    begun.end();
    await begun.done;
    await settled();
    assert.deepEqual([adapters.running, adapters.waiting], [1, 2]);
  });

  it('report memory that could not be given back, and go on', async () => {
    await load('a');
    disposing = () => Promise.reject(new Error('stuck'));
    adapters.unload('a');
    await settled();
    assert.match(String(faults), /stuck/);
    await load('a');
    assert.equal(await asked('a'), '/a');
  });
});
