/**
 * Prometheus' text format 0.0.4 as a stream: chunks in, families and samples out. What OpenMetrics adds is understood and
 * turned into 0.0.4. A broken line costs that line. Formats:
 * https://prometheus.io/docs/instrumenting/exposition_formats/, https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
import type { Family, MetricType } from './family.ts';
import { LineReader } from './line-reader.ts';
import { isNumber, type ScannedSample, scanSample } from './scan-sample.ts';

export interface ParserEvents {
  /** A well-formed line of a sample; `line` is as it came. */
  sample(family: Family, sample: ScannedSample, line: string): void;
  /** A line of HELP or TYPE that is taken: told once for each family and keyword, before the family's samples. */
  header?(family: Family, keyword: 'HELP' | 'TYPE'): void;
}

interface FamilyState {
  name: string;
  type: MetricType;
  help: string | null;
  typed: boolean;
  sampled: boolean;
}

const TYPES: Readonly<Record<string, MetricType>> = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  summary: 'summary',
  untyped: 'untyped',
  // OpenMetrics:
  unknown: 'untyped',
  info: 'gauge',
  stateset: 'gauge',
  gaugehistogram: 'untyped',
};

const HEADER = /^#[ \t]+(HELP|TYPE)[ \t]+([a-zA-Z_:][a-zA-Z0-9_:]*)(?:[ \t]+(.*))?$/;
const PART = /_(?:bucket|sum|count)$/;

export class ExpositionParser {
  /** In the order in which they came; also those without samples. */
  readonly families = new Map<string, Family>();
  /** Lines that were left out. */
  broken = 0;
  samples = 0;
  readonly #events: ParserEvents;
  readonly #lines = new LineReader((line) => this.#line(line));
  /** Of the last sample: the next one is mostly of the same name. */
  #lastName = '';
  #lastFamily: FamilyState | null = null;

  constructor(events: ParserEvents) {
    this.#events = events;
  }

  push(chunk: Buffer | string): void {
    this.#lines.push(chunk);
  }

  end(): void {
    this.#lines.end();
  }

  #line(line: string | null): void {
    if (line === null) this.broken += 1;
    else if (line.charCodeAt(0) === 0x23) this.#comment(line);
    else if (line.trim() !== '') this.#sample(line);
  }

  #comment(line: string): void {
    const header = HEADER.exec(line);
    if (header === null) return;
    const [, keyword, name = '', text = ''] = header;
    const family = this.#family(name);
    if (keyword === 'HELP') {
      if (family.help !== null || family.sampled) return;
      family.help = validEscapes(text);
      return this.#events.header?.(family, 'HELP');
    }
    const type = TYPES[text.trim()];
    if (type === undefined) this.broken += 1;
    // A second TYPE, or one behind the samples, would make the whole text invalid.
    if (type === undefined || family.typed || family.sampled) return;
    family.type = type;
    family.typed = true;
    this.#events.header?.(family, 'TYPE');
  }

  #sample(line: string): void {
    const sample = scanSample(line.charCodeAt(0) <= 0x20 ? line.trimStart() : line);
    if (sample === null) {
      this.broken += 1;
      return;
    }
    const family = this.#familyOf(sample.name);
    const bounded = family.type === 'histogram' || family.type === 'summary';
    if (bounded && sample.bound !== null && !isNumber(sample.bound)) {
      this.broken += 1;
      return;
    }
    family.sampled = true;
    this.samples += 1;
    this.#events.sample(family, sample, line);
  }

  #familyOf(name: string): FamilyState {
    if (name === this.#lastName && this.#lastFamily !== null) return this.#lastFamily;
    this.#lastName = name;
    this.#lastFamily = this.#findFamily(name);
    return this.#lastFamily;
  }

  #findFamily(name: string): FamilyState {
    const families = this.families as Map<string, FamilyState>;
    const own = families.get(name);
    if (own !== undefined) return own;
    const whole = families.get(name.replace(PART, ''));
    if (whole?.type === 'histogram' || (whole?.type === 'summary' && !name.endsWith('_bucket'))) return whole;
    return this.#fromOpenMetrics(name) ?? this.#family(name);
  }

  /** There the family of the counter `x_total` is called `x`; here it is called what its samples are. */
  #fromOpenMetrics(name: string): FamilyState | null {
    if (!name.endsWith('_total')) return null;
    const base = (this.families as Map<string, FamilyState>).get(name.slice(0, -'_total'.length));
    if (base === undefined || base.sampled || base.type !== 'counter') return null;
    this.families.delete(base.name);
    const family = this.#family(name);
    Object.assign(family, { type: base.type, help: base.help, typed: true });
    return family;
  }

  #family(name: string): FamilyState {
    const families = this.families as Map<string, FamilyState>;
    let family = families.get(name);
    if (family === undefined) {
      family = { name, type: 'untyped', help: null, typed: false, sampled: false };
      families.set(name, family);
    }
    return family;
  }
}

/** In a help text only `\\` and `\n` are escapes: any other backslash means itself. */
const validEscapes = (help: string): string =>
  help.replace(/\\(.?)/g, (pair, letter: string) => (letter === '\\' || letter === 'n' ? pair : `\\\\${letter}`));
