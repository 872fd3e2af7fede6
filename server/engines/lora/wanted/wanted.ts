/** Which LoRA adapters are wanted: the rows of the database, and what is not worth a row. Knows no engine. */
import type { LoraRecord, LoraStore } from '../lora.ts';

export interface WantedLora extends LoraRecord {
  /** Can be asked for: it was loaded once, or came from the database. */
  readonly served: boolean;
  /** Counts up with every change of what is wanted, whatever the name; never used twice. */
  readonly version: number;
  /** From the database: wanted before the gateway was started. */
  readonly restored: boolean;
}

export interface Wanted {
  get(name: string): WantedLora | null;
  all(): readonly WantedLora[];
  /** Of one model: those to have, and those to be rid of. */
  of(model: string): { readonly wanted: readonly WantedLora[]; readonly unwanted: readonly WantedLora[] };
  /** First into the database: where that throws, nothing has changed. Gives it a new version. */
  put(record: LoraRecord, served: boolean): Promise<WantedLora>;
  /** As `put`, where the database cannot be written: what holds until the gateway ends. */
  assume(record: LoraRecord, served: boolean): WantedLora;
  /** Its first load went well. */
  serve(name: string): void;
  remove(name: string): Promise<void>;
  /** The newest version there is. */
  latest(): number;
}

/** Reads the rows. Throws what the store throws. `changed` is told the name after each change. */
export async function openWanted(store: LoraStore, changed: (name: string) => void): Promise<Wanted> {
  const loras = new Map<string, WantedLora>();
  let versions = 0;
  for (const record of await store.all()) {
    versions += 1;
    loras.set(record.name, { ...record, served: true, version: versions, restored: true });
  }
  const assume: Wanted['assume'] = ({ name, model, path, source, wanted, createdAt }, served) => {
    versions += 1;
    const lora = { name, model, path, source, wanted, createdAt, served, version: versions, restored: false };
    loras.set(name, lora);
    changed(name);
    return lora;
  };
  return {
    get: (name) => loras.get(name) ?? null,
    all: () => [...loras.values()],
    of(model) {
      const own = [...loras.values()].filter((lora) => lora.model === model);
      return { wanted: own.filter((lora) => lora.wanted), unwanted: own.filter((lora) => !lora.wanted) };
    },
    async put({ name, model, path, source, wanted, createdAt }, served) {
      const record = { name, model, path, source, wanted, createdAt };
      await store.put(record);
      return assume(record, served);
    },
    assume,
    serve(name) {
      const lora = loras.get(name);
      if (lora === undefined || lora.served) return;
      loras.set(name, { ...lora, served: true });
      changed(name);
    },
    async remove(name) {
      await store.remove(name);
      loras.delete(name);
      changed(name);
    },
    latest: () => versions,
  };
}
