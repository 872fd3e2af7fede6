import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createLoras,
  type LoadLora,
  type LoadOutcome,
  type LoraDeps,
  type LoraLimits,
  type Loras,
} from '../../../../../server/engines/lora/index.ts';
import type { LoraRecord, LoraStore } from '../../../../../server/engines/lora/lora.ts';
import type { DownloadRequest, DownloadView } from '../../../../../server/library/downloads/downloads.ts';
import { AppError } from '../../../../../server/platform/errors.ts';
import { silentLog } from '../../../../../server/platform/log.ts';
import { settled, VirtualClock } from '../../fleet/fakes/virtual-clock.ts';
import { type FakeEngine, fakeByCall, fakeByRestart } from './fake-engine.ts';
import { FakeFleet, type FakeModel } from './fake-fleet.ts';

export const root = realpathSync(mkdtempSync(join(tmpdir(), 'lora-root-')));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));

/** A file that an engine could be started with. */
export function gguf(name: string): string {
  const path = join(root, `${name}.gguf`);
  writeFileSync(path, 'GGUF');
  return path;
}

export function model(name: string, changes: Partial<FakeModel> = {}): FakeModel {
  return {
    name,
    kind: 'vllm',
    engineModel: name,
    files: null,
    started: true,
    command: null,
    takesLoraArgs: true,
    startMs: 50,
    ...changes,
  };
}

/** Rows that outlive the gateway; `fault` makes the next calls reject. */
export class FakeStore implements LoraStore {
  readonly rows: Map<string, LoraRecord>;
  fault: AppError | null = null;
  killed = false;
  constructor(rows = new Map<string, LoraRecord>()) {
    this.rows = rows;
  }
  async all(): Promise<readonly LoraRecord[]> {
    return [...this.rows.values()];
  }
  async put(record: LoraRecord): Promise<void> {
    await null;
    this.#check();
    this.rows.set(record.name, record);
  }
  async remove(name: string): Promise<void> {
    await null;
    this.#check();
    this.rows.delete(name);
  }
  /** Nothing is written any more by who was killed. */
  #check(): void {
    if (this.killed) throw new AppError('storage_unavailable', 'killed');
    if (this.fault !== null) throw this.fault;
  }
}

/** Downloads that a test ends when it likes. */
export class FakeDownloads {
  readonly started: DownloadRequest[] = [];
  readonly #ends: PromiseWithResolvers<DownloadView>[] = [];

  shown({ source }: Pick<DownloadRequest, 'source'>): string {
    return source;
  }

  start(request: DownloadRequest): DownloadView {
    this.started.push(request);
    this.#ends.push(Promise.withResolvers<DownloadView>());
    return this.#view(this.started.length, 'downloading');
  }

  finished(id: string, signal?: AbortSignal): Promise<DownloadView> {
    const end = this.#ends[Number(id.slice(3)) - 1];
    if (end === undefined) throw new Error(`no download ${id}`);
    const aborted = Promise.withResolvers<never>();
    signal?.addEventListener('abort', () => aborted.reject(signal.reason));
    return Promise.race([end.promise, aborted.promise]);
  }

  complete(count = this.started.length): void {
    this.#ends[count - 1]?.resolve(this.#view(count, 'completed'));
  }

  fail(error: AppError, count = this.started.length): void {
    this.#ends[count - 1]?.reject(error);
  }

  #view(count: number, state: DownloadView['state']): DownloadView {
    const request = this.started[count - 1] as DownloadRequest;
    return {
      id: `dl-${count}`,
      source: request.source,
      outputDir: request.outputDir,
      state,
      bytesTotal: null,
      bytesDone: 0,
      bytesPerSecond: 0,
      etaSeconds: null,
      files: [],
      error: null,
      startedAt: '',
      endedAt: null,
    };
  }
}

