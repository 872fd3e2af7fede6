/** Sizes as people write them: `32MB` (decimal), `512KiB` (binary), or a plain number of bytes. */

const UNIT_BYTES: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

export const sizePattern = /^[0-9]+(\.[0-9]+)?(B|KB|MB|GB|KiB|MiB|GiB)?$/;

/** Bytes, whole; null where it is not a size or too large to count exactly. */
export function parseSize(value: string | number): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (!sizePattern.test(text)) return null;
  const unit = /[A-Za-z]+$/.exec(text)?.[0] ?? 'B';
  const bytes = Math.round(Number.parseFloat(text) * (UNIT_BYTES[unit] as number));
  return Number.isSafeInteger(bytes) ? bytes : null;
}
