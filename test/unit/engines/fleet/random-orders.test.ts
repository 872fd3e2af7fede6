/** The promises of the fleet under random orders of events: whatever happens, these hold. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { ModelConfig } from '../../../../server/platform/config/config.ts';
import type { Behaviour } from './fakes/fake-engines.ts';
import {
  type FleetUnderTest,
  fleetUnderTest,
  modelConfig,
  type Request,
  remoteModel,
  variants,
} from './fakes/fleet-under-test.ts';

const names = ['a', 'b', 'c', 'far'];
const slots = 2;
const longestLoadMs = 3000;
const longestStopMs = 500;
const drainMs = 2000;
const maxWaitMs = 8000;

function models(drop: string | null = null, context = 0): ModelConfig[] {
  const policy = { maxWaitMs, drainTimeoutMs: drainMs, maxQueue: 6 };
  const bounded = (name: string, count: number) =>
    variants(name, count).map((variant) => ({
      ...variant,
      env: { CONTEXT: String(context) },
      readyTimeoutMs: 4000,
      stopTimeoutMs: longestStopMs,
    }));
  return [
    modelConfig('a', { ...policy, concurrency: 2, variants: bounded('a', 2), idleUnloadMs: 3000 }),
    modelConfig('b', { ...policy, concurrency: 1, variants: bounded('b', 1), replicas: 2 }),
    modelConfig('c', { ...policy, variants: bounded('c', 3), preload: true }),
    remoteModel('far', ['http://far-1', 'http://far-2'], { ...policy, concurrency: 1 }),
  ].filter((model) => model.name !== drop);
}

type Step =
  | { do: 'ask'; model: string; minVariant: number }
  | { do: 'leave' | 'release' | 'fail' | 'crash' | 'mute' | 'stop' | 'force-stop'; which: number }
  | { do: 'start'; model: string }
  | { do: 'remote'; url: string; up: boolean }
  | { do: 'configure'; drop: string | null; context: number; slots: number }
  | { do: 'wait'; ms: number };

const which = fc.nat(50);
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ do: fc.constant('ask' as const), model: fc.constantFrom(...names), minVariant: fc.nat(2) }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('release' as const), which }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 5, 300, 1500, 4000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'fail' as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('crash' as const, 'mute' as const, 'stop' as const, 'force-stop' as const),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('start' as const), model: fc.constantFrom('a', 'b', 'c') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('remote' as const),
      url: fc.constantFrom('http://far-1', 'http://far-2'),
      up: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('configure' as const),
      drop: fc.constantFrom(null, null, 'a', 'far'),
      context: fc.nat(1),
      slots: fc.constantFrom(1, 2, 2),
    }),
  },
);

const behaviours: fc.Arbitrary<Behaviour> = fc.record({
  loadMs: fc.constantFrom(0, 200, 1000, longestLoadMs, Number.POSITIVE_INFINITY),
  stopMs: fc.constantFrom(0, 100, longestStopMs),
  exitsAfterMs: fc.constantFrom(null, null, null, null, 100, 2500),
  exit: fc.constant({ code: 3 }),
  log: fc.constant(['last words']),
});

/** One run of a fleet with everything that was asked of it. */
class Run {
  readonly under: FleetUnderTest;
  readonly requests: Request[] = [];
  readonly starts: Promise<unknown>[] = [];
  #behaved = 0;

