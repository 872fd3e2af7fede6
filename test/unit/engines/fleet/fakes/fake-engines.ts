import type { EngineKind, EngineTarget, Readiness } from '../../../../../server/engines/kinds/kind.ts';
import type { LoraByRestart } from '../../../../../server/engines/kinds/lora.ts';
import type {
  EngineExit,
  LaunchedEngine,
  Launcher,
  LaunchSpec,
  LogLine,
  LogRing,
  ProcessStatus,
} from '../../../../../server/engines/launchers/launcher.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** How an engine behaves from its start on. */
export interface Behaviour {
  /** Until it answers as ready; Infinity: never. */
  readonly loadMs: number;
  readonly stopMs: number;
  /** Exits by itself this long after its start; null: it does not. */
  readonly exitsAfterMs: number | null;
  readonly exit: Partial<EngineExit>;
  readonly log: readonly string[];
}

export const wellBehaved: Behaviour = { loadMs: 1000, stopMs: 100, exitsAfterMs: null, exit: { code: 1 }, log: [] };

export class FakeEngine implements LaunchedEngine {
  readonly pid: number;
  readonly baseUrl: string;
  readonly startedAt: Date;
  readonly startedMs: number;
  readonly spec: LaunchSpec;
  readonly exited: Promise<EngineExit>;
  readonly logs: LogRing;
  readonly behaviour: Behaviour;
  readonly stops: number[] = [];
  /** Set by a test: it lives, but does not answer its health check. */
  mute = false;
  status: ProcessStatus = 'running';
  readonly #end: (exit: EngineExit) => void;
  readonly #clock: VirtualClock;
  readonly #onGone: () => void;

  constructor(spec: LaunchSpec, number: number, behaviour: Behaviour, clock: VirtualClock, onGone: () => void) {
    this.spec = spec;
    this.pid = 1000 + number;
    this.baseUrl = spec.url ?? `http://127.0.0.1:${20_000 + number}`;
    this.startedAt = clock.date();
    this.startedMs = clock.now();
    this.behaviour = behaviour;
    this.#clock = clock;
    this.#onGone = onGone;
    const { promise, resolve } = Promise.withResolvers<EngineExit>();
    this.exited = promise;
    this.#end = resolve;
    this.logs = ringOf(behaviour.log);
    if (behaviour.exitsAfterMs !== null) clock.timer(behaviour.exitsAfterMs, () => this.die(behaviour.exit));
  }

  containerId(): string | null {
    return this.spec.docker ? `container of ${this.spec.engineId}` : null;
  }

  processStatus(): ProcessStatus {
    return this.status;
  }

  readiness(): Readiness {
    if (this.mute) return { state: 'unreachable', reason: 'timed out' };
    const up = this.#clock.now() >= this.startedMs + this.behaviour.loadMs;
    return up ? { state: 'ready' } : { state: 'loading', reason: 'it loads' };
  }

  die(exit: Partial<EngineExit>): void {
    if (this.status !== 'running') return;
    this.status = exit.wanted ? 'stopped' : 'crashed';
    this.#onGone();
    this.#end({ code: null, signal: null, wanted: false, spawnError: null, ...exit });
  }

  async stop(stopTimeoutMs: number): Promise<void> {
    this.stops.push(stopTimeoutMs);
    await this.#clock.sleep(Math.min(stopTimeoutMs, this.behaviour.stopMs));
    this.die({ code: 0, wanted: true });
  }
}

function ringOf(lines: readonly string[]): LogRing {
  const all = lines.map((line, index): LogLine => ({ seq: index + 1, time: '', stream: 'stderr', line }));
  return { last: (count) => all.slice(-count), follow: () => () => {} };
}

/** Starts fake engines and keeps count of them. */
export class FakeLauncher implements Launcher {
  readonly name: 'process' | 'docker';
  readonly started: FakeEngine[] = [];
  running = 0;
  mostRunning = 0;
  /** How the next engines behave, by their command's first word. */
  behave: (spec: LaunchSpec) => Behaviour = () => wellBehaved;
  refuse: string | null = null;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock, name: 'process' | 'docker' = 'process') {
    this.#clock = clock;
    this.name = name;
  }

  async start(spec: LaunchSpec): Promise<LaunchedEngine> {
    if (this.refuse !== null) throw new Error(this.refuse);
    return this.run(spec);
  }

  /** An engine that is there from now on, whoever has started it. */
  run(spec: LaunchSpec): FakeEngine {
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    const gone = () => {
      this.running -= 1;
    };
    const number = this.started.length + (this.name === 'docker' ? 10_000 : 0);
    const engine = new FakeEngine(spec, number, this.behave(spec), this.#clock, gone);
    this.started.push(engine);
    return engine;
  }

  engine(id: string): FakeEngine {
    const engine = this.started.find((candidate) => candidate.spec.engineId === id);
    if (!engine) throw new Error(`no engine ${id}`);
    return engine;
  }

  async close(): Promise<void> {}
}

/** What answers at an address: one of the launcher's engines, or a remote one that the test describes. */
export class FakeNetwork {
  readonly remote = new Map<string, Readiness>();
  readonly probes: { readonly url: string; readonly at: number }[] = [];
  readonly #clock: VirtualClock;
  readonly #launchers: readonly FakeLauncher[];

  constructor(clock: VirtualClock, ...launchers: readonly FakeLauncher[]) {
    this.#clock = clock;
    this.#launchers = launchers;
  }

  async ready(target: EngineTarget): Promise<Readiness> {
    this.probes.push({ url: target.baseUrl, at: this.#clock.now() });
    const started = this.#launchers.flatMap((launcher) => launcher.started);
    const own = started.findLast((engine) => engine.baseUrl === target.baseUrl);
    if (own && own.status === 'running') return own.readiness();
    return this.remote.get(target.baseUrl) ?? { state: 'unreachable', reason: 'ECONNREFUSED' };
  }
}

/** LoRA adapters as llama.cpp takes them: on the command line, one `--lora=PATH` each. */
const fakeLora: LoraByRestart = {
  by: 'restart',
  lacks: () => false,
  formats: ['gguf'],
  loaded: async () => null,
  serves: () => true,
  selectors: ['lora'],
  selectBase: ({ bytes }) => bytes,
  select: ({ bytes }) => bytes,
  args: (files) => files.map((file) => `--lora=${file.path}`),
};

export function fakeKind(network: FakeNetwork, concurrency: number | null): EngineKind {
  return {
    name: 'llama.cpp',
    defaults: { readyTimeoutMs: 60_000, healthPath: '/health', concurrency },
    streamConnections: 'pooled',
    version: async () => '9.9',
    ready: (target) => network.ready(target),
    countTokens: async () => null,
    commandLine: ({ model, variant, loras }) => ({
      command: ['built', model.name, String(variant.context), ...fakeLora.args(loras ?? [])],
      env: { A: 'kind' },
    }),
    enginePath: (path) => path,
    rewriteRequest: ({ bytes }) => bytes,
    lora: fakeLora,
    normaliseError: (_status, body) => {
      throw new Error(String(body));
    },
  };
}
