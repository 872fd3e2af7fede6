/** What the tests of downloads share: a hub, a root, an engine whose waits between tries are short, and what it logged. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDownloads,
  type DownloadRequest,
  type Downloads,
  type DownloadsOptions,
  type DownloadView,
} from '../../../server/library/downloads/index.ts';
import { type Clock, systemClock } from '../../../server/platform/clock.ts';
import { AppError } from '../../../server/platform/errors.ts';
import type { Log } from '../../../server/platform/log.ts';
import { type Hub, type HubOptions, startHub } from '../../fakes/hub/index.ts';

/** Timers run fifty times as fast. */
const hurried: Clock = { ...systemClock, timer: (delayMs, run) => systemClock.timer(delayMs / 50, run) };

export interface Setup {
  readonly hub: Hub;
  /** Real path of the download root. */
  readonly root: string;
  readonly downloads: Downloads;
  /** Lines of JSON. */
  readonly logged: string[];
  /** Starts and waits. */
  get(request?: Partial<DownloadRequest>): Promise<DownloadView>;
  start(request?: Partial<DownloadRequest>): DownloadView;
  /** Another engine on the same root, as after a restart. */
  again(options?: Partial<DownloadsOptions>): Setup;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface SetupOptions extends Partial<DownloadsOptions> {
  readonly hub?: HubOptions | Hub;
  readonly root?: string;
}

/** The repository `org/model` is asked for, to `ROOT/model`, where a test says nothing else. */
export async function setUp(options: SetupOptions = {}): Promise<Setup> {
  const given = options.hub ?? { repos: [{ name: 'org/model', files: modelFiles() }] };
  const hub = 'url' in given ? given : await startHub(given);
  const root = options.root ?? realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-downloads-')));
  const setup = engine(hub, root, options);
  return {
    ...setup,
    async [Symbol.asyncDispose]() {
      await setup.downloads.close();
      await hub.close();
      if (options.root === undefined) rmSync(root, { recursive: true, force: true });
    },
  };
}

function engine(hub: Hub, root: string, options: Partial<DownloadsOptions>): Setup {
  const logged: string[] = [];
  const { env, ...rest } = options;
  const downloads = createDownloads({
    policy: () => ({ roots: [root], endpoints: hub.hosts, volumeRoot: null }),
    log: collect(logged),
    clock: hurried,
    ...pick(rest),
    env: { HF_ENDPOINT: hub.url, ...env },
  });
  const start = (request: Partial<DownloadRequest> = {}): DownloadView =>
    downloads.start({
      source: 'hf://org/model',
      outputDir: join(root, 'model'),
      options: {},
      maxWorkers: 4,
      keepPartial: true,
      ...request,
    });
  return {
    hub,
    root,
    downloads,
    logged,
    start,
    get: async (request) => downloads.finished(start(request).id),
    again: (more = {}) => ({
      ...engine(hub, root, { ...options, ...more }),
      [Symbol.asyncDispose]: async () => {},
    }),
    [Symbol.asyncDispose]: () => downloads.close(),
  };
}

const pick = ({
  policy,
  log,
  clock,
  random,
  disk,
  idleTimeoutMs,
}: Partial<DownloadsOptions>): Partial<DownloadsOptions> =>
  Object.fromEntries(
    Object.entries({ policy, log, clock, random, disk, idleTimeoutMs }).filter(([, value]) => value !== undefined),
  );

function collect(lines: string[]): Log {
  const add = (fields: object, message = ''): void => void lines.push(JSON.stringify({ ...fields, message }));
  const log: Log = { debug: add, info: add, warn: add, error: add, child: () => log };
  return log;
}

/** Two files in LFS, three in git, one of them empty. */
export function modelFiles(bigBytes = 300_000): Record<string, Buffer> {
  return {
    'model.safetensors': randomBytes(bigBytes),
    'nested/deep/weights.bin': randomBytes(20_000),
    'config.json': Buffer.from('{"model_type":"tiny"}'),
    'nested/notes.txt': Buffer.from('notes'),
    empty: Buffer.alloc(0),
  };
}

/** Content of the files below, by path; the marker left out. */
export function filesIn(folder: string): Record<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const found = paths.filter((path) => path !== '.roundhouse-download.json').sort();
  return Object.fromEntries(found.map((path) => [path, readFileSync(join(folder, path))]));
}

export const sorted = (files: Record<string, Buffer>): Record<string, Buffer> =>
  Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));

export const partialIn = (root: string, name = 'model'): string => join(root, `.${name}.roundhouse-partial`);
export const hasPartial = (root: string): boolean => existsSync(partialIn(root));

/** For `assert.rejects` and `assert.throws`. */
export const fails =
  (code: string, ...texts: RegExp[]) =>
  (error: unknown): true => {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== code) throw new Error(`${error.code} instead of ${code}: ${error.message}`, { cause: error });
    for (const text of texts) if (!text.test(error.message)) throw new Error(`not ${text}: ${error.message}`);
    return true;
  };

/** Resolves when a view of any download is as it should be. */
export function untilView(downloads: Downloads, isSo: (view: DownloadView) => boolean): Promise<DownloadView> {
  return new Promise((resolve) => {
    const unsubscribe = downloads.subscribe((view) => {
      if (!isSo(view)) return;
      unsubscribe();
      resolve(view);
    });
  });
}
