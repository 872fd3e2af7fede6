/** Brings replicas into the state: started ones through the launcher, remote ones as they are. */
import type { ModelConfig } from '../../../platform/config/config.ts';
import type { EngineTarget } from '../../kinds/kind.ts';
import { fillPlaceholders } from '../../launchers/process/placeholders.ts';
import type { StartEffect } from '../core/effects.ts';
import { type Model, noLoras, type Replica } from '../core/state.ts';
import type { FetchedSource } from '../deps.ts';
import { newRecord } from '../views.ts';
import { announceChange, hasModel, type World } from './world.ts';

/** Where a replica of the model answers and the headers that go there. */
export function targetOf(config: ModelConfig, baseUrl: string): EngineTarget {
  const key: Record<string, string> = config.apiKey === null ? {} : { authorization: `Bearer ${config.apiKey}` };
  return { baseUrl, headers: { ...config.headers, ...key }, healthPath: config.healthPath };
}

export function startReplica(world: World, { model, variant, ask, replaces }: StartEffect): void {
  const plan = model.plans[variant];
  if (!plan || 'error' in plan) throw new Error(`variant ${variant} of ${model.name} has no command`);
  const replica = newReplica(world, model, { variant, key: plan.key, configKey: plan.configKey, remote: false });
  replica.replaces = replaces;
  model.wish = null;
  model.resting = false;
  if (ask) ask.replica = replica;
  add(world, replica);
  const { log } = world.deps;
  log.info({ engine: replica.id, model: model.name, variant }, 'engine starts');
  launch(world, replica, plan).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    world.post({ type: 'launch-failed', replica, reason: `it could not be launched: ${reason}` });
  });
}

interface Command {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function launch(world: World, replica: Replica, plan: Command): Promise<void> {
  const { config } = replica.model;
  const variant = config.variants[replica.variant];
  const engine = await world.deps.launchers.process.start({
    engineId: replica.id,
    ...filledIn(plan, replica.model.sources[replica.variant]?.fetched ?? null),
    workDir: variant?.workDir ?? process.cwd(),
    stopCommand: variant?.stopCommand ?? null,
    url: config.urls[0] ?? null,
  });
  world.post({ type: 'launched', replica, engine });
  engine.exited.then((exit) => world.post({ type: 'exited', replica, exit }));
}

/** The command with the place of the files in it, and in the environment. */
function filledIn(plan: Command, source: FetchedSource | null): Command {
  if (!source) return { command: plan.command, env: plan.env };
  const fill = (text: string) => fillPlaceholders(text, { MODEL_DIR: source.dir, MODEL_PATH: source.path });
  const env = Object.fromEntries(Object.entries(plan.env).map(([name, value]) => [name, fill(value)]));
  return { command: plan.command.map(fill), env };
}

/** Always there, so its probing starts at once. */
export function addRemote(world: World, model: Model, url: string): void {
  const variant = model.config.variants.length - 1;
  const replica = newReplica(world, model, { variant, key: url, configKey: url, remote: true });
  replica.phase = 'unready';
  replica.target = targetOf(model.config, url);
  replica.probe.nextAt = replica.startedAt;
  add(world, replica);
}

function add(world: World, replica: Replica): void {
  world.state.replicas.push(replica);
  if (hasModel(world, replica.model)) replica.model.replicas.push(replica);
  world.records.add(newRecord(replica));
  announceChange(world, replica);
}

interface Origin {
  readonly variant: number;
  readonly key: string;
  readonly configKey: string;
  readonly remote: boolean;
}

function newReplica(world: World, model: Model, origin: Origin): Replica {
  const now = world.deps.clock.now();
  return {
    id: world.newEngineId(model.name),
    model,
    ...origin,
    kind: model.config.engine,
    phase: 'starting',
    target: null,
    launched: false,
    inFlight: 0,
    room: model.room,
    turn: 0,
    failures: 0,
    failingUntil: 0,
    startedAt: now,
    readyAt: null,
    unreadySince: now,
    lastUsed: now,
    probe: { nextAt: now, running: false, misses: 0, missed: false, last: null, reason: null, seq: 0, intervalMs: 250 },
    drain: null,
    loras: noLoras,
    doubted: false,
    replaces: null,
    spared: false,
    stopSent: false,
    replace: false,
    crashed: false,
    reason: null,
    leases: { head: null },
  };
}