  constructor(plan: readonly Behaviour[]) {
    this.under = fleetUnderTest(models(), { slots });
    this.under.launcher.behave = () => {
      this.#behaved += 1;
      return plan[this.#behaved % plan.length] as Behaviour;
    };
    this.under.network.remote.set('http://far-1', { state: 'ready' });
    this.watchStops();
  }

  /** No engine is told to stop while somebody holds a lease on it who was not told of it before. */
  watchStops(): void {
    const { launcher } = this.under;
    const start = launcher.start.bind(launcher);
    launcher.start = async (spec) => {
      const engine = await start(spec);
      const stop = engine.stop.bind(engine);
      engine.stop = async (timeoutMs) => {
        for (const request of this.held()) {
          if (request.lease?.engineId !== spec.engineId) continue;
          assert.ok(request.revoked, `${spec.engineId} was stopped under an open lease`);
        }
        await stop(timeoutMs);
      };
      return engine;
    };
  }

  readonly ended = new Set<Request>();

  held(): Request[] {
    return this.requests.filter((request) => request.lease && !this.ended.has(request));
  }

  async step(step: Step): Promise<void> {
    const { fleet, clock, launcher, network } = this.under;
    if (step.do === 'ask') this.requests.push(this.under.ask(step.model, step.minVariant));
    else if (step.do === 'wait') await clock.advance(step.ms);
    else if (step.do === 'start') this.starts.push(fleet.start(step.model, null).catch((error: unknown) => error));
    else if (step.do === 'configure') fleet.configure(models(step.drop, step.context), step.slots);
    else if (step.do === 'remote') {
      network.remote.set(step.url, step.up ? { state: 'ready' } : { state: 'unreachable', reason: 'ECONNREFUSED' });
    } else this.stepOn(step.do, step.which);
    await clock.advance(0);
    assert.ok(launcher.running <= slots, 'more engines run than there are slots');
  }

  stepOn(action: string, index: number): void {
    const { fleet, launcher } = this.under;
    const held = pick(this.held(), index);
    const engine = pick(
      launcher.started.filter((candidate) => candidate.status === 'running'),
      index,
    );
    if (action === 'release' && held) this.end(held, 'answered');
    if (action === 'fail' && held) this.end(held, 'engine_failed');
    if (action === 'leave') this.leave(pick(this.requests, index));
    if (action === 'crash') engine?.die({ signal: 'SIGSEGV' });
    if (action === 'mute' && engine) engine.mute = true;
    const stops = action === 'stop' || action === 'force-stop';
    if (stops && engine) this.starts.push(fleet.stop(engine.spec.engineId, { force: action === 'force-stop' }));
  }

  leave(request: Request | undefined): void {
    if (request?.lease) this.ended.add(request);
    if (request?.waiting) request.waiting.leave();
    else request?.lease?.release('abandoned');
  }

  end(request: Request, outcome: 'answered' | 'engine_failed'): void {
    this.ended.add(request);
    request.lease?.release(outcome);
  }

  /** Everybody whose lease was revoked lets go; everybody else ends after a while. */
  async finish(): Promise<void> {
    const { clock } = this.under;
    for (let round = 0; round < 60; round++) {
      for (const request of this.held()) this.end(request, 'answered');
      await clock.advance(1000);
    }
  }
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(1, list.length)];
}

const runs = { numRuns: Number(process.env['FLEET_RUNS'] ?? 150) };

describe('under any order of events', () => {
  it('answers each request exactly once, in time, never with more engines than slots, and ends clean', async () => {
    const plan = fc.array(behaviours, { minLength: 1, maxLength: 8 });
    const walk = fc.asyncProperty(plan, fc.array(steps, { minLength: 5, maxLength: 60 }), async (behaved, todo) => {
      const run = new Run(behaved);
      for (const step of todo) await run.step(step);
      await run.finish();
      for (const request of run.requests) {
        assert.equal(request.answers, 1, `a request for ${request.model} was answered ${request.answers} times`);
        const waitedMs = (request.answeredAt ?? Number.NaN) - request.askedAt;
        const boundMs = maxWaitMs + (drainMs + 1000 + longestStopMs) + 60_000 * Number(request.model === 'far');
        assert.ok(waitedMs <= boundMs + 4000, `it waited ${waitedMs} ms`);
      }
      await Promise.all(run.starts);
      const { fleet, clock, launcher } = run.under;
      assert.ok(fleet.models().every((model) => model.waiting === 0 && model.inFlight === 0));
      const down = fleet.shutdown(0);
      await clock.advance(5000);
      await down;
      assert.equal(launcher.running, 0);
    });
    await fc.assert(walk, runs);
  });

  it('serves everybody, whatever they ask for in what order, as long as engines behave and holders let go', async () => {
    const asks = fc.array(
      fc.record({ model: fc.constantFrom('a', 'b', 'c'), minVariant: fc.nat(2), gapMs: fc.nat(400) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    const walk = fc.asyncProperty(asks, fc.constantFrom(1, 2), async (todo, count) => {
      const { ask, clock, fleet, launcher } = fleetUnderTest(
        ['a', 'b', 'c'].map((name) => modelConfig(name, { concurrency: 2, variants: variants(name, 3) })),
        { slots: count },
      );
      const open: Request[] = [];
      for (const { model, minVariant, gapMs } of todo) {
        open.push(ask(model, minVariant));
        await clock.advance(gapMs);
        for (const request of open) request.lease?.release('answered');
      }
      for (let waited = 0; waited < 60_000 && open.some((request) => !request.lease); waited += 100) {
        await clock.advance(100);
        for (const request of open) request.lease?.release('answered');
      }
      assert.ok(open.every((request) => request.lease !== null && request.answers === 1));
      assert.ok(launcher.mostRunning <= count);
      assert.ok(fleet.models().every((model) => model.inFlight === 0));
    });
    await fc.assert(walk, runs);
  });
});
