/** Wires the parts of the LoRA adapters: requests, what is wanted, the replicas, and the look after them. */
import { AppError } from '../../platform/errors.ts';
import type { StartingReplica } from '../fleet/index.ts';
import { type ChangeParts, forgetIfGone, takeOut } from './change.ts';
import { createChanges } from './changes.ts';
import { baseOf, type LoadParts, loadFiles } from './load.ts';
import type { LoadLora, LoadOutcome, LoraFleet, Loras, LoraView } from './lora.ts';
import { createPending, type Pending } from './pending.ts';
import type { LoraDeps } from './ports.ts';
import { type Repair, startRepair } from './repair.ts';
import { Replicas } from './replica/replicas.ts';
import { placeFault } from './request/lora-place.ts';
import { createSerial, type Serial } from './serial.ts';
import { SourceLoads } from './source-loads.ts';
import { viewOf } from './views.ts';
import { usableFiles } from './wanted/lora-files.ts';
import { openWanted, type Wanted } from './wanted/wanted.ts';

/**
 * Reads what is wanted from the store; make the fleet with its hooks then, and give it by `attach`. Throws
 * `storage_unavailable`.
 */
export async function createLoras(deps: LoraDeps): Promise<Loras> {
  const changes = createChanges(
    (name) => loras.get(name),
    (name) => wanted.get(name)?.served === true,
  );
  const wanted = await openWanted(deps.store, (name) => changes.named(name));
  const loras = new LoraAdapters(deps, wanted, changes);
  return loras;
}

class LoraAdapters implements Loras {
  readonly fleetHooks: Loras['fleetHooks'];
  readonly #deps: LoraDeps;
  readonly #wanted: Wanted;
  readonly #changes: ReturnType<typeof createChanges>;
  readonly #pending: Pending;
  readonly #replicas: Replicas;
  readonly #serial: Serial = createSerial();
  readonly #closing = new AbortController();
  readonly #sources: SourceLoads;
  /** Names whose row is about to be looked at. */
  readonly #forgetting = new Set<string>();
  readonly #parts: LoadParts & ChangeParts;
  #repair: Repair | null = null;
  #detach: () => void = () => {};

