/**
 * Brings replicas to what is wanted, one step at a time for each, and keeps what they said. It decides nothing about what
 * is wanted; it never leaves a replica with more than its last answer.
 */

import type { ReplicaLora, StartingReplica } from '../../fleet/index.ts';
import type { LoraSupport } from '../../kinds/lora.ts';
import type { LoraFleet } from '../lora.ts';
import { defaultLimits, type LoraDeps, type LoraLimits } from '../ports.ts';
import { placeFault } from '../request/lora-place.ts';
import { createSerial } from '../serial.ts';
import type { Wanted, WantedLora } from '../wanted/wanted.ts';
import { type KnownReplica, nothingKnown, type SyncResult } from './known.ts';
import { loadFailed } from './lora-fault.ts';
import { failed, syncByCall } from './sync-by-call.ts';
import { syncByRestart } from './sync-by-restart.ts';
import { takesNone } from './takes-none.ts';

export interface SyncOptions {
  readonly doubt?: boolean;
  readonly eager?: boolean;
}

export class Replicas {
  readonly limits: LoraLimits;
  readonly #deps: LoraDeps;
  readonly #wanted: Wanted;
  /** Told when something about the LoRA adapters of a model may have changed. */
  readonly #changed: (model: string) => void;
  readonly #lanes = createSerial();
  readonly #known = new Map<string, KnownReplica>();
  /** Version of what was wanted when command lines were last made: by model, and by engine. */
  readonly #planned = new Map<string, number>();
  readonly #startedWith = new Map<string, number>();
  /** From their hook's call until the fleet has them in service. */
  readonly #preparing = new Set<string>();
  /** How many are in line for each replica. */
  readonly #asked = new Map<string, number>();
  #fleet: LoraFleet | null = null;
  #closed = false;

  constructor(deps: LoraDeps, wanted: Wanted, changed: (model: string) => void) {
    this.#deps = deps;
    this.#wanted = wanted;
    this.#changed = changed;
    this.limits = { ...defaultLimits, ...deps.limits };
  }

  get fleet(): LoraFleet | null {
    return this.#fleet;
  }

