import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../../../server/engines/fleet/core/decide.ts';
import type { Effect } from '../../../../server/engines/fleet/core/effects.ts';
import {
  type FleetState,
  type Model,
  newFleetState,
  newTrouble,
  noLoras,
  type Replica,
  type Waiter,
} from '../../../../server/engines/fleet/core/state.ts';
import { newWaitClock } from '../../../../server/engines/fleet/core/wait-clock.ts';
import { AppError } from '../../../../server/platform/errors.ts';
import { modelConfig, remoteModel, variants } from './fakes/fleet-under-test.ts';

const now = 1_000_000;

interface Scene {
  readonly state: FleetState;
  readonly model: (name: string, changes?: Partial<Model>) => Model;
  readonly replica: (model: Model, changes?: Partial<Replica>) => Replica;
  readonly waiter: (model: Model, changes?: Partial<Waiter>) => Waiter;
}

function scene(slots = 1): Scene {
  const state = newFleetState(slots);
  const model = (name: string, changes: Partial<Model> = {}): Model => {
    const config = modelConfig(name, { variants: variants(name, 3) });
    const built: Model = {
      config,
      name,
      remote: false,
      plans: config.variants.map((_, index) => ({
        command: ['engine'],
        env: {},
        key: `${name}-${index}`,
        configKey: `${name}-${index}`,
      })),
      sources: config.variants.map(() => null),
      renewal: 'done',
      room: Number.POSITIVE_INFINITY,
      pauseCapMs: 100_000,
      replicas: [],
      queue: [],
      clocks: config.variants.map(() => newWaitClock(0)),
      fetchClock: { counted: 0, at: 0, held: true },
      trouble: newTrouble(),
      wish: null,
      resting: false,
      turn: 0,
      mayGrow: false,
      ...changes,
    };
    state.models.set(name, built);
    return built;
  };
  const replica = (of: Model, changes: Partial<Replica> = {}): Replica => {
    const built = readyReplica(of, `${of.name}-${state.replicas.length}`, changes);
    state.replicas.push(built);
    of.replicas.push(built);
    return built;
  };
  const waiter = (of: Model, changes: Partial<Waiter> = {}): Waiter => {
    state.seq += 1;
    const since = changes.since ?? now;
    const built = {
      model: of,
      minVariant: 0,
      lora: null,
      seq: state.seq,
      since,
      clock: of.clocks[changes.minVariant ?? 0] ?? newWaitClock(0),
      clockAt: since,
      fetchAt: 0,
      grant() {},
      reject() {},
      ...changes,
    };
    of.queue.push(built);
    state.waiting += 1;
    return built;
  };
  return { state, model, replica, waiter };
}

function readyReplica(model: Model, id: string, changes: Partial<Replica>): Replica {
  return {
    id,
    model,
    variant: 0,
    key: `${model.name}-${changes.variant ?? 0}`,
    configKey: `${model.name}-${changes.variant ?? 0}`,
    kind: 'llama.cpp',
    remote: false,
    phase: 'ready',
    target: { baseUrl: 'http://x', headers: {}, healthPath: null },
    launched: true,
    inFlight: 0,
    room: Number.POSITIVE_INFINITY,
    turn: 0,
    failures: 0,
    failingUntil: 0,
    startedAt: now - 5000,
    readyAt: now - 4000,
    unreadySince: now - 5000,
    lastUsed: now - 1000,
    probe: {
      nextAt: now + 10_000,
      running: false,
      misses: 0,
      missed: false,
      last: 'ready',
      reason: null,
      seq: 0,
      intervalMs: 250,
    },
    drain: null,
    loras: noLoras,
    doubted: false,
    replaces: null,
    spared: false,
    stopSent: false,
    replace: false,
    crashed: false,
    reason: null,
    leases: { head: null },
    ...changes,
  };
}

/** Effects in short: `start a/1`, `drain a-0 swap`, `grant a-0`, `reject queue_timeout`, `wake +500`. */
function said(effects: readonly Effect[]): string[] {
  return effects.map((effect) => {
    switch (effect.type) {
      case 'grant':
        return `grant ${effect.replica.id}`;
      case 'reject':
        return `reject ${effect.why.code}`;
      case 'start':
        return `start ${effect.model.name}/${effect.variant}`;
      case 'drain':
        return `drain ${effect.replica.id} ${effect.cause}`;
      case 'answer-ask':
        return `answer ${effect.with instanceof AppError ? effect.with.code : effect.with.id}`;
      case 'fetch':
        return `fetch ${effect.model.name}/${effect.variant}`;
      case 'forget-wish':
        return `forget-wish ${effect.model.name}`;
      case 'wake':
        return `wake +${effect.at - now}`;
      default:
        return `${effect.type} ${effect.replica.id}`;
    }
  });
}

interface Row {
  readonly name: string;
  readonly slots?: number;
  readonly given: (scene: Scene) => void;
  readonly wants: readonly string[];
}

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
  for (const row of rows) {
    it(row.name, () => {
      const built = scene(row.slots ?? 1);
      row.given(built);
      assert.deepEqual(said(decide(built.state, now)), row.wants);
    });
  }

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
