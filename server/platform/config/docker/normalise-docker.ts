import { posix, resolve } from 'node:path';
import type { Check } from '../normalise/check.ts';
import type { KeyPath } from '../problems.ts';
import { parseSize } from '../values/size.ts';
import type { DockerMount, DockerRunConfig } from './docker-config.ts';
import type { DockerRunFile } from './docker-schema.ts';

export interface DockerPlace {
  readonly check: Check;
  /** Of the key `docker`. */
  readonly path: KeyPath;
  /** The command is built by the engine kind: it begins with the program. */
  readonly builtCommand: boolean;
}

export function normaliseDocker(file: DockerRunFile, { check, path, builtCommand }: DockerPlace): DockerRunConfig {
  const at = (key: keyof DockerRunFile): KeyPath => [...path, key];
  const bytes = (key: 'shm_size' | 'memory'): number | undefined => {
    const size = file[key];
    if (size === undefined) return undefined;
    const parsed = parseSize(size);
    if (parsed === null) check.problem(at(key), 'is too large');
    return parsed ?? undefined;
  };
  for (const label of Object.keys(file.labels))
    if (/^roundhouse\./i.test(label)) check.problem([...at('labels'), label], 'is the gateway’s own; choose another');
  if (builtCommand && file.entrypoint !== undefined)
    check.problem(at('entrypoint'), 'goes with command; the command that is built from model begins with its program');
  const entrypoint = builtCommand ? [''] : file.entrypoint;
  return defined({
    image: file.image,
    pull: file.pull,
    entrypoint,
    mounts: file.mounts.map((mount, index) => mountOf(mount, [...at('mounts'), index], check)),
    devices: file.devices,
    shmBytes: bytes('shm_size'),
    memoryBytes: bytes('memory'),
    network: file.network,
    containerPort: file.port,
    labels: file.labels,
    user: file.user,
    workDir: file.work_dir,
    tty: file.tty,
  });
}

/** Without what was not said. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}

function mountOf(text: string, path: KeyPath, check: Check): DockerMount {
  const [from = '', target = '', mode = 'rw'] = text.split(':');
  const readOnly = mode === 'ro';
  if (posix.normalize(target) === '/') check.problem(path, 'covers the whole image; name a folder in it');
  if (/^[.~]?\.?\//.test(from) || from === '.' || from === '..') {
    if (from.startsWith('~')) check.problem(path, 'no shell is there to say what ~ is; give the whole path');
    return { type: 'bind', source: resolve(check.baseDir, from), target, readOnly };
  }
  if (!/^[A-Za-z0-9][\w.-]+$/.test(from))
    check.problem(path, `"${from}" is neither a path (/… or ./…) nor the name of a volume`);
  return { type: 'volume', source: from, target, readOnly };
}

/** Tells where a path of the command is not one that the container sees. */
export function checkSeen(path: string, { mounts = [] }: DockerRunConfig, at: KeyPath, check: Check): void {
  const isSeen = mounts.some(({ target }) => `${posix.normalize(path)}/`.startsWith(`${target.replace(/\/+$/, '')}/`));
  if (isSeen) return;
  const folder = posix.dirname(path);
  check.problem(at, `the container does not see ${path}; mount its folder, e.g. mounts: ["${folder}:${folder}:ro"]`);
}