  /** Returns what ends the watching. */
  attach(fleet: LoraFleet): () => void {
    this.#fleet = fleet;
    for (const { id, model } of fleet.engines()) this.#seen(id, model);
    return fleet.subscribe(({ engine }) => {
      const { id, model, state } = engine;
      this.#seen(id, model);
      if (state === 'ready' || state === 'draining') this.#preparing.delete(id);
      // The map that `beforeReady` gave may be older than what was done since.
      if (state === 'ready' && this.#known.has(id)) this.#tellFleet(id);
      else if (fleet.target(id) === null && state !== 'starting') this.#forget(id);
      this.#changed(model);
    });
  }

  /** The command line of the model's next engines is made now, of what is wanted now. */
  planned(model: string): void {
    this.#planned.set(model, this.#wanted.latest());
  }

  close(): void {
    this.#closed = true;
  }

  support(model: string): LoraSupport | null {
    const base = this.#deps.baseModel(model);
    return base === null ? null : this.#deps.kinds(base.kind).lora;
  }

  known(id: string): KnownReplica | null {
    return this.#known.get(id) ?? null;
  }

  /** Those that take requests for the model. */
  ready(model: string): StartingReplica[] {
    return this.#living(model, (state) => state === 'ready');
  }

  /** Those that are about to: their hook was called. */
  preparing(model: string): StartingReplica[] {
    return this.#living(model, (state, id) => state !== 'ready' && this.#preparing.has(id));
  }

  /** Whether an engine that is not ours cannot be reached now: it may still have what is to go. */
  anyAway(model: string): boolean {
    const fleet = this.#fleet;
    if (fleet === null) return false;
    return fleet
      .engines()
      .some((it) => it.model === model && it.launcher === 'remote' && it.state !== 'ready' && fleet.target(it.id));
  }

  /** Something is under way for it, perhaps for long. */
  busy(id: string): boolean {
    return this.#asked.has(id);
  }

  /** Brings one to what is wanted at the moment of its turn. Never rejects. */
  async sync(replica: StartingReplica, options: SyncOptions = {}): Promise<SyncResult> {
    const { id } = replica;
    this.#asked.set(id, (this.#asked.get(id) ?? 0) + 1);
    const result = await this.#lanes.run(id, async () => {
      if (this.#closed) return this.#known.get(id) ?? nothingKnown;
      const found = await this.#syncNow(replica, options);
      this.#know(replica, found);
      return found;
    });
    const left = (this.#asked.get(id) ?? 1) - 1;
    if (left === 0) this.#asked.delete(id);
    else this.#asked.set(id, left);
    return result;
  }

  /** For the fleet: the replica waits for this before its first request, but not for ever. Never rejects. */
  async prepare(replica: StartingReplica): Promise<ReadonlyMap<string, ReplicaLora>> {
    const { wanted, unwanted } = this.#wanted.of(replica.model);
    this.#seen(replica.id, replica.model);
    if (!this.#known.has(replica.id)) this.#known.set(replica.id, { ...nothingKnown, replica });
    this.#preparing.add(replica.id);
    if (wanted.length + unwanted.length === 0) return new Map();
    const work = this.sync(replica, { doubt: true, eager: true });
    const late = Promise.withResolvers<null>();
    const cancel = this.#deps.clock.timer(this.limits.prepareMs, () => late.resolve(null));
    const result = await Promise.race([work, late.promise]);
    cancel();
    if (result === null) this.#giveUpWaiting(replica);
    return this.#known.get(replica.id)?.loras ?? new Map();
  }

  async #syncNow(replica: StartingReplica, options: SyncOptions): Promise<SyncResult> {
    const base = this.#deps.baseModel(replica.model);
    const support = this.support(replica.model);
    const { wanted, unwanted } = this.#wanted.of(replica.model);
    const known = this.#known.get(replica.id)?.loras ?? nothingKnown.loras;
    const ask = {
      engineId: replica.id,
      target: replica.target,
      baseModel: base?.engineModel ?? replica.model,
      wanted,
      unwanted,
      known,
      doubt: options.doubt ?? false,
      eager: options.eager ?? false,
      placeFault: (lora: WantedLora) => placeFault(lora, this.#deps),
      now: () => this.#deps.clock.now(),
      limits: this.limits,
    };
    if (wanted.length + unwanted.length === 0) return { ...nothingKnown, listed: true };
    if (support === null || base === null) return takesNone(ask);
    if (support.by === 'call') return syncByCall({ ...ask, support });
    const plannedVersion = this.#startedWith.get(replica.id) ?? 0;
    return syncByRestart({ ...ask, support, plannedVersion, started: base.started });
  }

  #seen(id: string, model: string): void {
    if (!this.#startedWith.has(id)) this.#startedWith.set(id, this.#planned.get(model) ?? 0);
  }

  #know(replica: StartingReplica, result: SyncResult): void {
    if (this.#fleet?.target(replica.id) === null) return;
    for (const [name, { state, reason, tries }] of result.loras) {
      if (state !== 'failed' || tries !== 1) continue;
      this.#deps.log.warn(
        { engine: replica.id, model: replica.model, lora: name, reason: reason?.message },
        'LoRA adapter failed',
      );
    }
    this.#known.set(replica.id, { ...result, replica });
    if (this.#fleet?.engine(replica.id)?.state === 'ready') this.#tellFleet(replica.id);
    this.#changed(replica.model);
  }

  #tellFleet(id: string): void {
    const known = this.#known.get(id);
    if (known !== undefined) this.#fleet?.setLoras(id, known.loras);
  }

  /** The work goes on: when it ends, what it found is in force. */
  #giveUpWaiting(replica: StartingReplica): void {
    const { loras: known = nothingKnown.loras } = this.#known.get(replica.id) ?? {};
    const seconds = Math.round(this.limits.prepareMs / 1000);
    const reason = loadFailed(`The engine did not take its LoRA adapters within ${seconds} s.`, replica.id);
    const ask = { known, now: () => this.#deps.clock.now() };
    const { wanted } = this.#wanted.of(replica.model);
    const loras = new Map(wanted.map((lora) => [lora.name, failed(ask, lora, reason)]));
    this.#know(replica, { ...nothingKnown, loras });
  }

  #forget(id: string): void {
    this.#known.delete(id);
    this.#preparing.delete(id);
    this.#startedWith.delete(id);
  }

  #living(model: string, wants: (state: string, id: string) => boolean): StartingReplica[] {
    const fleet = this.#fleet;
    if (fleet === null) return [];
    return fleet.engines().flatMap(({ id, model: of, variant, kind, state }) => {
      const target = of === model && wants(state, id) ? fleet.target(id) : null;
      return target === null ? [] : [{ id, model, variant, kind, target }];
    });
  }
}
