import type { EngineView, ReplicaLora, ReplicaState } from '../../../../../server/engines/fleet/index.ts';
import type { EngineTarget } from '../../../../../server/engines/kinds/kind.ts';
import type {
  ListedLora,
  LoraByCall,
  LoraByRestart,
  LoraCallResult,
  LoraFile,
} from '../../../../../server/engines/kinds/lora.ts';
import type { EngineKindName } from '../../../../../server/platform/config/config.ts';
import type { VirtualClock } from '../../fleet/fakes/virtual-clock.ts';

type Refusal = Extract<LoraCallResult, { readonly ok: false }>;

/** One engine: what it has, how it answers, and what the fleet believes of it. */
export class FakeEngine {
  readonly id: string;
  readonly model: string;
  readonly kind: EngineKindName;
  readonly remote: boolean;
  readonly target: EngineTarget;
  /** What it really has: path by name. Those given at the start go by their path. */
  readonly has = new Map<string, string>();
  readonly args: readonly LoraFile[];
  readonly calls: string[] = [];
  state: ReplicaState = 'starting';
  reason: string | null = null;
  /** As the fleet was told last. */
  loras: ReadonlyMap<string, ReplicaLora> = new Map();
  /** null: it answers. `hang`: it takes the connection and says nothing. */
  fault: 'hang' | 'unreachable' | null = null;
  /** How long each call takes. */
  callMs = 5;
  /** It says yes and does nothing. */
  lies = false;
  tellsPaths = true;
  tellsList = true;
  readonly refusals = new Map<string, Refusal>();

  constructor(origin: { id: string; model: string; kind: EngineKindName; remote: boolean }, args: readonly LoraFile[]) {
    this.id = origin.id;
    this.model = origin.model;
    this.kind = origin.kind;
    this.remote = origin.remote;
    this.args = args;
    this.target = { baseUrl: `http://${origin.id}`, headers: {}, healthPath: null };
    for (const { path } of args) this.has.set(path, path);
  }

  view(): EngineView {
    return {
      id: this.id,
      model: this.model,
      variant: 0,
      context: null,
      kind: this.kind,
      launcher: this.remote ? 'remote' : 'process',
      containerId: null,
      gpus: null,
      version: null,
      endpoint: null,
      pid: null,
      processStatus: null,
      state: this.state,
      inFlight: 0,
      startedAt: null,
      readyAt: null,
      reason: this.reason,
      trouble: null,
    };
  }

  /** Whether a request for the name that is sent here would be answered by it. */
  serves(name: string, path: string): boolean {
    return this.has.get(name) === path || this.has.has(path);
  }

  refuse(name: string, reason: string, fault: Refusal['fault'] = 'caller'): void {
    this.refusals.set(name, { ok: false, reason, fault, status: 400 });
  }
}

const unreachable: Refusal = { ok: false, reason: 'it does not answer', fault: 'unreachable', status: null };

/** Takes its time; a result where the engine is not there, or not in time. */
async function answered(engine: FakeEngine, { clock, isKilled }: Caller, timeoutMs: number): Promise<Refusal | null> {
  const waitMs = engine.fault === 'hang' ? timeoutMs : Math.min(engine.callMs, timeoutMs);
  await clock.sleep(waitMs);
  // Nothing happens any more to who was killed.
  if (isKilled()) await new Promise(() => {});
  const late = engine.callMs > timeoutMs;
  return engine.fault !== null || late ? unreachable : null;
}

type Find = (target: EngineTarget) => FakeEngine;

/** The gateway that asks. */
interface Caller {
  readonly clock: VirtualClock;
  readonly isKilled: () => boolean;
}

export function fakeByCall(find: Find, caller: Caller): LoraByCall {
  return {
    by: 'call',
    formats: ['peft'],
    lacks: () => false,
    selectors: [],
    serves: () => true,
    select: ({ bytes }) => bytes,
    selectBase: ({ bytes }) => bytes,
    async loaded(target, _base, timeoutMs): Promise<readonly ListedLora[] | null> {
      const engine = find(target);
      engine.calls.push('list');
      if ((await answered(engine, caller, timeoutMs)) !== null || !engine.tellsList) return null;
      return [...engine.has].map(([name, path]) => ({ name, path: engine.tellsPaths ? path : null, id: null }));
    },
    async load(target, { name, path, inPlace }, timeoutMs): Promise<LoraCallResult> {
      const engine = find(target);
      engine.calls.push(`load ${name}${inPlace ? ' in place' : ''}`);
      const fault = (await answered(engine, caller, timeoutMs)) ?? engine.refusals.get(name);
      if (fault) return fault;
      if (engine.has.has(name) && !inPlace)
        return { ok: false, reason: `${name} is loaded already`, fault: 'caller', status: 400 };
      if (!engine.lies) engine.has.set(name, path);
      return { ok: true, message: 'Success' };
    },
    async unload(target, name, timeoutMs): Promise<LoraCallResult> {
      const engine = find(target);
      engine.calls.push(`unload ${name}`);
      const fault = await answered(engine, caller, timeoutMs);
      if (fault) return fault;
      if (!engine.lies) engine.has.delete(name);
      return { ok: true, message: 'Success' };
    },
  };
}

export function fakeByRestart(find: Find, caller: Caller): LoraByRestart {
  return {
    by: 'restart',
    formats: ['gguf'],
    lacks: () => false,
    selectors: [],
    serves: () => true,
    select: ({ bytes }) => bytes,
    selectBase: ({ bytes }) => bytes,
    args: (files) => files.flatMap(({ path }) => ['--lora-scaled', `${path}:0`]),
    async loaded(target, _base, timeoutMs): Promise<readonly ListedLora[] | null> {
      const engine = find(target);
      engine.calls.push('list');
      if ((await answered(engine, caller, timeoutMs)) !== null || !engine.tellsList) return null;
      return [...engine.has.values()].map((path, id) => ({ name: null, path, id }));
    },
  };
}
