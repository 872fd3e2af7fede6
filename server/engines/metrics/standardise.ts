/**
 * One engine's metrics for its sidecar: the engine's own text as it comes, and behind it the families of the vocabulary
 * under each wanted prefix. Only those few are kept until the end, as a preferred name may come after another.
 */
import { type ScrapeOptions, scrape } from './scrape.ts';
import { withAdvice } from './scrape-advice.ts';
import { StandardFamilies } from './standard-families.ts';
import { type Family, renderFamily, renderHelp } from './text/family.ts';
import { ExpositionParser } from './text/parser.ts';
import type { ScannedSample } from './text/scan-sample.ts';
import { coverage, type MetricPrefix, mappingOf, type ScrapedKind } from './vocabulary/index.ts';

export interface StandardiseOptions {
  readonly kind: ScrapedKind;
  /** null: unknown; then every name that any version used is tried. */
  readonly version: string | null;
  readonly prefixes: readonly MetricPrefix[];
}

/** Bytes in, text out. Pure. */
export class Standardiser {
  readonly #options: StandardiseOptions;
  readonly #families: StandardFamilies;
  readonly #parser = new ExpositionParser({
    header: (family, keyword) => this.#header(family, keyword),
    sample: (family, sample, line) => this.#sample(family, sample, line),
  });
  #out: string[] = [];

  constructor(options: StandardiseOptions) {
    this.#options = options;
    this.#families = new StandardFamilies(mappingOf(options.kind, options.version, options.prefixes));
  }

  /** What of the engine's text can be passed on now. */
  push(chunk: Buffer | string): string {
    this.#parser.push(chunk);
    return this.#taken();
  }

  /** The rest. `whole` false: the engine did not answer, or not to the end; its numbers are then not standardised. */
  end(whole: boolean): string {
    if (whole) this.#parser.end();
    const { samples, broken } = this.#parser;
    const up = whole && (samples > 0 || broken === 0);
    const blocks = up ? this.#families.blocks() : [];
    return this.#taken() + blocks.map(renderFamily).join('') + this.#about(up);
  }

  #header({ name, type, help }: Family, keyword: 'HELP' | 'TYPE'): void {
    this.#out.push(keyword === 'HELP' ? renderHelp(name, help) : `# TYPE ${name} ${type}\n`);
  }

  #sample(family: Family, sample: ScannedSample, line: string): void {
    const labels = sample.labels === '' ? '' : `{${sample.labels}}`;
    const rest = `${labels} ${sample.value}${sample.timestamp === null ? '' : ` ${sample.timestamp}`}`;
    this.#out.push(`${sample.hasExemplar ? sample.name + rest : line}\n`);
    this.#families.add(family, sample.name.slice(family.name.length), rest);
  }

  #taken(): string {
    const text = this.#out.join('');
    this.#out = [];
    return text;
  }

  #about(up: boolean): string {
    const gauge = (name: string, help: string, value: number): string =>
      renderFamily({ name, type: 'gauge', help, lines: [`${name} ${value}`] });
    const ups = this.#options.prefixes.map((prefix) =>
      gauge(`${prefix}up`, '1 if the metrics of the engine were read.', Number(up)),
    );
    if (!up) return ups.join('');
    const { missed, unknown } = coverage(this.#options.kind, this.#parser.families);
    return [
      ...ups,
      gauge(
        'roundhouse_metrics_families_missed',
        'Families of the vocabulary that the engine should have shown and did not.',
        missed.length,
      ),
      gauge(
        'roundhouse_metrics_families_unknown',
        'Families of the engine that the vocabulary has never heard of.',
        unknown.length,
      ),
    ].join('');
  }
}

export interface StandardisedScrape extends StandardiseOptions, Omit<ScrapeOptions, 'onChunk'> {
  /** Gets the text piece by piece; a promise is awaited before more is read. */
  readonly write: (text: string) => unknown;
}

/**
 * Reads an engine's metrics and writes them standardised. An engine that does not answer leaves `…:up 0`. Resolves to why
 * it could not be read; null: it was. Throws what `write` throws.
 */
export async function writeStandardised({ write, ...options }: StandardisedScrape): Promise<string | null> {
  const standardiser = new Standardiser(options);
  let fault: { readonly error: unknown } | null = null;
  const failed = await scrape({
    ...options,
    async onChunk(chunk) {
      const text = standardiser.push(chunk);
      if (text === '') return;
      try {
        await write(text);
      } catch (error) {
        fault = { error };
        throw error;
      }
    },
  });
  if (fault !== null) throw (fault as { readonly error: unknown }).error;
  await write(standardiser.end(failed === null));
  return failed === null ? null : withAdvice(options.kind, failed);
}
