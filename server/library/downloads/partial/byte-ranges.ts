/** Which bytes of a file are there: half-open ranges, sorted, apart from each other. Pure. */

export type Span = readonly [start: number, end: number];

/** With one more span; neighbours grow together. */
export function withSpan(spans: readonly Span[], [start, end]: Span): Span[] {
  if (end <= start) return [...spans];
  const before = spans.filter((span) => span[1] < start);
  const after = spans.filter((span) => span[0] > end);
  const touching = spans.slice(before.length, spans.length - after.length);
  const from = Math.min(start, touching[0]?.[0] ?? start);
  const to = Math.max(end, touching.at(-1)?.[1] ?? end);
  return [...before, [from, to], ...after];
}

export function bytesIn(spans: readonly Span[]): number {
  return spans.reduce((sum, [start, end]) => sum + end - start, 0);
}

/** What is missing of `[0, size)`. */
export function gapsOf(spans: readonly Span[], size: number): Span[] {
  const gaps: Span[] = [];
  let at = 0;
  for (const [start, end] of spans) {
    if (start > at) gaps.push([at, Math.min(start, size)]);
    at = Math.max(at, end);
  }
  if (at < size) gaps.push([at, size]);
  return gaps;
}

/** Bytes from the beginning on without a gap. */
export function prefixOf(spans: readonly Span[]): number {
  const [first] = spans;
  return first !== undefined && first[0] === 0 ? first[1] : 0;
}

/** Gaps cut into parts of at most `partBytes`. */
export function cutParts(gaps: readonly Span[], partBytes: number): Span[] {
  const parts: Span[] = [];
  for (const [start, end] of gaps) {
    for (let at = start; at < end; at += partBytes) parts.push([at, Math.min(end, at + partBytes)]);
  }
  return parts;
}
