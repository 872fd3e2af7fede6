import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../../../../server/engines/fleet/core/decide.ts';
import { modelConfig, remoteModel } from '../fakes/fleet-under-test.ts';
import { now, type Row, runRows, scene } from '../fakes/scene.ts';

const rows: readonly Row[] = [
  { name: 'nothing to do and nothing to wait for', given: () => {}, wants: ['wake +Infinity'] },
  {
    name: 'a waiter and a free slot: start',
    given: ({ model, waiter }) => waiter(model('a')),
    wants: ['start a/0'],
  },
  {
    name: 'one start for several waiters is the largest that is needed',
    given: ({ model, waiter }) => {
      const a = model('a');
      waiter(a);
      waiter(a, { minVariant: 2 });
      waiter(a, { minVariant: 1 });
    },
    wants: ['start a/2'],
  },
  {
    name: 'a start under way serves those who come: no second one',
    given: ({ model, waiter, replica }) => {
      const a = model('a');
      replica(a, { phase: 'starting', readyAt: null });
      waiter(a);
    },
    wants: ['wake +10000'],
  },
  {
    name: 'grants go to the one with the least in flight, spread as they are planned',
    slots: 2,
    given: ({ model, waiter, replica }) => {
      const a = model('a');
      replica(a, { inFlight: 2 });
      replica(a, { inFlight: 1 });
      waiter(a);
      waiter(a);
      waiter(a);
    },
    wants: ['grant a-1', 'grant a-0', 'grant a-1'],
  },
  {
    name: 'a waiter that does not fit is passed by',
    given: ({ model, waiter, replica }) => {
      const a = model('a');
      replica(a, { room: 1 });
      waiter(a, { minVariant: 1 });
      waiter(a);
      waiter(a);
    },
    wants: ['grant a-0'],
  },
  {
    name: 'an idle engine leaves at once for a waiter of another model',
    given: ({ model, waiter, replica }) => {
      replica(model('a'));
      waiter(model('b'));
    },
    wants: ['drain a-0 swap'],
  },
  {
    name: 'a busy engine stays until half of max_wait',
    given: ({ model, waiter, replica }) => {
      replica(model('a'), { inFlight: 1 });
      waiter(model('b'), { since: now - 29_000 });
    },
    wants: ['wake +1000'],
  },
  {
    name: 'then it drains',
    given: ({ model, waiter, replica }) => {
      replica(model('a'), { inFlight: 1 });
      waiter(model('b'), { since: now - 30_000 });
    },
    wants: ['drain a-0 swap'],
  },
  {
    name: 'room that is being made is waited for: no second victim',
    slots: 2,
    given: ({ model, waiter, replica }) => {
      replica(model('a'), { phase: 'stopping', stopSent: true });
      replica(model('c'));
      waiter(model('b'), { since: now - 31_000 });
    },
    wants: ['wake +10000'],
  },
  {
    name: 'but it is promised to the oldest only',
    slots: 2,
    given: ({ model, waiter, replica }) => {
      replica(model('a'), { phase: 'stopping', stopSent: true });
      replica(model('c'));
      waiter(model('b'));
      waiter(model('d'));
    },
    wants: ['drain c-1 swap'],
  },
  {
    name: 'of equally idle ones the replica above the first leaves first',
    slots: 3,
    given: ({ model, waiter, replica }) => {
      const a = model('a');
      replica(a);
      replica(a);
      replica(model('c'));
      waiter(model('b'));
    },
    wants: ['drain a-1 swap'],
  },
  {
    name: 'of equally idle ones a smaller variant of the same model leaves first',
    slots: 2,
    given: ({ model, waiter, replica }) => {
      replica(model('c'));
      const a = model('a');
      replica(a);
      waiter(a, { minVariant: 1 });
    },
    wants: ['drain a-1 swap'],
  },
  {
    name: 'over max_wait: refused',
    given: ({ model, waiter, replica }) => {
      const a = model('a');
      replica(a, { room: 1, inFlight: 1 });
      waiter(a, { since: now - 60_000 });
    },
    wants: ['reject queue_timeout'],
  },
  {
    name: 'a held clock does not refuse before the longest drain and load',
    given: ({ model, waiter, replica }) => {
      const a = model('a');
      replica(a, { phase: 'starting', readyAt: null });
      a.clocks[0] = { counted: 0, at: now - 70_000, held: true };
      waiter(a, { since: now - 70_000, clockAt: 0 });
    },
    wants: ['wake +10000'],
  },
  {
    name: 'in the backoff after a crash a waiter waits',
    given: ({ model, waiter }) => {
      const a = model('a');
      a.trouble.notBefore = now + 2000;
      waiter(a);
    },
    wants: ['wake +2000'],
  },
  {
    name: 'a model that is given up refuses who waits',
    given: ({ model, waiter }) => {
      const a = model('a');
      a.trouble.failed = 'crashed five times';
      waiter(a);
    },
    wants: ['reject engine_start_failed'],
  },
  {
    name: 'remote: nobody there since the waiter came: refused',
    given: ({ model, waiter, replica }) => {
      const far = model('far', { remote: true, config: remoteModel('far', ['http://x']) });
      waiter(far);
      const probe = {
        nextAt: now + 500,
        running: false,
        misses: 0,
        missed: false,
        reason: 'x',
        seq: 99,
        intervalMs: 250,
      };
      replica(far, { remote: true, phase: 'unready', probe: { ...probe, last: 'unreachable' } });
    },
    wants: ['reject engine_unavailable'],
  },
  {
    name: 'a drain with nobody left: stop',
    given: ({ model, replica }) => {
      replica(model('a'), { phase: 'draining', drain: { cause: 'idle', revokeAt: now + 5000, revokedAt: null } });
    },
    wants: ['stop a-0'],
  },
  {
    name: 'a drain whose time is over: revoke, not stop',
    given: ({ model, replica }) => {
      replica(model('a'), { phase: 'draining', inFlight: 1, drain: { cause: 'swap', revokeAt: now, revokedAt: null } });
    },
    wants: ['revoke a-0'],
  },
  {
    name: 'revoked leases get a second',
    given: ({ model, replica }) => {
      replica(model('a'), {
        phase: 'draining',
        inFlight: 1,
        drain: { cause: 'swap', revokeAt: 0, revokedAt: now - 400 },
      });
    },
    wants: ['wake +600'],
  },
  {
    name: 'and no more',
    given: ({ model, replica }) => {
      replica(model('a'), {
        phase: 'draining',
        inFlight: 1,
        drain: { cause: 'swap', revokeAt: 0, revokedAt: now - 1000 },
      });
    },
    wants: ['stop a-0'],
  },
  {
    name: 'a start that takes too long is given up',
    given: ({ model, replica }) => {
      replica(model('a'), { phase: 'starting', readyAt: null, startedAt: now - 60_000 });
    },
    wants: ['give-up a-0'],
  },
  {
    name: 'preload starts where there is room, but makes none',
    given: ({ model, replica }) => {
      replica(model('a'));
      model('b', { config: modelConfig('b', { preload: true }) });
    },
    wants: ['wake +10000'],
  },
  {
    name: 'a wish for which there is no room any more is forgotten',
    given: ({ model, replica }) => {
      replica(model('a'));
      model('b', { wish: 0 });
    },
    wants: ['forget-wish b'],
  },
  {
    name: 'fewer slots than engines: the idle one leaves',
    given: ({ model, replica }) => {
      replica(model('a'), { inFlight: 1 });
      replica(model('b'));
    },
    wants: ['drain b-1 config'],
  },
];

describe('decide', () => {
  runRows(rows);

  it('changes nothing in the state', () => {
    const built = scene(2);
    const a = built.model('a');
    built.replica(a, { room: 1 });
    built.waiter(a);
    built.waiter(built.model('b'));
    const before = built.state.replicas.map((replica) => ({ ...replica, model: replica.model.name }));
    decide(built.state, now);
    assert.deepEqual(
      built.state.replicas.map((replica) => ({ ...replica, model: replica.model.name })),
      before,
    );
    assert.equal(a.queue.length, 1);
  });
});
