/** Families of many sources under one head each, as the text format wants it. In the order of their first coming. */
import { type FamilyBlock, type MetricType, renderFamily } from './text/family.ts';

interface Entry {
  type: MetricType;
  help: string | null;
  readonly lines: string[];
}

const PART = /_(?:bucket|sum|count)$/;

export class FamilyTable {
  readonly #entries = new Map<string, Entry>();

  /** Lines of a family that is there under another type make it `untyped`: no number is lost, and none is misread. */
  add({ name, type, help, lines }: FamilyBlock): void {
    const entry = this.#entries.get(name);
    if (entry === undefined) {
      this.#entries.set(name, { type, help, lines: [...lines] });
      return;
    }
    if (entry.type !== type) entry.type = 'untyped';
    entry.help ??= help;
    for (const line of lines) entry.lines.push(line);
  }

  render(): string {
    this.#keepPartsApart();
    return [...this.#entries].map(([name, entry]) => renderFamily({ name, ...entry })).join('');
  }

  /** A family called like a part of a histogram (`x_count` beside the histogram `x`) would be read as that part. */
  #keepPartsApart(): void {
    for (const name of this.#entries.keys()) {
      if (!PART.test(name)) continue;
      const whole = this.#entries.get(name.replace(PART, ''));
      if (whole?.type === 'histogram' || whole?.type === 'summary') whole.type = 'untyped';
    }
  }
}
