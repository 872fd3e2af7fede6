/** The labels by which a gateway knows its own containers again. Anybody who may ask Docker sees them: no secrets. */
import { createHash } from 'node:crypto';
import type { LaunchSpec } from '../../launcher.ts';

export const ownerLabel = 'roundhouse.owner';
const engineLabel = 'roundhouse.engine';
const specLabel = 'roundhouse.spec';
const urlLabel = 'roundhouse.url';
const portLabel = 'roundhouse.port';
const bindLabel = 'roundhouse.bind';
const gpusLabel = 'roundhouse.gpus';

export interface OwnLabels {
  readonly engineId: string;
  readonly specKey: string;
  readonly baseUrl: string;
  /** Where it listens inside, as `${PORT}` of its command. */
  readonly port: number;
  /** Address of the Docker host that it listens on. */
  readonly bind: string;
  /** Ids of the GPUs that it was given; none where it asked for none, or for any. */
  readonly gpuIds: readonly string[];
}

export function labelsOf(
  owner: string,
  { engineId, specKey, baseUrl, port, bind, gpuIds }: OwnLabels,
): Record<string, string> {
  return {
    [ownerLabel]: owner,
    [engineLabel]: engineId,
    [specLabel]: specKey,
    [urlLabel]: baseUrl,
    [portLabel]: String(port),
    [bindLabel]: bind,
    ...(gpuIds.length > 0 ? { [gpusLabel]: gpuIds.join(',') } : {}),
  };
}

/** null: these are not the labels of a container that this launcher made for this owner. */
export function readLabels(owner: string, labels: Readonly<Record<string, string>>): OwnLabels | null {
  const { [ownerLabel]: by, [engineLabel]: engineId, [specLabel]: specKey, [urlLabel]: baseUrl } = labels;
  if (by !== owner || !engineId || !specKey || !baseUrl || !URL.canParse(baseUrl)) return null;
  const port = Number(labels[portLabel] ?? Number.NaN);
  const bind = labels[bindLabel];
  if (!Number.isInteger(port) || !bind) return null;
  return { engineId, specKey, baseUrl, port, bind, gpuIds: labels[gpusLabel]?.split(',') ?? [] };
}

/**
 * Says whether a container is still the one that is meant: the same for the same spec, whatever the engine's id. A digest:
 * the environment that goes into it holds secrets.
 */
export function specKeyOf({ command, env, stopCommand, url, docker, specKey }: LaunchSpec): string {
  return digestOf(specKey ?? JSON.stringify(sorted({ command, env, stopCommand, url, docker: docker ?? null })));
}

/** What becomes of `LaunchSpec.specKey`. */
export function digestOf(specKey: string): string {
  return createHash('sha256').update(specKey).digest('hex').slice(0, 32);
}

/** The order in which somebody wrote the fields means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]));
}
