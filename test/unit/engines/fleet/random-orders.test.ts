/** The promises of the fleet under random orders of events: whatever happens, these hold. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { FetchedSource, ReplicaLora, StartingReplica } from '../../../../server/engines/fleet/index.ts';
import type { Behaviour } from './fakes/fake-engines.ts';
import { type FleetUnderTest, fleetUnderTest, modelConfig, type Request, variants } from './fakes/fleet-under-test.ts';
import {
  behaviours,
  drainMs,
  type Fetching,
  fetches,
  longestFetchMs,
  longestStopMs,
  loraNames,
  maxWaitMs,
  models,
  type Step,
  slots,
  steps,
} from './fakes/random-steps.ts';

interface Plan {
  readonly behaved: readonly Behaviour[];
  readonly fetched: readonly Fetching[];
}

/** Only loaded ones have a number, so that a lease shows whether its LoRA adapter was. */
const loraIn = (state: ReplicaLora['state'], id: number): ReplicaLora => ({
  state,
  id: state === 'loaded' ? id : null,
  reason: null,
});

/** One run of a fleet with everything that was asked of it. */
class Run {
  readonly under: FleetUnderTest;
  readonly requests: Request[] = [];
  readonly starts: Promise<unknown>[] = [];
  /** How many LoRA adapters each model is started with. */
  readonly counts = new Map<string, number>();
  /** Replicas whose LoRA adapters are asked for and not told yet. */
  readonly doubted = new Set<string>();
  /** What went wrong where an assertion would have been taken for a fault of the engine. */
  readonly faults: string[] = [];
  #behaved = 0;
  #fetches = 0;
  #fetching = 0;