export interface LorasUnderTest {
  readonly loras: Loras;
  readonly fleet: FakeFleet;
  readonly clock: VirtualClock;
  readonly store: FakeStore;
  readonly downloads: FakeDownloads;
  load(changes: Partial<LoadLora> & { readonly name: string }): Promise<LoadOutcome>;
  /** Lets time pass until the promise has settled; at most ten minutes. */
  passing<T>(work: Promise<T>): Promise<T>;
  /** Lets time pass until it is so; at most ten minutes. Some steps look at real files, which takes real time. */
  until(isSo: () => boolean): Promise<void>;
  /** The gateway is killed, and started anew on the same rows; engines that we start go with it, remote ones stay. */
  restartGateway(): Promise<LorasUnderTest>;
}

interface Options {
  readonly models: readonly FakeModel[];
  readonly store?: FakeStore;
  readonly clock?: VirtualClock;
  readonly limits?: Partial<LoraLimits>;
  readonly deps?: Partial<LoraDeps>;
  /** Remote ones that were there before. */
  readonly engines?: readonly FakeEngine[];
  readonly taken?: readonly string[];
  readonly aliases?: Readonly<Record<string, string>>;
}

export async function lorasUnderTest(options: Options): Promise<LorasUnderTest> {
  const clock = options.clock ?? new VirtualClock();
  const store = options.store ?? new FakeStore();
  const downloads = new FakeDownloads();
  const fleet = new FakeFleet(clock, () => loras.fleetHooks);
  for (const each of options.models) fleet.models.set(each.name, each);
  const caller = { clock, isKilled: () => fleet.killed };
  const [byCall, byRestart] = [fakeByCall(fleet.find, caller), fakeByRestart(fleet.find, caller)];
  const loras: Loras = await createLoras({
    kinds: (kind) => ({ lora: kind === 'openai' ? null : kind === 'llama.cpp' ? byRestart : byCall }),
    store,
    downloads,
    baseModel: (name) => fleet.models.get(options.aliases?.[name] ?? name) ?? null,
    bases: () => [...fleet.models.values()].filter(({ kind }) => kind !== 'openai').map(({ name }) => name),
    names: { taken: (name) => fleet.models.has(name) || (options.taken ?? []).includes(name) },
    roots: () => [root],
    insideRoots: (path) => {
      if (path.startsWith(`${root}/`)) return path;
      throw new AppError('path_not_allowed', `"${path}" is outside.`, { param: 'output_dir' });
    },
    inspect: async (path) => ({
      format: 'peft',
      path,
      rank: 8,
      alpha: 8,
      architecture: null,
      baseModel: null,
      tensors: null,
    }),
    check: async () => {},
    clock,
    log: silentLog,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...options.deps,
  });
  fleet.all.push(...(options.engines ?? []));
  loras.attach(fleet);
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let waited = 0; !isSo(); waited += 10) {
      assert.ok(waited < 600_000, `it is not so after ten minutes: ${isSo}`);
      await clock.advance(10);
    }
  };
  const passing = async <T>(work: Promise<T>): Promise<T> => {
    let done = false;
    const end = (): void => {
      done = true;
    };
    work.then(end, end);
    await settled();
    for (let waited = 0; !done && waited < 600_000; waited += 50) await clock.advance(50);
    assert.ok(done, 'it is not over after ten minutes');
    return work;
  };
  const load: LorasUnderTest['load'] = (changes) =>
    loras.load({
      path: changes.source ? null : `${root}/${changes.name}`,
      source: null,
      outputDir: null,
      options: {},
      maxWorkers: 8,
      async: false,
      model: null,
      inPlace: false,
      mayBe: () => true,
      ...changes,
    });
  const restartGateway = async (): Promise<LorasUnderTest> => {
    const engines = fleet.all.filter(({ remote, state }) => remote && state !== 'stopped');
    for (const engine of engines) engine.state = 'starting';
    fleet.killed = true;
    store.killed = true;
    void loras.close();
    return lorasUnderTest({
      ...options,
      store: new FakeStore(store.rows),
      clock,
      engines,
      models: [...fleet.models.values()],
    });
  };
  return { loras, fleet, clock, store, downloads, load, passing, until, restartGateway };
}

/** The AppError that a promise rejects with. */
export async function refusal(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AppError, `no AppError: ${String(error)}`);
  return error;
}
