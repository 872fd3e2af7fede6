import {
  createFleet,
  type Fleet,
  type FleetDeps,
  type FleetEvent,
  type Lease,
  type LeaseRequest,
  type ReplicaLora,
  type Waiting,
} from '../../../../../server/engines/fleet/index.ts';
import type { ModelConfig, VariantConfig } from '../../../../../server/platform/config/config.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import { silentLog } from '../../../../../server/platform/log.ts';
import { FakeLauncher, FakeNetwork, fakeKind } from './fake-engines.ts';
import { VirtualClock } from './virtual-clock.ts';

export function variantConfig(changes: Partial<VariantConfig> = {}): VariantConfig {
  return {
    context: 512,
    run: { by: 'command', command: ['engine'] },
    source: null,
    env: {},
    workDir: '/',
    stopCommand: null,
    readyTimeoutMs: 60_000,
    stopTimeoutMs: 10_000,
    ...changes,
  };
}

export function modelConfig(name: string, changes: Partial<ModelConfig> = {}): ModelConfig {
  return {
    name,
    aliases: [],
    engine: 'llama.cpp',
    idleUnloadMs: null,
    preload: false,
    replicas: 1,
    concurrency: null,
    maxWaitMs: 60_000,
    maxQueue: 1000,
    drainTimeoutMs: 300_000,
    reserveTokens: 512,
    variants: [variantConfig({ run: { by: 'command', command: ['engine', name] } })],
    urls: [],
    engineModel: null,
    headers: {},
    apiKey: null,
    healthPath: null,
    ...changes,
  };
}

/** Variants of 512, 1024, … tokens. */
export function variants(name: string, count: number): VariantConfig[] {
  return Array.from({ length: count }, (_, index) =>
    variantConfig({ context: 512 * 2 ** index, run: { by: 'command', command: ['engine', name, String(index)] } }),
  );
}

export function remoteModel(name: string, urls: readonly string[], changes: Partial<ModelConfig> = {}): ModelConfig {
  return modelConfig(name, { urls, variants: [variantConfig({ run: null, context: null })], ...changes });
}

export const loaded = (id = 0): ReplicaLora => ({ state: 'loaded', id, reason: null });
export const loading: ReplicaLora = { state: 'loading', id: null, reason: null };
export const failed = (message: string): ReplicaLora => ({
  state: 'failed',
  id: null,
  reason: new AppError('lora_load_failed', message),
});

/** One request as a test sees it. */
export interface Request {
  readonly model: string;
  readonly lora: string | null;
  lease: Lease | null;
  error: AppError | null;
  /** How often it was answered: 1 in the end. */
  answers: number;
  readonly askedAt: number;
  answeredAt: number | null;
  readonly waiting: Waiting | null;
  revoked: AppError | null;
}

export interface FleetUnderTest {
  readonly fleet: Fleet;
  readonly clock: VirtualClock;
  readonly launcher: FakeLauncher;
  /** What has `docker` runs there. */
  readonly docker: FakeLauncher;
  readonly network: FakeNetwork;
  readonly events: FleetEvent[];
  ask(model: string, minVariant?: number, lora?: string | null): Request;
  /** Asks and lets it be ready: the lease. */
  served(model: string, minVariant?: number, withinMs?: number, lora?: string | null): Promise<Lease>;
}

type UnderTestOptions = Partial<Omit<FleetDeps, 'models'>> & {
  /** Of the engine kind. */
  readonly concurrency?: number | null;
  readonly behave?: FakeLauncher['behave'];
  /** URLs that answer as ready, or as loading, from the start. */
  readonly ready?: readonly string[];
  readonly loading?: readonly string[];
};

export function fleetUnderTest(models: readonly ModelConfig[], options: UnderTestOptions = {}): FleetUnderTest {
  const clock = new VirtualClock();
  const launcher = new FakeLauncher(clock);
  const docker = new FakeLauncher(clock, 'docker');
  const network = new FakeNetwork(clock, launcher, docker);
  if (options.behave) {
    launcher.behave = options.behave;
    docker.behave = options.behave;
  }
  for (const url of options.ready ?? []) network.remote.set(url, { state: 'ready' });
  for (const url of options.loading ?? []) network.remote.set(url, { state: 'loading', reason: 'it loads' });
  const kind = fakeKind(network, options.concurrency ?? null);
  const fleet = createFleet({
    kinds: () => kind,
    launchers: { process: launcher, docker },
    clock,
    log: silentLog,
    models,
    slots: 1,
    random: seeded(),
    newEngineId: counter(),
    ...options,
  });
  const events: FleetEvent[] = [];
  fleet.subscribe((event) => events.push(event));
  const ask: FleetUnderTest['ask'] = (model, minVariant = 0, lora = null) =>
    askFor(fleet, clock, { model, minVariant, lora });
  const served: FleetUnderTest['served'] = async (model, minVariant = 0, withinMs = 2000, lora = null) => {
    const request = ask(model, minVariant, lora);
    for (let waited = 0; waited < withinMs && !request.lease && !request.error; waited += 10) await clock.advance(10);
    if (!request.lease) throw request.error ?? new Error(`${model} was not served within ${withinMs} ms`);
    return request.lease;
  };
  return { fleet, clock, launcher, docker, network, events, ask, served };
}

function askFor(fleet: Fleet, clock: VirtualClock, asked: LeaseRequest): Request {
  let got: Lease | Waiting;
  const { model, lora = null } = asked;
  const blank = {
    model,
    lora,
    lease: null,
    error: null,
    answers: 0,
    askedAt: clock.now(),
    answeredAt: null,
    revoked: null,
  };
  try {
    got = fleet.lease(asked);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...blank, error, answers: 1, answeredAt: clock.now(), waiting: null };
  }
  const request: Request = { ...blank, waiting: 'leave' in got ? got : null };
  const take = (lease: Lease): void => {
    request.lease = lease;
    request.answers += 1;
    request.answeredAt = clock.now();
    lease.onRevoke = (why) => {
      request.revoked = why;
    };
  };
  const refuse = (error: AppError): void => {
    request.error = error;
    request.answers += 1;
    request.answeredAt = clock.now();
  };
  if ('leave' in got) got.lease.then(take, refuse);
  else take(got);
  return request;
}

function counter(): (model: string) => string {
  let count = 0;
  return (model) => {
    count += 1;
    return `${model}-${count}`;
  };
}

/** The same numbers in each run. */
function seeded(): () => number {
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}
