import { createFleet, type Fleet, type Lease, type Waiting } from '../../../server/engines/fleet/index.ts';
import type { EngineTarget } from '../../../server/engines/kinds/kind.ts';
import { createLoras, type LoadOutcome, type Loras } from '../../../server/engines/lora/index.ts';
import type { EngineKindName } from '../../../server/platform/config/config.ts';
import { silentLog } from '../../../server/platform/log.ts';
import { FakeLauncher, FakeNetwork, fakeKind } from '../../unit/engines/fleet/fakes/fake-engines.ts';
import { modelConfig, variantConfig } from '../../unit/engines/fleet/fakes/fleet-under-test.ts';
import { VirtualClock } from '../../unit/engines/fleet/fakes/virtual-clock.ts';
import { FakeEngine, fakeByCall, fakeByRestart } from '../../unit/engines/lora/fakes/fake-engine.ts';
import { FakeDownloads, FakeStore, gguf, model, root } from '../../unit/engines/lora/fakes/lora-under-test.ts';

export interface FleetAndLoras {
  readonly fleet: Fleet;
  readonly loras: Loras;
  readonly clock: VirtualClock;
  readonly launcher: FakeLauncher;
  /** What the engine at the address has; made of its command line when it is first asked. */
  loraEngine(target: EngineTarget): FakeEngine;
  load(name: string): Promise<LoadOutcome>;
  /** A lease for the LoRA adapter (null: the base model), with the time that it takes. */
  lease(lora: string | null): Promise<Lease>;
  until(isSo: () => boolean): Promise<void>;
  passing<T>(work: Promise<T>): Promise<T>;
}

/** The real fleet and the real LoRA adapters, with engines and time that are not. */
export async function fleetAndLoras(kind: EngineKindName, slots: number, replicas = 1): Promise<FleetAndLoras> {
  const clock = new VirtualClock();
  const launcher = new FakeLauncher(clock);
  const network = new FakeNetwork(clock, launcher);
  const engines = new Map<string, FakeEngine>();
  const loraEngine = ({ baseUrl }: EngineTarget): FakeEngine => {
    const known = engines.get(baseUrl);
    if (known !== undefined) return known;
    const words = launcher.started.findLast((engine) => engine.baseUrl === baseUrl)?.spec.command ?? [];
    const paths = words.filter((word) => word.endsWith('.gguf:0')).map((word) => word.slice(0, -2));
    const args = paths.map((path) => ({ name: path, path }));
    const engine = new FakeEngine({ id: baseUrl, model: 'base', kind, remote: false }, args);
    engines.set(baseUrl, engine);
    return engine;
  };
  const caller = { clock, isKilled: () => false };
  const lora = kind === 'llama.cpp' ? fakeByRestart(loraEngine, caller) : fakeByCall(loraEngine, caller);
  const base = model('base', { kind });
  const loras = await createLoras({
    kinds: () => ({ lora }),
    store: new FakeStore(),
    downloads: new FakeDownloads(),
    baseModel: () => base,
    bases: () => ['base'],
    names: { taken: () => false },
    roots: () => [root],
    insideRoots: (path) => path,
    inspect: async (path) => ({
      format: 'peft',
      path,
      rank: 1,
      alpha: 1,
      architecture: null,
      baseModel: null,
      tensors: null,
    }),
    check: async () => {},
    clock,
    log: silentLog,
  });
  let made = 0;
  const engineKind = { ...fakeKind(network, null), lora };
  const command = ['engine', '${LORA_ARGS}'];
  const fleet = createFleet({
    kinds: () => engineKind,
    launchers: { process: launcher },
    clock,
    log: silentLog,
    models: [
      modelConfig('base', { engine: kind, replicas, variants: [variantConfig({ run: { by: 'command', command } })] }),
    ],
    slots,
    random: () => 0.5,
    newEngineId: (name) => {
      made += 1;
      return `${name}-${made}`;
    },
    ...loras.fleetHooks,
  });
  loras.attach(fleet);
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let waited = 0; !isSo(); waited += 10) {
      if (waited > 600_000) throw new Error(`it is not so after ten minutes: ${isSo}`);
      await clock.advance(10);
    }
  };
  const passing = async <T>(work: Promise<T>): Promise<T> => {
    let over = false;
    const end = (): void => {
      over = true;
    };
    work.then(end, end);
    await until(() => over);
    return work;
  };
  const load = (name: string): Promise<LoadOutcome> =>
    loras.load({
      name,
      path: gguf(name),
      source: null,
      outputDir: null,
      options: {},
      maxWorkers: 1,
      async: false,
      model: null,
      inPlace: false,
      mayBe: () => true,
    });
  const lease = (name: string | null): Promise<Lease> => {
    const got: Lease | Waiting = fleet.lease({ model: 'base', minVariant: 0, lora: name });
    return 'leave' in got ? passing(got.lease) : Promise.resolve(got);
  };
  return { fleet, loras, clock, launcher, loraEngine, load, lease, until, passing };
}
