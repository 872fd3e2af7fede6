/** Whatever happens in whatever order: in the end every replica has what is wanted, and nothing else of ours. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../../server/platform/errors.ts';
import { settled } from '../fleet/fakes/virtual-clock.ts';
import type { FakeEngine } from './fakes/fake-engine.ts';
import { gguf, type LorasUnderTest, lorasUnderTest, model, root } from './fakes/lora-under-test.ts';

const models = [
  model('vllm'),
  model('far', { started: false, kind: 'sglang' }),
  model('llama', { kind: 'llama.cpp', startMs: 30 }),
];
const loraNames = ['a', 'b', 'c'];
const limits = { callMs: 2000, listMs: 500, prepareMs: 3000 };
for (const name of loraNames) for (const version of [1, 2]) gguf(`${name}-${version}`);

type Step =
  | { do: 'load'; name: string; model: string; version: number; inPlace: boolean }
  | { do: 'unload'; name: string }
  | { do: 'start'; model: string }
  | { do: 'crash' | 'stop' | 'cut-off' | 'lose' | 'hang' | 'refuse' | 'lie' | 'hide-list' | 'heal'; which: number }
  | { do: 'come-back'; which: number; restarted: boolean }
  | { do: 'disk'; full: boolean }
  | { do: 'restart-gateway' }
  | { do: 'wait'; ms: number };

const modelName = fc.constantFrom(...models.map(({ name }) => name));
const loraName = fc.constantFrom(...loraNames);
const which = fc.nat(20);
const only = <T extends string>(value: T) => fc.constant(value);
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: only('load'),
      name: loraName,
      model: modelName,
      version: fc.constantFrom(1, 2),
      inPlace: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: only('unload'), name: loraName }) },
  { weight: 6, arbitrary: fc.record({ do: only('start'), model: modelName }) },
  { weight: 8, arbitrary: fc.record({ do: only('wait'), ms: fc.constantFrom(0, 3, 12, 60, 400, 5000) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...(['crash', 'stop', 'cut-off', 'lose', 'hang', 'refuse', 'lie', 'hide-list', 'heal'] as const),
      ),
      which,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: only('come-back'), which, restarted: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: only('disk'), full: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: only('restart-gateway') }) },
);

const unwell = new AppError('storage_unavailable', 'The database cannot be used now.');

/** One walk: what is under test now (a restart of the gateway makes another), and the requests that are under way. */
class Walk {
  under: LorasUnderTest;
  readonly open = new Set<Promise<void>>();

  constructor(under: LorasUnderTest) {
    this.under = under;
  }

  async take(step: Step): Promise<void> {
    const { fleet, clock, loras, store } = this.under;
    switch (step.do) {
      case 'load': {
        const { name, model: base, version, inPlace } = step;
        const path = `${root}/${name}-${version}.gguf`;
        return this.#ask(this.under.load({ name, model: base, path, inPlace }));
      }
      case 'unload':
        return this.#ask(loras.unload(step.name));
      case 'start':
        if (fleet.live(step.model).length < 3) fleet.launch(step.model);
        return;
      case 'disk':
        store.fault = step.full ? unwell : null;
        return;
      case 'restart-gateway':
        return this.#restart();
      case 'wait':
        return clock.advance(step.ms);
      case 'come-back': {
        const away = fleet.live().filter(({ remote, state }) => remote && state === 'crashed');
        const engine = away[step.which % Math.max(1, away.length)];
        if (engine !== undefined) void fleet.comeBack(engine, step.restarted);
        return;
      }
      default:
        return this.#disturb(step.do, step.which);
    }
  }

