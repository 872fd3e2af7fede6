/** From a plan to what a launcher is told. Pure. */
import type { DockerMount, DockerRunConfig } from '../../../../platform/config/config.ts';
import { gpuEnvironment, gpusOfContainer, noGpusInContainer } from '../../../launchers/devices/index.ts';
import type { DockerSpec, LaunchSpec } from '../../../launchers/index.ts';
import { fillPlaceholders } from '../../../launchers/process/placeholders.ts';
import type { Replica, StartablePlan } from '../../core/state.ts';
import type { FetchedSource } from '../../deps.ts';
import { adoptionKey } from './plans.ts';

export function launchSpec({ id, model, variant, gpus }: Replica, plan: StartablePlan): LaunchSpec {
  const { config, sources, images } = model;
  const isBrought = Boolean(images[variant]);
  const source = sources[variant]?.fetched ?? null;
  const ids = gpus?.ids ?? null;
  const { workDir = process.cwd(), stopCommand = null } = config.variants[variant] ?? {};
  const env =
    ids === null ? plan.env : { ...plan.env, ...(plan.docker ? noGpusInContainer(ids) : gpuEnvironment(ids)) };
  return {
    engineId: id,
    ...filledIn(plan.command, env, source),
    workDir,
    stopCommand,
    url: config.urls[0] ?? null,
    ...(plan.docker && {
      docker: containerOf(plan.docker, { ids, source, isBrought }),
      specKey: adoptionKey(model, plan),
    }),
  };
}

/** The command with the place of the files in it, and in the environment. */
function filledIn(command: readonly string[], env: Readonly<Record<string, string>>, source: FetchedSource | null) {
  if (!source) return { command, env };
  const fill = (text: string) => fillPlaceholders(text, { MODEL_DIR: source.dir, MODEL_PATH: source.path });
  const filled = Object.entries(env).map(([name, value]) => [name, fill(value)] as const);
  return { command: command.map(fill), env: Object.fromEntries(filled) };
}

interface Given {
  readonly ids: readonly number[] | null;
  readonly source: FetchedSource | null;
  readonly isBrought: boolean;
}

function containerOf(docker: DockerRunConfig, { ids, source, isBrought }: Given): DockerSpec {
  const gpus = gpusOfContainer(ids ?? []);
  const mounts = source && { mounts: withSource(docker.mounts ?? [], source) };
  // It has just been pulled, before there was room.
  const pull = isBrought && docker.pull === 'always' ? ({ pull: 'missing' } as const) : null;
  return { ...docker, ...pull, ...mounts, ...(gpus && { gpus }) };
}

/** Files that were fetched for it are seen where they are. */
function withSource(mounts: readonly DockerMount[], { dir }: FetchedSource): readonly DockerMount[] {
  if (mounts.some(({ target }) => `${dir}/`.startsWith(`${target.replace(/\/+$/, '')}/`))) return mounts;
  return [...mounts, { type: 'bind', source: dir, target: dir, readOnly: true }];
}
