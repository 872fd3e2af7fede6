import { ExpositionParser } from '../../../../../server/engines/metrics/text/parser.ts';

export interface Parsed {
  /** `name type` of each family, in order. */
  readonly families: readonly string[];
  /** `family | name labels value`. */
  readonly samples: readonly string[];
  /** `HELP name` and `TYPE name` where they are passed on. */
  readonly headers: readonly string[];
  readonly helps: Readonly<Record<string, string | null>>;
  readonly broken: number;
}

/** What the parser tells of the chunks. */
export function parse(...chunks: readonly (string | Buffer)[]): Parsed {
  const samples: string[] = [];
  const headers: string[] = [];
  const parser = new ExpositionParser({
    sample: (family, { name, labels, value, timestamp }) =>
      samples.push([family.name, '|', name, labels, value, timestamp].filter((part) => part).join(' ')),
    header: ({ name }, keyword) => headers.push(`${keyword} ${name}`),
  });
  for (const chunk of chunks) parser.push(chunk);
  parser.end();
  const families = [...parser.families.values()];
  return {
    families: families.map(({ name, type }) => `${name} ${type}`),
    samples,
    headers,
    helps: Object.fromEntries(families.map(({ name, help }) => [name, help])),
    broken: parser.broken,
  };
}

/** Cuts bytes at the given places (any numbers; they are taken modulo the length). */
export function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}