  #disturb(what: Extract<Step, { which: number }>['do'], index: number): void {
    const { fleet } = this.under;
    const ready = fleet.ready();
    const engine = ready[index % Math.max(1, ready.length)];
    if (engine === undefined) return;
    if (what === 'crash' && !engine.remote) fleet.crash(engine);
    else if (what === 'stop' && !engine.remote) fleet.stop(engine);
    else if (what === 'cut-off' && engine.remote) fleet.cutOff(engine);
    else if (what === 'lose' && engine.kind !== 'llama.cpp') engine.has.clear();
    else if (what === 'hang') engine.fault = 'hang';
    else if (what === 'refuse') engine.refuse(loraNames[index % 3] as string, 'no memory', 'engine');
    else if (what === 'lie') engine.lies = true;
    else if (what === 'hide-list') engine.tellsList = false;
    else if (what === 'heal') heal(engine);
  }

  #ask(work: Promise<unknown>): void {
    const noted = work.then(
      () => {},
      (error: unknown) => assert.ok(error instanceof AppError, `no AppError: ${String(error)}`),
    );
    this.open.add(noted);
    void noted.finally(() => this.open.delete(noted));
  }

  /** As by a kill: what was under way is answered by nobody. */
  async #restart(): Promise<void> {
    this.open.clear();
    this.under = await this.under.restartGateway();
    for (const engine of this.under.fleet.all) if (engine.fault === null) void this.under.fleet.comeBack(engine, false);
  }

  /** Everything is well again, and time passes. */
  async end(): Promise<void> {
    const { fleet, clock, store } = this.under;
    store.fault = null;
    for (const engine of fleet.live()) {
      const wasAway = engine.remote && engine.state !== 'ready';
      if (!wasAway) heal(engine);
      else void fleet.comeBack(Object.assign(engine, { lies: false, tellsList: true }), false);
      engine.refusals.clear();
    }
    for (let waited = 0; waited < 600_000 && this.open.size > 0; waited += 50) await clock.advance(50);
    // Looking at real files takes real time, however little: on a machine that is busy, more than ten virtual minutes do.
    for (const until = performance.now() + 20_000; this.open.size > 0 && performance.now() < until; )
      await Promise.all([new Promise((resolve) => setTimeout(resolve, 1)), clock.advance(50)]);
    for (let waited = 0; waited < 700_000; waited += 5_000) await clock.advance(5_000);
    for (let look = 0; look < 200; look++) await settled();
  }
}

function heal(engine: FakeEngine): void {
  if (engine.fault === 'hang') engine.fault = null;
  engine.lies = false;
  engine.tellsList = true;
  engine.refusals.clear();
}

function assertAsWanted({ loras, fleet, store }: LorasUnderTest): void {
  const rows = [...store.rows.values()];
  assert.ok(
    rows.every(({ wanted }) => wanted),
    `rows that should be gone: ${JSON.stringify(rows.filter(({ wanted }) => !wanted))}`,
  );
  assert.deepEqual(
    loras
      .served()
      .map(({ name }) => name)
      .sort(),
    rows.map(({ name }) => name).sort(),
  );
  for (const engine of fleet.live()) {
    assert.equal(engine.state, 'ready', `${engine.id} is ${engine.state}`);
    const wanted = rows.filter((row) => row.model === engine.model);
    assert.deepEqual(
      [...engine.has.values()].sort(),
      wanted.map(({ path }) => path).sort(),
      `${engine.id} has what is wanted, and nothing else`,
    );
    for (const { name } of wanted) assert.equal(engine.loras.get(name)?.state, 'loaded', `${name} on ${engine.id}`);
    assert.equal(engine.loras.size, wanted.length);
  }
}

describe('LoRA adapters under random orders of events', () => {
  it('end in what is wanted on every replica, with every request answered', async () => {
    const numRuns = Number(process.env['LORA_RUNS'] ?? 200);
    const walk = fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40 }), async (todo) => {
      const state = new Walk(await lorasUnderTest({ models, limits }));
      for (const step of todo) await state.take(step);
      await state.end();
      assert.equal(state.open.size, 0, 'requests that nobody has answered');
      assertAsWanted(state.under);
      await state.under.loras.close();
    });
    // A failure names its seed and path, by which it can be run again.
    const seed = Number(process.env['LORA_SEED'] ?? Date.now() % 2 ** 31);
    console.log(`seed ${seed}`);
    await fc.assert(walk, { numRuns, seed });
  });
});
