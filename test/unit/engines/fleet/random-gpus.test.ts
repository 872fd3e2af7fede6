/** The promises about GPUs under random orders of events: whatever happens, these hold. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { GpusConfig, ModelConfig } from '../../../../server/platform/config/config.ts';
import { type Behaviour, type FakeEngine, wellBehaved } from './fakes/fake-engines.ts';
import { type FleetUnderTest, fleetUnderTest, type Request } from './fakes/fleet-under-test.ts';
import { gpuModel, gpusOf, gpuVariant } from './fakes/with-gpus.ts';

const machine = gpusOf(0, 1, 2);
const names = ['a', 'b', 'c', 'd', 'e'];

const requests: fc.Arbitrary<GpusConfig> = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 3 }), shared: fc.boolean() }),
  fc.record({ ids: fc.subarray([0, 1, 2], { minLength: 1 }), shared: fc.boolean() }),
  fc.constant({ ids: [] }),
);

const modelsOf = (gpus: readonly GpusConfig[]): ModelConfig[] =>
  gpus.map((request, index) => {
    const name = names[index] as string;
    // Every other one in a container.
    const variants = [gpuVariant(name, request, index % 2 === 0 ? {} : { docker: { image: 'engine:1' } })];
    return gpuModel(name, request, { variants, concurrency: 2, maxWaitMs: 8000, replicas: 1 + (index % 2) });
  });

const idsOf = ({ spec }: FakeEngine): readonly string[] => {
  const { docker, env } = spec;
  if (docker) return docker.gpus && 'ids' in docker.gpus ? docker.gpus.ids : [];
  return (env['CUDA_VISIBLE_DEVICES'] ?? '').split(',').filter(Boolean);
};

/** Two engines that run have the same GPU only where both were configured to share. */
function check({ launcher, docker }: FleetUnderTest, gpus: readonly GpusConfig[]): void {
  const running = [...launcher.started, ...docker.started].filter(({ status }) => status === 'running');
  const shares = ({ spec }: FakeEngine): boolean => gpus[names.indexOf(spec.command[1] ?? '')]?.shared ?? false;
  for (const [index, engine] of running.entries())
    for (const other of running.slice(index + 1)) {
      const both = idsOf(engine).filter((id) => idsOf(other).includes(id));
      if (both.length > 0) assert.ok(shares(engine) && shares(other), `${both} is had by two that do not share`);
    }
  for (const engine of running) {
    const request = gpus[names.indexOf(engine.spec.command[1] ?? '')] as GpusConfig;
    const count = 'ids' in request ? request.ids.length : request.count;
    assert.equal(idsOf(engine).length, count);
  }
}

const runs = { numRuns: Number(process.env['FLEET_RUNS'] ?? 150) };
const some = fc.array(requests, { minLength: 2, maxLength: names.length });

describe('under any order of events', () => {
  it('serves everybody, and no two engines have the same GPU, as long as holders let go', async () => {
    const asks = fc.array(fc.record({ which: fc.nat(), gapMs: fc.nat(600) }), { minLength: 1, maxLength: 40 });
    const walk = fc.asyncProperty(some, asks, fc.integer({ min: 1, max: 6 }), async (gpus, todo, slots) => {
      const under = fleetUnderTest(modelsOf(gpus), { slots, gpus: machine, bringImage: async () => {} });
      const open: Request[] = [];
      const step = async (ms: number): Promise<void> => {
        await under.clock.advance(ms);
        check(under, gpus);
        for (const { lease } of open) lease?.release('answered');
      };
      for (const { which, gapMs } of todo) {
        open.push(under.ask(names[which % gpus.length] as string));
        await step(gapMs);
      }
      for (let waited = 0; waited < 90_000 && open.some(({ lease }) => !lease); waited += 100) await step(100);
      for (const request of open) assert.ok(request.lease, `${request.model}: ${request.error?.message ?? 'waits'}`);
      assert.ok(under.launcher.running + under.docker.running <= slots);
      const down = under.fleet.shutdown(0);
      await under.clock.advance(2000);
      await down;
    });
    await fc.assert(walk, runs);
  });

  it('answers everybody in time though engines crash, hang, and images do not come', async () => {
    const behaviours: fc.Arbitrary<Behaviour> = fc.record({
      loadMs: fc.constantFrom(0, 500, 1500, Number.POSITIVE_INFINITY),
      stopMs: fc.constantFrom(0, 100, 400),
      exitsAfterMs: fc.constantFrom(null, null, null, 100, 2500),
      exit: fc.constant({ code: 3 }),
      log: fc.constant([]),
    });
    const plan = fc.record({
      gpus: some,
      behaved: fc.array(behaviours, { minLength: 1, maxLength: 6 }),
      images: fc.array(fc.constantFrom(true, true, false), { minLength: 1, maxLength: 4 }),
      asks: fc.array(fc.record({ which: fc.nat(), gapMs: fc.nat(900), holdMs: fc.nat(5000) }), { maxLength: 30 }),
    });
    const walk = fc.asyncProperty(plan, async ({ gpus, behaved, images, asks }) => {
      let started = 0;
      let brought = 0;
      const under = fleetUnderTest(
        modelsOf(gpus).map((model) => ({
          ...model,
          drainTimeoutMs: 1000,
          variants: model.variants.map((variant) => ({ ...variant, readyTimeoutMs: 2000, stopTimeoutMs: 500 })),
        })),
        {
          slots: 3,
          gpus: machine,
          behave: () => behaved[started++ % behaved.length] ?? wellBehaved,
          bringImage: async () => {
            if (!images[brought++ % images.length]) throw new Error('no route');
          },
        },
      );
      const open: { readonly request: Request; readonly endsAt: number }[] = [];
      const step = async (ms: number): Promise<void> => {
        await under.clock.advance(ms);
        check(under, gpus);
        for (const { request, endsAt } of open)
          if (request.revoked || under.clock.now() >= endsAt) request.lease?.release('answered');
      };
      for (const { which, gapMs, holdMs } of asks) {
        const request = under.ask(names[which % gpus.length] as string);
        open.push({ request, endsAt: under.clock.now() + holdMs });
        await step(gapMs);
      }
      for (let waited = 0; waited < 30_000; waited += 250) await step(250);
      for (const { request } of open) assert.equal(request.answers, 1, `${request.model} was not answered once`);
      const down = under.fleet.shutdown(0);
      await under.clock.advance(2000);
      await down;
      assert.equal(under.launcher.running + under.docker.running, 0);
    });
    await fc.assert(walk, runs);
  });
});
