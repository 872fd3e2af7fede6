import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOutdated, type Model, newTrouble, type Replica } from '../../../../../server/engines/fleet/core/state.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import { modelConfig, remoteModel } from '../fakes/fleet-under-test.ts';
import { now, type Row, runRows, type Scene, scene } from '../fakes/scene.ts';

/** A model whose command lines have changed since. */
const renewed = (of: Scene, name = 'a', changes: Partial<Model> = {}): Model =>
  of.model(name, { renewal: 'untried', ...changes });
const old = { key: 'before' };
const starting = { phase: 'starting' as const, readyAt: null };
const leaving = (cause: 'config' | 'idle') => ({
  phase: 'draining' as const,
  inFlight: 1,
  drain: { cause, revokeAt: now + 60_000, revokedAt: null },
});

const rows: readonly Row[] = [
  {
    name: 'with a free slot the new one starts first',
    slots: 2,
    given: (of) => void of.replica(renewed(of), old),
    wants: ['start a/0 for a-0'],
  },
  {
    name: 'without one the old one is drained first, though it is busy',
    given: (of) => void of.replica(renewed(of), { ...old, inFlight: 3 }),
    wants: ['drain a-0 config and start anew'],
  },
  {
    name: 'of several an idle one is the first',
    slots: 2,
    given: (of) => {
      const a = renewed(of);
      of.replica(a, { ...old, inFlight: 1 });
      of.replica(a, old);
    },
    wants: ['drain a-1 config and start anew'],
  },
  {
    name: 'of several idle ones it is the one that was not used for the longest time',
    slots: 2,
    given: (of) => {
      const a = renewed(of);
      of.replica(a, old);
      of.replica(a, { ...old, lastUsed: now - 9000 });
    },
    wants: ['drain a-1 config and start anew'],
  },
  {
    name: 'while the new one starts, the old ones stay',
    slots: 3,
    given: (of) => {
      const a = renewed(of);
      const first = of.replica(a, old);
      of.replica(a, old);
      of.replica(a, { ...starting, replaces: first });
    },
    wants: ['wake +10000'],
  },
  {
    name: 'when the new one is ready, the one that it replaces goes, and is not started anew',
    slots: 3,
    given: (of) => {
      const a = renewed(of, 'a', { renewal: 'done' });
      of.replica(a, old);
      const second = of.replica(a, old);
      of.replica(a, { replaces: second });
    },
    wants: ['drain a-1 config'],
  },
  {
    name: 'the next one starts though that one still has requests, if there is a slot',
    slots: 4,
    given: (of) => {
      const a = renewed(of, 'a', { renewal: 'done' });
      of.replica(a, { ...old, ...leaving('config') });
      of.replica(a, old);
      of.replica(a);
    },
    wants: ['start a/0 for a-1'],
  },
  {
    name: 'else it has to wait until that one is gone',
    slots: 3,
    given: (of) => {
      const a = renewed(of, 'a', { renewal: 'done' });
      of.replica(a, { ...old, ...leaving('config') });
      of.replica(a, old);
      of.replica(a);
    },
    wants: ['wake +10000'],
  },
  {
    name: 'one that was drained first has started anew before the next one is touched',
    slots: 4,
    given: (of) => {
      const a = renewed(of);
      of.replica(a, { ...old, ...leaving('config'), replace: true });
      of.replica(a, old);
    },
    wants: ['wake +10000'],
  },
  {
    name: 'but not until one is gone that leaves for another reason',
    slots: 4,
    given: (of) => {
      const a = renewed(of);
      of.replica(a, { ...old, ...leaving('idle') });
      of.replica(a, old);
    },
    wants: ['start a/0 for a-1'],
  },
  {
    name: 'nor before one that was drained first has started anew',
    slots: 2,
    given: (of) => {
      const a = renewed(of, 'a', { wish: 0 });
      of.replica(a, old);
      of.replica(of.model('b'), { inFlight: 1 });
      a.trouble.notBefore = now + 700;
    },
    wants: ['wake +700'],
  },
  {
    name: 'when a new one could not be started, the old ones are left alone',
    slots: 3,
    given: (of) => void of.replica(renewed(of, 'a', { renewal: 'failed' }), old),
    wants: ['wake +10000'],
  },
  {
    name: 'when the model is given up, too',
    slots: 3,
    given: (of) => void of.replica(renewed(of, 'a', { trouble: { ...newTrouble(), failed: 'x' } }), old),
    wants: ['wake +10000'],
  },
  {
    name: 'a start that became outdated while the old one still serves is given up for good',
    slots: 3,
    given: (of) => {
      const a = renewed(of);
      const first = of.replica(a, old);
      of.replica(a, { ...starting, key: 'between', replaces: first });
    },
    wants: ['drain a-1 config'],
  },
  {
    name: 'so is a ready one, when what it was to replace is right again',
    slots: 3,
    given: (of) => {
      const a = renewed(of);
      const first = of.replica(a);
      of.replica(a, { ...old, replaces: first });
    },
    wants: ['drain a-1 config'],
  },
  {
    name: 'an outdated start that nobody waits for is done anew',
    slots: 3,
    given: (of) => void of.replica(renewed(of), { ...old, ...starting }),
    wants: ['drain a-0 config and start anew'],
  },
  {
    name: 'one that somebody waits for is let through',
    slots: 3,
    given: (of) => {
      const a = renewed(of);
      of.replica(a, { ...old, ...starting });
      of.waiter(a);
    },
    wants: ['wake +10000'],
  },
  {
    name: 'one that was asked for by name, too',
    slots: 3,
    given: (of) => {
      const a = renewed(of);
      const replica = of.replica(a, { ...old, ...starting });
      of.ask(a).replica = replica;
    },
    wants: ['wake +10000'],
  },
  {
    name: 'one that is waited for with a LoRA adapter only is done anew',
    slots: 3,
    given: (of) => {
      const a = renewed(of);
      of.replica(a, { ...old, ...starting });
      of.waiter(a, { lora: 'x' });
    },
    wants: ['drain a-0 config and start anew'],
  },
  {
    name: 'those who need room come before',
    slots: 2,
    given: (of) => {
      of.replica(renewed(of), old);
      of.waiter(of.model('b'));
    },
    wants: ['start b/0'],
  },
  {
    name: 'so does what starts by itself',
    slots: 2,
    given: (of) => {
      of.replica(renewed(of), old);
      of.model('b', { config: modelConfig('b', { preload: true }) });
    },
    wants: ['start b/0'],
  },
  {
    name: 'where the address is taken, the old one goes first though there are slots',
    slots: 3,
    given: (of) => {
      const a = renewed(of);
      a.config = { ...a.config, urls: ['http://127.0.0.1:9000'] };
      of.replica(a, old);
    },
    wants: ['drain a-0 config and start anew'],
  },
  {
    name: 'two models are renewed side by side',
    slots: 4,
    given: (of) => {
      const a = renewed(of);
      const first = of.replica(a, old);
      of.replica(a, { ...starting, replaces: first });
      of.replica(renewed(of, 'b'), old);
    },
    wants: ['start b/0 for b-2'],
  },
];

describe('renewing what is outdated', () => {
  runRows(rows);
});

describe('outdated', () => {
  const made = (changes: Partial<Replica>, model: Partial<Model> = {}) => {
    const of = scene();
    return of.replica(of.model('a', model), changes);
  };

  it('is what would be another process if it were started now', () => {
    assert.equal(isOutdated(made(old)), true);
    assert.equal(isOutdated(made({})), false);
  });

  it('is nothing that leaves anyhow', () => {
    for (const phase of ['draining', 'stopping', 'gone'] as const)
      assert.equal(isOutdated(made({ ...old, phase })), false);
    for (const phase of ['starting', 'ready', 'unready'] as const)
      assert.equal(isOutdated(made({ ...old, phase })), true);
  });

  it('is nothing that is not started by us', () => {
    assert.equal(isOutdated(made({ ...old, remote: true }, { config: remoteModel('a', ['http://x']) })), false);
  });

  it('is nothing that could not be started anew', () => {
    const error = new AppError('invalid_request', 'no');
    assert.equal(isOutdated(made(old, { plans: [{ error, key: 'no', configKey: 'no' }] })), false);
    assert.equal(isOutdated(made(old, { plans: [null] })), false);
  });
});
