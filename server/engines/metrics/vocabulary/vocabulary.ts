/**
 * The one vocabulary, as data: which of an engine's families is which of ours, by kind and version. A folder's file per
 * kind holds the data; this one says what it looks like.
 */
export type Vocabulary = readonly StandardFamily[];

export interface StandardFamily {
  /** Without a prefix; a counter ends in `_total`, as in the text. */
  readonly name: string;
  /** The engine's names, the preferred one first: the first that a scrape has is taken. */
  readonly candidates: readonly Candidate[];
  /**
   * `always`: missed as soon as it is not there. `after-traffic`: the engine shows it from its first request on, so it is
   * missed only where another such family is there. `optional`: depends on how the engine was started, never missed.
   */
  readonly presence: 'always' | 'after-traffic' | 'optional';
}

/** Which versions use a name; without a range all do. Builds of an unknown version are tried with every name. */
export interface Candidate {
  readonly name: string;
  /** The first version with it, e.g. `0.9.2`. */
  readonly from?: string;
  /** The first version without it. */
  readonly before?: string;
}

/** The engine's side of a kind. */
export interface EngineFamilies {
  /** What the engine's own families begin with, e.g. `vllm:`. */
  readonly prefix: string;
  readonly vocabulary: Vocabulary;
  /** Families under that prefix which are known and need no place in the vocabulary. Without the prefix. */
  readonly known: ReadonlySet<string>;
}

export const always = (name: string, ...candidates: readonly (string | Candidate)[]): StandardFamily =>
  family('always', name, candidates);

export const afterTraffic = (name: string, ...candidates: readonly (string | Candidate)[]): StandardFamily =>
  family('after-traffic', name, candidates);

export const optional = (name: string, ...candidates: readonly (string | Candidate)[]): StandardFamily =>
  family('optional', name, candidates);

const family = (
  presence: StandardFamily['presence'],
  name: string,
  candidates: readonly (string | Candidate)[],
): StandardFamily => ({
  name,
  presence,
  candidates: candidates.map((one) => (typeof one === 'string' ? { name: one } : one)),
});
