/** `0.9.2.dev5+gabc` → [0, 9, 2]; null for what has no dotted number in front, e.g. llama.cpp's `b6123-1a2b3c4`. */
export function parseVersion(text: string | null): readonly number[] | null {
  const numbers = /^v?(\d+(?:\.\d+)+)/.exec(text ?? '')?.[1];
  return numbers === undefined ? null : numbers.split('.').map(Number);
}

/** Missing parts count as 0. */
export function isBefore(version: readonly number[], other: readonly number[]): boolean {
  for (let i = 0; i < Math.max(version.length, other.length); i++) {
    const difference = (version[i] ?? 0) - (other[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Whether the version lies in `from` ≤ version < `before`. */
export function inRange(
  version: readonly number[],
  range: { readonly from?: string; readonly before?: string },
): boolean {
  const from = parseVersion(range.from ?? null);
  const before = parseVersion(range.before ?? null);
  return !(from !== null && isBefore(version, from)) && (before === null || isBefore(version, before));
}
