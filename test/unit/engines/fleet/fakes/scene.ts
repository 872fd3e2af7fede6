/** A fleet's state as a test wants it, what the rules make of it, and both in short. */

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { decide } from '../../../../../server/engines/fleet/core/decide.ts';
import type { Effect } from '../../../../../server/engines/fleet/core/effects.ts';
import {
  type FleetState,
  type Model,
  newFleetState,
  newTrouble,
  noLoras,
  type Replica,
  type StartAsk,
  type Waiter,
} from '../../../../../server/engines/fleet/core/state.ts';
import { newWaitClock } from '../../../../../server/engines/fleet/core/wait-clock.ts';
import { Chain } from '../../../../../server/platform/chain.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import { modelConfig, variants } from './fleet-under-test.ts';

export const now = 1_000_000;

export interface Scene {
  readonly state: FleetState;
  readonly model: (name: string, changes?: Partial<Model>) => Model;
  readonly replica: (model: Model, changes?: Partial<Replica>) => Replica;
  readonly waiter: (model: Model, changes?: Partial<Waiter>) => Waiter;
  readonly ask: (model: Model, variant?: number | null) => StartAsk;
}

export function scene(slots = 1): Scene {
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
        docker: null,
        gpus: null,
        key: `${name}-${index}`,
        configKey: `${name}-${index}`,
      })),
      sources: config.variants.map(() => null),
      images: config.variants.map(() => null),
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
      clock: (changes.lora ? undefined : of.clocks[changes.minVariant ?? 0]) ?? newWaitClock(0),
      clockAt: since,
      fetchAt: 0,
      lineSince: since,
      lineCountedMs: 0,
      grant() {},
      reject() {},
      ...changes,
    };
    of.queue.push(built);
    state.waiting += 1;
    return built;
  };
  const ask = (of: Model, variant: number | null = null): StartAsk => {
    const built = { model: of, variant, replica: null, resolve() {}, reject() {} };
    state.asks.push(built);
    state.waiting += 1;
    return built;
  };
  return { state, model, replica, waiter, ask };
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
    inContainer: false,
    gpus: null,
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
    leases: new Chain(),
    ...changes,
  };
}

/** Effects in short: `start a/1`, `drain a-0 swap`, `grant a-0`, `reject queue_timeout`, `wake +500`. */
export function said(effects: readonly Effect[]): string[] {
  return effects.map((effect) => {
    switch (effect.type) {
      case 'grant':
        return `grant ${effect.replica.id}`;
      case 'reject':
        return `reject ${effect.why.code}`;
      case 'start':
        return `start ${effect.model.name}/${effect.variant}${effect.replaces ? ` for ${effect.replaces.id}` : ''}`;
      case 'drain':
        return `drain ${effect.replica.id} ${effect.cause}${effect.replace ? ' and start anew' : ''}`;
      case 'answer-ask':
        return `answer ${effect.with instanceof AppError ? effect.with.code : effect.with.id}`;
      case 'fetch':
        return `fetch ${effect.model.name}/${effect.variant}`;
      case 'bring-image':
        return `bring ${effect.image.docker.image}`;
      case 'find-gpus':
        return 'find GPUs';
      case 'forget-wish':
        return `forget-wish ${effect.model.name}`;
      case 'wake':
        return `wake +${effect.at - now}`;
      default:
        return `${effect.type} ${effect.replica.id}`;
    }
  });
}

export interface Row {
  readonly name: string;
  readonly slots?: number;
  readonly given: (scene: Scene) => void;
  readonly wants: readonly string[];
}

/** Each row is a test: what `decide` wants done next, given the scene. */
export function runRows(rows: readonly Row[]): void {
  for (const row of rows) {
    it(row.name, () => {
      const built = scene(row.slots ?? 1);
      row.given(built);
      assert.deepEqual(said(decide(built.state, now)), row.wants);
    });
  }
}
