/**
 * The LoRA adapters that are loaded, by name. Loading and unloading go one after the other; requests go on meanwhile.
 * One that was unloaded or replaced stays until the requests that it has are answered, and counts until then.
 */
import type { Embedder } from '../embedder.ts';
import type { Engine } from '../engine.ts';
import type { OneAtATime } from '../one-at-a-time.ts';
import { alreadyLoaded, nameOfBase, noSuchModel, notLoaded, tooMany } from './refusals.ts';
import { createUsers, type Users } from './users.ts';

/** What answers requests: the base model, or one LoRA adapter on it. */
export interface Runner {
  readonly engine: Engine;
  readonly embedder: Embedder;
}

export interface LoraRunner extends Runner {
  /** Gives its memory back. Nothing may run on it. */
  dispose(): Promise<void>;
}

export interface LoraFile {
  readonly name: string;
  /** Absolute path of a GGUF file. */
  readonly path: string;
}

export interface LoadedLora extends LoraFile {
  /** Seconds. */
  readonly loadedAt: number;
}

export interface LoraAdapters {
  /** Resolves when requests can ask for it. Throws RequestError; what was there before is there still then. */
  load(file: LoraFile & { readonly inPlace: boolean }): Promise<void>;
  /** No request begins with it from now on; those that have begun are answered. Throws RequestError 404. */
  unload(name: string): void;
  /** Runs with the LoRA adapter of that name, else with the base. Throws RequestError 404 for one that was unloaded. */
  use<R>(name: string | undefined, work: (runner: Runner) => Promise<R> | R): Promise<R>;
  list(): readonly LoadedLora[];
  /** Requests on all of them, those that were unloaded included. */
  readonly running: number;
  readonly waiting: number;
}

export interface LoraAdaptersOptions {
  readonly base: Runner;
  readonly baseName: string;
  readonly max: number;
  /** Throws RequestError where the file is not good for the model. */
  readonly open: (file: LoraFile) => Promise<LoraRunner>;
  readonly oneAtATime: OneAtATime;
  /** Milliseconds. */
  readonly now: () => number;
  /** Memory that could not be given back. */
  readonly onFault: (error: unknown) => void;
}

interface Entry extends LoadedLora {
  readonly runner: LoraRunner;
  readonly users: Users;
}

/** The base answers to any name, so those that were LoRA adapters are remembered: the latest of them. */
const unloadedNamesMax = 10_000;

export function createLoraAdapters(options: LoraAdaptersOptions): LoraAdapters {
  const { base, baseName, max, open, oneAtATime, now, onFault } = options;
  const loaded = new Map<string, Entry>();
  const leaving = new Set<Entry>();
  const unloaded = new Set<string>();

  async function retire(entry: Entry): Promise<void> {
    leaving.add(entry);
    await entry.users.idle();
    await oneAtATime(freeLeft);
  }

  /** Before each load too: those that are left would else wait behind many loads, and count as long. */
  async function freeLeft(): Promise<void> {
    for (const entry of leaving) {
      if (entry.users.busy) continue;
      await entry.runner.dispose().catch(onFault);
      leaving.delete(entry);
    }
  }

  function checkMayLoad({ name, inPlace }: { readonly name: string; readonly inPlace: boolean }): void {
    if (name === baseName) throw nameOfBase(name);
    const replaces = loaded.has(name);
    if (replaces && !inPlace) throw alreadyLoaded(name);
    // The new one and the old one are there together for a while: one more than `max` at the most.
    if (loaded.size + leaving.size >= (replaces ? max + 1 : max)) throw tooMany(name, max);
  }

  function remember(name: string): void {
    unloaded.add(name);
    const [oldest] = unloaded;
    if (unloaded.size > unloadedNamesMax && oldest !== undefined) unloaded.delete(oldest);
  }

  const sum = (of: (runner: LoraRunner) => number) =>
    [...loaded.values(), ...leaving].reduce((total, { runner }) => total + of(runner), 0);
  return {
    load: (file) =>
      oneAtATime(async () => {
        await freeLeft();
        checkMayLoad(file);
        const users = createUsers();
        const runner = counted(await open(file), users);
        const { name, path } = file;
        const before = loaded.get(name);
        loaded.set(name, { name, path, loadedAt: Math.floor(now() / 1_000), runner, users });
        unloaded.delete(name);
        if (before !== undefined) void retire(before);
      }),
    unload(name) {
      const entry = loaded.get(name);
      if (entry === undefined) throw notLoaded(name);
      loaded.delete(name);
      remember(name);
      void retire(entry);
    },
    async use(name, work) {
      const entry = name === undefined ? undefined : loaded.get(name);
      if (entry !== undefined) return entry.users.during(() => work(entry.runner));
      if (name !== undefined && unloaded.has(name)) throw noSuchModel(name);
      return work(base);
    },
    list: () => [...loaded.values()].map(({ name, path, loadedAt }) => ({ name, path, loadedAt })),
    get running() {
      return sum(({ engine }) => engine.pool.running);
    },
    get waiting() {
      return sum(({ engine }) => engine.pool.waiting);
    },
  };
}

/** A request of several prompts may have failed while some of them run on: each of them counts. */
function counted(runner: LoraRunner, users: Users): LoraRunner {
  const { engine } = runner;
  return { ...runner, engine: { ...engine, complete: (request) => users.during(() => engine.complete(request)) } };
}