  constructor(deps: LoraDeps, wanted: Wanted, changes: ReturnType<typeof createChanges>) {
    this.#deps = deps;
    this.#wanted = wanted;
    this.#changes = changes;
    this.#pending = createPending((name) => changes.named(name));
    this.#replicas = new Replicas(deps, wanted, (model) => this.#replicasChanged(model));
    this.#parts = {
      deps,
      wanted,
      pending: this.#pending,
      replicas: this.#replicas,
      serial: this.#serial,
      onChange: changes.onModel,
      replacing: new Map(),
      closing: this.#closing.signal,
    };
    this.#sources = new SourceLoads(this.#parts);
    this.fleetHooks = {
      loraFiles: (model) => {
        this.#replicas.planned(model);
        const support = this.#replicas.support(model);
        if (support === null) return [];
        const allowed = wanted.of(model).wanted.filter((lora) => placeFault(lora, deps) === null);
        return usableFiles(allowed, support);
      },
      beforeReady: (replica) => this.#replicas.prepare(replica),
      onLoraDoubt: (replica: StartingReplica) => this.#repair?.doubt(replica),
    };
  }

  attach(fleet: LoraFleet): void {
    this.#detach = this.#replicas.attach(fleet);
    const { deps, wanted, replicas } = this.#parts;
    this.#repair = startRepair({ deps, wanted, replicas, forget: (name) => this.#forget(name) });
    this.reconfigured();
  }

  async load(request: LoadLora): Promise<LoadOutcome> {
    return this.#unlessClosing(async () => {
      const base = baseOf(request, this.#parts);
      const { name, source, path } = request;
      if (source !== null) return this.#loadFromSource({ ...request, source }, base);
      this.#sources.assertFree(name, request, base.name);
      if (path === null) {
        throw new AppError('invalid_request', '`lora_path` or `source` is needed.', { param: 'lora_path' });
      }
      await loadFiles(request, base, { path, source: null }, this.#parts);
      this.#pending.remove(name);
      return this.#done(name);
    });
  }

  async unload(name: string): Promise<LoraView> {
    return this.#unlessClosing(async () => {
      const view = this.get(name);
      if (view === null) throw notFound(name);
      this.#sources.abort(name);
      await this.#serial.run(`name ${name}`, async () => {
        const lora = this.#wanted.get(name);
        if (lora !== null) await this.#serial.run(`model ${lora.model}`, () => takeOut(lora, this.#parts));
      });
      return this.get(name) ?? { ...view, downloadId: null, wanted: false, state: 'unloading', replicas: [] };
    });
  }

  list(): readonly LoraView[] {
    const names = new Set([...this.#wanted.all().map(({ name }) => name), ...this.#pending.names()]);
    return [...names].map((name) => this.get(name)).filter((view) => view !== null);
  }

  get(name: string): LoraView | null {
    return viewOf(name, this.#parts);
  }

  subscribe(listener: (view: LoraView) => void): () => void {
    return this.#changes.subscribe(listener);
  }

  served(): readonly { readonly name: string; readonly model: string }[] {
    return this.#wanted
      .all()
      .filter((lora) => lora.wanted && lora.served)
      .map(({ name, model }) => ({ name, model }));
  }

  reconfigured(): void {
    for (const { name, wanted } of this.#wanted.all()) {
      this.#changes.named(name);
      if (!wanted) void this.#forget(name);
    }
  }

  /** What somebody was still waiting for is not kept: its caller is told that it failed. */
  async close(): Promise<void> {
    const why = new AppError('shutting_down', 'The gateway is shutting down.');
    this.#closing.abort(why);
    this.#repair?.close();
    this.#replicas.close();
    this.#detach();
    this.#sources.close(why);
    const unfinished = this.#wanted.all().filter((lora) => lora.wanted && !lora.served);
    const replaced = [...this.#parts.replacing.values()];
    await Promise.allSettled([
      ...unfinished.map(({ name }) => this.#wanted.remove(name)),
      ...replaced.map((lora) => this.#wanted.put(lora, lora.served)),
    ]);
  }

  async #loadFromSource(
    request: LoadLora & { readonly source: string },
    base: ReturnType<typeof baseOf>,
  ): Promise<LoadOutcome> {
    const { download, done } = this.#sources.start(request, base);
    const lora = this.get(request.name);
    if (request.async && download.state !== 'completed' && lora !== null) return { done: false, lora, download };
    await done;
    return this.#done(request.name);
  }

  #done(name: string): LoadOutcome {
    const lora = this.get(name);
    if (lora === null)
      throw new AppError('lora_not_found', `"${name}" was unloaded meanwhile.`, { param: 'lora_name' });
    const count = lora.replicas.filter(({ state }) => state === 'loaded').length;
    const where =
      count > 0
        ? `is loaded on ${count} ${count === 1 ? 'engine' : 'engines'}`
        : `is loaded before the first request, as no engine of model "${lora.model}" runs now`;
    return { done: true, lora, message: `Success: LoRA adapter '${name}' ${where}.` };
  }

  #replicasChanged(model: string): void {
    for (const lora of this.#wanted.all()) {
      if (lora.model !== model) continue;
      this.#changes.named(lora.name);
      if (!lora.wanted) void this.#forget(lora.name);
    }
    this.#changes.modelChanged(model);
  }

  /** In its turn: a load may have made it wanted again by then. */
  async #forget(name: string): Promise<void> {
    const model = this.#wanted.get(name)?.model;
    if (model === undefined || this.#closing.signal.aborted || this.#forgetting.has(name)) return;
    this.#forgetting.add(name);
    const inTurn = () => {
      this.#forgetting.delete(name);
      return this.#serial.run(`model ${model}`, () => forgetIfGone(name, this.#parts));
    };
    await this.#serial.run(`name ${name}`, inTurn).catch((error: unknown) => {
      this.#deps.log.error({ lora: name, err: error }, 'the row of a LoRA adapter could not be removed yet');
    });
  }

  async #unlessClosing<T>(work: () => Promise<T>): Promise<T> {
    const { signal } = this.#closing;
    signal.throwIfAborted();
    const closed = Promise.withResolvers<never>();
    const abort = (): void => closed.reject(signal.reason);
    signal.addEventListener('abort', abort);
    try {
      return await Promise.race([work(), closed.promise]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

function notFound(name: string): AppError {
  const shown = name.slice(0, 200);
  return new AppError('lora_not_found', `There is no LoRA adapter "${shown}". GET /v1/lora_adapters lists them.`, {
    param: 'lora_name',
  });
}