  constructor({ behaved, fetched }: Plan) {
    this.under = fleetUnderTest(models(), {
      slots,
      loraFiles: (model) => this.files(model),
      beforeReady: async (replica) => this.read(replica),
      onLoraDoubt: ({ id }) => {
        if (this.doubted.has(id)) this.faults.push('it was asked twice what it has');
        this.doubted.add(id);
      },
      fetchSource: (_, { source }) => this.fetch(source?.outputDir ?? '', fetched),
    });
    this.under.launcher.behave = () => {
      this.#behaved += 1;
      return behaved[this.#behaved % behaved.length] as Behaviour;
    };
    this.under.network.remote.set('http://far-1', { state: 'ready' });
    this.watchEngines();
  }

  files(model: string): { name: string; path: string }[] {
    return loraNames.slice(0, this.counts.get(model) ?? 0).map((name) => ({ name, path: `/loras/${name}` }));
  }

  /** What an engine has is what it was started with; a remote one has the first. */
  read({ id, model }: StartingReplica): ReadonlyMap<string, ReplicaLora> {
    this.doubted.delete(id);
    if (model === 'far') return new Map([['x', loraIn('loaded', 0)]]);
    const { command } = this.under.launcher.engine(id).spec;
    const has = loraNames.filter((name) => command.includes(`--lora=/loras/${name}`));
    return new Map(has.map((name, index) => [name, loraIn('loaded', index)]));
  }

  async fetch(dir: string, plan: readonly Fetching[]): Promise<FetchedSource> {
    const { ms, fails } = plan[this.#fetches++ % plan.length] as Fetching;
    this.#fetching += 1;
    if (this.#fetching !== 1) this.faults.push('one folder is written by two');
    // The first ones are asked for before the fleet is there.
    await Promise.resolve();
    await this.under.clock.sleep(ms);
    this.#fetching -= 1;
    if (fails) throw new Error('the hub is down');
    return { dir, path: `${dir}/model.gguf` };
  }

  /** No engine is told to stop while somebody holds a lease on it who was not told of it before. */
  watchEngines(): void {
    const { launcher } = this.under;
    const start = launcher.start.bind(launcher);
    launcher.start = async (spec) => {
      if (/MODEL|LORA_ARGS/.test(spec.command.join(' ')))
        this.faults.push('it was started before its files were there');
      const engine = await start(spec);
      const stop = engine.stop.bind(engine);
      engine.stop = async (timeoutMs) => {
        for (const request of this.held()) {
          if (request.lease?.engineId !== spec.engineId) continue;
          if (!request.revoked) this.faults.push(`${spec.engineId} was stopped under an open lease`);
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
    if (step.do === 'ask') this.requests.push(this.under.ask(step.model, step.minVariant, step.lora));
    else if (step.do === 'loras') this.tellLoras(step.which, step.states);
    else if (step.do === 'renew') {
      this.counts.set(step.model, step.count);
      fleet.renew(step.model);
    } else if (step.do === 'wait') await clock.advance(step.ms);
    else if (step.do === 'start') this.starts.push(fleet.start(step.model, null).catch((error: unknown) => error));
    else if (step.do === 'configure') fleet.configure(models(step.drop, step.context), step.slots);
    else if (step.do === 'remote') {
      network.remote.set(step.url, step.up ? { state: 'ready' } : { state: 'unreachable', reason: 'ECONNREFUSED' });
    } else this.stepOn(step.do, step.which);
    await clock.advance(0);
    assert.ok(launcher.running <= slots, 'more engines run than there are slots');
    for (const { lora, lease } of this.requests) {
      if (lease) assert.equal(lease.loraId !== null, lora !== null, 'a lease without its LoRA adapter, or with one');
    }
  }

  tellLoras(index: number, states: readonly (ReplicaLora['state'] | null)[]): void {
    const engine = pick(this.under.fleet.engines(), index);
    if (!engine) return;
    const loras = new Map<string, ReplicaLora>();
    states.forEach((state, id) => {
      if (state !== null) loras.set(loraNames[id] as string, loraIn(state, id));
    });
    this.doubted.delete(engine.id);
    this.under.fleet.setLoras(engine.id, loras);
    if (engine.state === 'ready') assert.deepEqual(this.under.fleet.lorasOf(engine.id), loras);
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
    const plan: fc.Arbitrary<Plan> = fc.record({
      behaved: fc.array(behaviours, { minLength: 1, maxLength: 8 }),
      fetched: fc.array(fetches, { minLength: 1, maxLength: 4 }),
    });
    const walk = fc.asyncProperty(plan, fc.array(steps, { minLength: 5, maxLength: 60 }), async (planned, todo) => {
      const run = new Run(planned);
      for (const step of todo) await run.step(step);
      await run.finish();
      for (const request of run.requests) {
        assert.equal(request.answers, 1, `a request for ${request.model} was answered ${request.answers} times`);
        const waitedMs = (request.answeredAt ?? Number.NaN) - request.askedAt;
        const boundMs = maxWaitMs + (drainMs + 1000 + longestStopMs) + 60_000 * Number(request.model === 'far');
        // Each configuration may bring another source, behind one that another model fetches.
        const fetchMs = 2 * longestFetchMs * (1 + todo.filter((step) => step.do === 'configure').length);
        assert.ok(waitedMs <= boundMs + 4000 + fetchMs, `it waited ${waitedMs} ms`);
      }
      assert.deepEqual(run.faults, []);
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

  it('renews under load without refusing anybody, and ends with what was wanted last on every engine', async () => {
    const renewals = fc.array(fc.record({ count: fc.nat(2), gapMs: fc.nat(2500) }), { minLength: 1, maxLength: 8 });
    const shape = fc.record({ count: fc.constantFrom(1, 2, 3), replicas: fc.constantFrom(1, 2), holdMs: fc.nat(600) });
    const walk = fc.asyncProperty(renewals, shape, async (todo, { count, replicas, holdMs }) => {
      let wanted = 0;
      const { ask, clock, fleet, launcher } = fleetUnderTest(
        [
          modelConfig('a', {
            concurrency: 2,
            replicas,
            preload: true,
            variants: models()[0]?.variants.slice(0, 1) ?? [],
          }),
        ],
        { slots: count, loraFiles: () => loraNames.slice(0, wanted).map((name) => ({ name, path: `/loras/${name}` })) },
      );
      const open: { request: Request; endsAt: number }[] = [];
      const pass = async (ms: number): Promise<void> => {
        for (let waited = 0; waited < ms; waited += 50) {
          await clock.advance(50);
          if (waited % 200 === 0) open.push({ request: ask('a'), endsAt: clock.now() + holdMs });
          for (const { request, endsAt } of open) if (clock.now() >= endsAt) request.lease?.release('answered');
        }
      };
      for (const { count: files, gapMs } of todo) {
        wanted = files;
        fleet.renew('a');
        await pass(gapMs);
      }
      await pass(12_000);
      for (const { request } of open) assert.equal(request.error, null);
      const live = launcher.started.filter((engine) => engine.status === 'running');
      assert.ok(live.length >= 1 && live.length <= replicas && launcher.mostRunning <= count);
      for (const { spec } of live)
        assert.equal(spec.command.filter((item) => item.startsWith('--lora')).length, wanted);
    });
    await fc.assert(walk, { numRuns: Math.ceil(runs.numRuns / 2) });
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
