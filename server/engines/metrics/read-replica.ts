/** Reads one replica's metrics: its numbers under the vocabulary's names and under its own, both with its labels. */
import type { ScrapeOptions } from './scrape.ts';
import { scrape } from './scrape.ts';
import { withAdvice } from './scrape-advice.ts';
import { StandardFamilies } from './standard-families.ts';
import { exportLabels, type Family, type FamilyBlock, renderLabels } from './text/family.ts';
import { ExpositionParser } from './text/parser.ts';
import type { ScannedSample } from './text/scan-sample.ts';
import { type Coverage, coverage, type Mapping, mappingOf, type ScrapedKind } from './vocabulary/index.ts';

export interface ReplicaNumbers {
  readonly standard: readonly FamilyBlock[];
  readonly originals: readonly FamilyBlock[];
  readonly coverage: Coverage;
  /** Lines that could not be read and are left out. */
  readonly brokenLines: number;
}

export interface ReadOptions extends Pick<ScrapeOptions, 'target' | 'timeoutMs' | 'maxBytes'> {
  readonly kind: ScrapedKind;
  readonly version: string | null;
  readonly labels: Readonly<Record<string, string>>;
}

/** Never throws. Half a scrape is none: half a histogram would be wrong. */
export async function readReplica(options: ReadOptions): Promise<ReplicaNumbers | { readonly failed: string }> {
  const { kind, version, labels } = options;
  const collector = new LabelledFamilies(mappingOf(kind, version, ['roundhouse:']), labels);
  const parser = new ExpositionParser(collector);
  const failed = await scrape({ ...options, path: '/metrics', onChunk: (chunk) => parser.push(chunk) });
  if (failed !== null) return { failed: withAdvice(kind, failed) };
  parser.end();
  if (parser.samples === 0 && parser.broken > 0) return { failed: '/metrics is not in the text format of Prometheus' };
  return {
    standard: collector.standard.blocks(),
    originals: collector.originals(parser.families.values()),
    coverage: coverage(kind, parser.families),
    brokenLines: parser.broken,
  };
}

const ours = /^roundhouse[:_]/;

/** What a replica's labels do to its samples. */
export class LabelledFamilies {
  readonly standard: StandardFamilies;
  readonly #names: readonly string[];
  readonly #labels: string;
  readonly #lines = new Map<Family, string[]>();

  constructor(mapping: Mapping, labels: Readonly<Record<string, string>>) {
    this.standard = new StandardFamilies(mapping);
    this.#names = Object.keys(labels);
    this.#labels = renderLabels(labels);
  }

  sample(family: Family, sample: ScannedSample): void {
    const clash = this.#names.some((name) => sample.labelNames.includes(name));
    const own = clash ? exportLabels(sample.labels, this.#names) : sample.labels;
    const time = sample.timestamp === null ? '' : ` ${sample.timestamp}`;
    const rest = `{${own}${own === '' ? '' : ','}${this.#labels}} ${sample.value}${time}`;
    this.standard.add(family, sample.name.slice(family.name.length), rest);
    let lines = this.#lines.get(family);
    if (lines === undefined) {
      lines = [];
      this.#lines.set(family, lines);
    }
    lines.push(sample.name + rest);
  }

  /** Families without samples have a head all the same. Those in our own words (a sidecar's, say) are made here anew. */
  originals(families: Iterable<Family>): FamilyBlock[] {
    const foreign = [...families].filter(({ name }) => !ours.test(name));
    return foreign.map((family) => ({
      name: family.name,
      type: family.type,
      help: family.help,
      lines: this.#lines.get(family) ?? [],
    }));
  }
}
