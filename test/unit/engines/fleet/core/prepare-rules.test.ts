import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../../../../server/engines/fleet/core/decide.ts';
import { isPrepared, isPreparing } from '../../../../../server/engines/fleet/core/plans/preparation.ts';
import type { VariantSource } from '../../../../../server/engines/fleet/core/state.ts';
import { type Model, newTrouble } from '../../../../../server/engines/fleet/core/state.ts';
import { modelConfig, variants } from '../fakes/fleet-under-test.ts';
import { now, type Row, runRows, type Scene, said, scene } from '../fakes/scene.ts';

const missing = (outputDir = '/models/a'): VariantSource => ({
  config: { uri: 'hf://org/a', outputDir, files: null },
  fetched: null,
});
const here = (): VariantSource => ({ ...missing(), fetched: { dir: '/models/a', path: '/models/a/x.gguf' } });

/** A model of three variants, none of which has its files here. */
const bare = (of: Scene, name = 'a', changes: Partial<Model> = {}): Model => {
  const source = missing(`/models/${name}`);
  return of.model(name, { sources: [source, source, source], ...changes });
};
const preloaded = (name: string) => modelConfig(name, { preload: true, variants: variants(name, 3) });

const rows: readonly Row[] = [
  { name: 'a source that nobody needs is left where it is', given: (of) => void bare(of), wants: ['wake +Infinity'] },
  { name: 'it is fetched for who waits', given: (of) => void of.waiter(bare(of)), wants: ['fetch a/0'] },
  {
    name: 'that of the variant which all in the queue need',
    given: (of) => {
      const a = bare(of);
      of.waiter(a);
      of.waiter(a, { minVariant: 2 });
    },
    wants: ['fetch a/2'],
  },
  {
    name: 'it is fetched for who asked for a start',
    given: (of) => void of.ask(bare(of), 1),
    wants: ['fetch a/1'],
  },
  {
    name: 'and for who asked for any',
    given: (of) => void of.ask(bare(of)),
    wants: ['fetch a/0'],
  },
  {
    name: 'it is fetched for a model that is preloaded',
    given: (of) => void bare(of, 'a', { config: preloaded('a') }),
    wants: ['fetch a/0'],
  },
  {
    name: 'not before the time has come to try again by itself',
    given: (of) => void bare(of, 'a', { config: preloaded('a'), trouble: { ...newTrouble(), retryAt: now + 2000 } }),
    wants: ['wake +2000'],
  },
  {
    name: 'not when the model is given up',
    given: (of) => void bare(of, 'a', { config: preloaded('a'), trouble: { ...newTrouble(), failed: 'x' } }),
    wants: ['wake +Infinity'],
  },
  {
    name: 'it is fetched for what shall start again, which is not forgotten meanwhile',
    given: (of) => void bare(of, 'a', { wish: 1 }),
    wants: ['fetch a/1'],
  },
  {
    name: 'a wish waits for the source',
    given: (of) => {
      bare(of, 'a', { wish: 1 });
      of.state.fetching.add('/models/a');
    },
    wants: ['wake +Infinity'],
  },
  {
    name: 'while its folder is being written, nothing else writes there',
    given: (of) => {
      of.waiter(bare(of));
      of.state.fetching.add('/models/a');
    },
    wants: ['wake +60000'],
  },
  {
    name: 'other folders do not matter',
    given: (of) => {
      of.waiter(bare(of));
      of.waiter(bare(of, 'b'));
      of.state.fetching.add('/models/a');
    },
    wants: ['fetch b/0'],
  },
  {
    name: 'no room is made before it is here',
    given: (of) => {
      of.replica(of.model('b'));
      of.waiter(bare(of), { since: now - 50_000, clockAt: now - 1000 });
      of.state.fetching.add('/models/a');
    },
    wants: ['wake +10000'],
  },
  {
    name: 'no slot is kept free for it',
    given: (of) => {
      of.waiter(bare(of), { since: now - 50_000, clockAt: now - 1000 });
      of.state.fetching.add('/models/a');
      of.model('b', { config: preloaded('b') });
    },
    wants: ['start b/0'],
  },
  {
    name: 'nor for who asked for a start of it',
    given: (of) => {
      of.ask(bare(of));
      of.state.fetching.add('/models/a');
      of.waiter(of.model('b'));
    },
    wants: ['start b/0'],
  },
  {
    name: 'when it is here, the start follows',
    given: (of) => void of.waiter(bare(of, 'a', { sources: [here(), null, null] })),
    wants: ['start a/0'],
  },
  {
    name: 'a variant without a source is started at once',
    given: (of) => void of.waiter(of.model('a', { sources: [null, missing(), missing()] })),
    wants: ['start a/0'],
  },
  {
    name: 'what runs covers who waits: nothing is fetched for them',
    given: (of) => {
      const a = bare(of);
      of.replica(a, { room: 1, inFlight: 1 });
      of.waiter(a);
    },
    wants: ['wake +10000'],
  },
  {
    name: 'in the backoff after a crash nothing is fetched for those who wait',
    given: (of) => {
      const a = bare(of);
      a.trouble.notBefore = now + 1500;
      of.waiter(a);
    },
    wants: ['wake +1500'],
  },
  {
    name: 'a second replica is not started in place of one whose files are missing',
    slots: 3,
    given: (of) => {
      const a = bare(of, 'a', { config: { ...preloaded('a'), replicas: 2 } });
      of.replica(a);
      of.state.fetching.add('/models/a');
    },
    wants: ['wake +10000'],
  },
];

describe('fetching sources', () => {
  runRows(rows);

  it('is over at a shutdown', () => {
    const of = scene();
    of.waiter(bare(of));
    of.state.closing = true;
    assert.deepEqual(said(decide(of.state, now)), ['reject shutting_down']);
  });
});

describe('a source', () => {
  it('is here where there is none, and where it was brought', () => {
    const { state, model } = scene();
    const a = model('a', { sources: [null, here(), missing()] });
    assert.deepEqual(
      [0, 1, 2, 7].map((variant) => isPrepared(state, a, variant)),
      [true, true, false, true],
    );
  });

  it('is being fetched as long as its folder is written and it is not here', () => {
    const { state, model } = scene();
    const a = model('a', { sources: [null, here(), missing()] });
    const fetching = () => [0, 1, 2].map((variant) => isPreparing(state, a, variant));
    assert.deepEqual(fetching(), [false, false, false]);
    state.fetching.add('/models/a');
    assert.deepEqual(fetching(), [false, false, true]);
  });
});
