/** Families of many sources under one head each, as the text format wants it. In the order of their first coming. */
import { type FamilyBlock, type MetricType, renderFamily } from './text/family.ts';

interface Entry {
  type: MetricType;
  help: string | null;
  lines: string[];
}

const PART = /_(?:bucket|sum|count)$/;

const hasParts = (type: MetricType): boolean => type === 'histogram' || type === 'summary';

export class FamilyTable {
  readonly #entries = new Map<string, Entry>();
  /** Histograms and summaries that cannot be told as such: not all sources mean the same by the name. */
  readonly #broken = new Set<string>();

  /** Lines of a family that is there under another type make it `untyped`: no number is lost, and none is misread. */
  add({ name, type, help, lines }: FamilyBlock): void {
    const entry = this.#entries.get(name);
    if (entry === undefined) {
      this.#entries.set(name, { type, help, lines: [...lines] });
      return;
    }
    if (entry.type !== type) {
      if (hasParts(entry.type) || hasParts(type)) this.#broken.add(name);
      entry.type = 'untyped';
    }
    entry.help ??= help;
    for (const line of lines) entry.lines.push(line);
  }

  render(): string {
    this.#findPartsOfOthers();
    for (const name of this.#broken) this.#takeApart(name);
    this.#broken.clear();
    return [...this.#entries].map(([name, entry]) => renderFamily({ name, ...entry })).join('');
  }

  /** A family called like a part of a histogram (`x_count` beside the histogram `x`) would be read as that part. */
  #findPartsOfOthers(): void {
    for (const name of this.#entries.keys()) {
      const whole = PART.test(name) ? name.replace(PART, '') : '';
      const type = this.#entries.get(whole)?.type;
      if (type !== undefined && hasParts(type)) this.#broken.add(whole);
    }
  }

  /** Each part becomes a family of its own, or joins the one that is called so. */
  #takeApart(name: string): void {
    const entry = this.#entries.get(name) as Entry;
    const lines = entry.lines;
    Object.assign(entry, { type: 'untyped', lines: [] });
    for (const line of lines) {
      const own = line.slice(0, line.search(/[{ \t]/));
      let part = this.#entries.get(own);
      if (part === undefined) {
        part = { type: 'untyped', help: entry.help, lines: [] };
        this.#entries.set(own, part);
      }
      part.lines.push(line);
    }
  }
}
