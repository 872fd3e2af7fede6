/** Which families of an engine are standardised to which names, for an engine of a kind and version. Pure. */
import type { EngineKindName } from '../../../platform/config/config.ts';
import { llamaCpp } from './llama-cpp.ts';
import { patio } from './patio.ts';
import { sglang } from './sglang.ts';
import { inRange, parseVersion } from './version.ts';
import { vllm } from './vllm.ts';
import type { EngineFamilies, StandardFamily, Vocabulary } from './vocabulary.ts';

export type { EngineFamilies } from './vocabulary.ts';

/** Kinds whose `/metrics` is read. Any OpenAI-compatible server has what it has, or none: it is not asked. */
export type ScrapedKind = Exclude<EngineKindName, 'openai'>;

/** `kthena:` and `patio:` are names that users of those systems scrape already. */
export type MetricPrefix = 'roundhouse:' | 'kthena:' | 'patio:';
export const metricPrefixes: readonly MetricPrefix[] = ['roundhouse:', 'kthena:', 'patio:'];

const engines: Readonly<Record<ScrapedKind, EngineFamilies>> = {
  vllm,
  sglang,
  'llama.cpp': llamaCpp,
  embedded: llamaCpp,
};

export const isScraped = (kind: EngineKindName): kind is ScrapedKind => kind in engines;

export const engineFamilies = (kind: ScrapedKind): EngineFamilies => engines[kind];

const vocabularyOf = (prefix: MetricPrefix, kind: ScrapedKind): Vocabulary =>
  prefix === 'patio:' ? patio[kind] : engines[kind].vocabulary;

/** An engine's family becomes `name`; of several that would, the one of the lowest rank. */
export interface Target {
  readonly name: string;
  readonly rank: number;
}

/** By the engine's name of the family. */
export type Mapping = ReadonlyMap<string, readonly Target[]>;

/** `version` null or unreadable: every name that any version used is tried, in the order of preference. */
export function mappingOf(kind: ScrapedKind, version: string | null, prefixes: readonly MetricPrefix[]): Mapping {
  const targets = new Map<string, Target[]>();
  for (const prefix of prefixes)
    for (const family of vocabularyOf(prefix, kind))
      for (const [rank, name] of candidateNames(family, version).entries()) {
        const target = { name: prefix + family.name, rank };
        targets.set(name, [...(targets.get(name) ?? []), target]);
      }
  return targets;
}

/** Names of the version first. The others stay: a build may be of one version by name and of another by what it says. */
function candidateNames({ candidates }: StandardFamily, version: string | null): string[] {
  const numbers = parseVersion(version);
  const fits = candidates.filter((candidate) => numbers === null || inRange(numbers, candidate));
  return [...fits, ...candidates.filter((candidate) => !fits.includes(candidate))].map(({ name }) => name);
}

export interface Coverage {
  /** Families of the vocabulary that the engine should have shown under some name. */
  readonly missed: readonly string[];
  /** The engine's own families that this version of the map has never heard of. */
  readonly unknown: readonly string[];
}

/** What of an engine's scrape the map did not find, and what of it the map does not know. */
export function coverage(kind: ScrapedKind, families: ReadonlyMap<string, unknown>): Coverage {
  const { prefix, vocabulary, known } = engines[kind];
  const has = (family: StandardFamily): boolean => family.candidates.some(({ name }) => families.has(name));
  const busy = vocabulary.some((family) => family.presence === 'after-traffic' && has(family));
  const due = ({ presence }: StandardFamily): boolean =>
    presence === 'always' || (presence === 'after-traffic' && busy);
  const mapped = new Set(vocabulary.flatMap(({ candidates }) => candidates.map(({ name }) => name)));
  const isUnknown = (name: string): boolean =>
    name.startsWith(prefix) &&
    !mapped.has(name) &&
    !known.has(name.slice(prefix.length)) &&
    // prometheus_client tells of each family when it was made.
    !name.endsWith('_created');
  return {
    missed: vocabulary.filter((family) => due(family) && !has(family)).map(({ name }) => name),
    unknown: [...families.keys()].filter(isUnknown),
  };
}
