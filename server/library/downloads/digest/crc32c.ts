/**
 * CRC-32C (Castagnoli), as S3 has it in `x-amz-checksum-crc32c`. `node:zlib` knows CRC-32 only. Eight bytes at a time
 * ("slicing by 8"): a table for each of the eight, so that no step waits for the one before it.
 */
const REFLECTED_POLYNOMIAL = 0x82f6_3b78;
const SLICES = 8;

/** Entry `slice * 256 + byte`: what `byte` is worth when `slice` more bytes have passed. */
const table = makeTable();

function makeTable(): Uint32Array {
  const made = new Uint32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ REFLECTED_POLYNOMIAL : value >>> 1;
    made[byte] = value;
  }
  for (let at = 256; at < made.length; at++) {
    const before = made[at - 256] as number;
    made[at] = (before >>> 8) ^ (made[before & 0xff] as number);
  }
  return made;
}

const entry = (slice: number, byte: number): number => table[(slice << 8) | byte] as number;

/** The checksum of all bytes so far, from the one before (0 at the beginning); unsigned 32 bits. */
export function crc32c(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  let at = 0;
  const wholeEnd = bytes.length - (bytes.length % SLICES);
  const byteAt = (index: number): number => bytes[index] as number;
  for (; at < wholeEnd; at += SLICES) {
    crc ^= byteAt(at) | (byteAt(at + 1) << 8) | (byteAt(at + 2) << 16) | (byteAt(at + 3) << 24);
    crc =
      entry(7, crc & 0xff) ^
      entry(6, (crc >>> 8) & 0xff) ^
      entry(5, (crc >>> 16) & 0xff) ^
      entry(4, crc >>> 24) ^
      entry(3, byteAt(at + 4)) ^
      entry(2, byteAt(at + 5)) ^
      entry(1, byteAt(at + 6)) ^
      entry(0, byteAt(at + 7));
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ entry(0, (crc ^ byteAt(at)) & 0xff);
  return ~crc >>> 0;
}
