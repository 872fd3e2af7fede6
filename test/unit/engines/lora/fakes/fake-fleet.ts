import type { EngineView, FleetEvent, ReplicaState } from '../../../../../server/engines/fleet/index.ts';
import type { EngineTarget } from '../../../../../server/engines/kinds/kind.ts';
import type { BaseModel, LoraFleet, Loras } from '../../../../../server/engines/lora/index.ts';
import type { VirtualClock } from '../../fleet/fakes/virtual-clock.ts';
import { FakeEngine } from './fake-engine.ts';

export interface FakeModel extends BaseModel {
  /** Engines that a renewal leads to where it starts anew. */
  readonly startMs: number;
}

const drainMs = 20;
/** Ids are never used twice, also not by the fleet of the next gateway. */
let enginesMade = 0;

/** Engines without requests: they start, are prepared by the hook, crash, and are renewed one after the other. */
export class FakeFleet implements LoraFleet {
  readonly models = new Map<string, FakeModel>();
  readonly all: FakeEngine[] = [];
  /** What the next engines do when they are started: an end with this reason; null: they come up. */
  failStart: (model: string, args: readonly string[]) => string | null = () => null;
  /** Told of each engine that is made. */
  onEngine: (engine: FakeEngine) => void = () => {};
  readonly renewals: string[] = [];
  /** LoRA adapters that nobody shall wait for any more. */
  readonly refused: string[] = [];
  readonly #clock: VirtualClock;
  readonly #hooks: () => Loras['fleetHooks'];
  readonly #listeners = new Set<(event: FleetEvent) => void>();
  readonly #renewing = new Set<string>();
  killed = false;

  constructor(clock: VirtualClock, hooks: () => Loras['fleetHooks']) {
    this.#clock = clock;
    this.#hooks = hooks;
  }

  find = ({ baseUrl }: EngineTarget): FakeEngine => {
    const engine = this.all.find((it) => it.target.baseUrl === baseUrl);
    if (engine === undefined) throw new Error(`no engine at ${baseUrl}`);
    return engine;
  };

  live(model?: string): FakeEngine[] {
    const living = this.all.filter(({ state, remote }) =>
      remote ? state !== 'stopped' : state === 'ready' || state === 'starting' || state === 'draining',
    );
    return model === undefined ? living : living.filter((engine) => engine.model === model);
  }

  ready(model?: string): FakeEngine[] {
    return this.live(model).filter(({ state }) => state === 'ready');
  }

  engines(): readonly EngineView[] {
    return this.all.map((engine) => engine.view());
  }

  engine(id: string): EngineView | null {
    return this.all.find((engine) => engine.id === id)?.view() ?? null;
  }

  target(id: string): EngineTarget | null {
    return this.live().find((engine) => engine.id === id)?.target ?? null;
  }

  setLoras(id: string, loras: FakeEngine['loras']): void {
    // The engines outlive a killed gateway; what it would have said of them does not.
    if (this.killed) return;
    const engine = this.all.find((it) => it.id === id);
    if (engine?.state === 'ready') engine.loras = loras;
  }

  refuseLora(_model: string, lora: string): void {
    this.refused.push(lora);
  }

  subscribe(listener: (event: FleetEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async start(model: string): Promise<EngineView> {
    const running = this.live(model).find(({ state }) => state !== 'draining');
    return (running ?? this.launch(model)).view();
  }

  /** A new engine; ready after the time that the model takes and its hook. */
  launch(model: string): FakeEngine {
    const config = this.models.get(model);
    if (config === undefined) throw new Error(`no model ${model}`);
    const args = config.started ? this.#hooks().loraFiles(model) : [];
    enginesMade += 1;
    const origin = { id: `${model}-${enginesMade}`, model, kind: config.kind, remote: !config.started };
    const engine = new FakeEngine(origin, config.kind === 'llama.cpp' ? args : []);
    this.all.push(engine);
    this.onEngine(engine);
    this.#announce(engine);
    void this.#bringUp(engine, config.startMs);
    return engine;
  }

  crash(engine: FakeEngine, reason = 'it was ended by SIGSEGV'): void {
    engine.has.clear();
    engine.loras = new Map();
    engine.reason = reason;
    engine.fault = 'unreachable';
    this.#set(engine, 'crashed');
  }

  stop(engine: FakeEngine): void {
    engine.fault = 'unreachable';
    this.#set(engine, 'stopped');
  }

  /** A remote one that was away; `restarted`: it lost what it had. */
  async comeBack(engine: FakeEngine, restarted: boolean): Promise<void> {
    if (restarted) engine.has.clear();
    engine.fault = null;
    await this.#prepare(engine);
  }

  /** Cut off: it keeps what it has. */
  cutOff(engine: FakeEngine): void {
    engine.fault = 'unreachable';
    this.#set(engine, 'crashed');
  }

  renew(model: string): void {
    this.renewals.push(model);
    const files = this.#hooks().loraFiles(model);
    if (this.#renewing.has(model) || this.models.get(model)?.kind !== 'llama.cpp') return;
    void files;
    void this.#renewAll(model);
  }

  async #renewAll(model: string): Promise<void> {
    this.#renewing.add(model);
    for (let old = this.#outdated(model); old; old = this.#outdated(model)) {
      this.#set(old, 'draining');
      await this.#clock.sleep(drainMs);
      if (old.state !== 'draining') continue;
      this.#set(old, 'stopped');
      const next = this.launch(model);
      while (next.state === 'starting') await this.#clock.sleep(5);
    }
    this.#renewing.delete(model);
  }

  #outdated(model: string): FakeEngine | undefined {
    const wanted = JSON.stringify(this.#hooks().loraFiles(model));
    return this.live(model).find(
      (engine) => !engine.remote && engine.state === 'ready' && JSON.stringify(engine.args) !== wanted,
    );
  }

  async #bringUp(engine: FakeEngine, startMs: number): Promise<void> {
    await this.#clock.sleep(startMs);
    if (this.killed) return;
    const why = this.failStart(
      engine.model,
      engine.args.map(({ path }) => path),
    );
    if (why !== null && engine.state === 'starting') return this.crash(engine, why);
    await this.#prepare(engine);
  }

  async #prepare(engine: FakeEngine): Promise<void> {
    const { id, model, kind, target } = engine;
    const loras = await this.#hooks().beforeReady({ id, model, variant: 0, kind, target });
    if (this.killed || engine.fault === 'unreachable' || engine.state === 'ready' || engine.state === 'stopped') return;
    engine.loras = loras;
    this.#set(engine, 'ready');
  }

  #set(engine: FakeEngine, state: ReplicaState): void {
    engine.state = state;
    this.#announce(engine);
  }

  #announce(engine: FakeEngine): void {
    const event = { seq: 0, time: '', type: 'engine.state' as const, engine: engine.view(), drainCause: null };
    for (const listener of [...this.#listeners]) listener(event);
  }
}
