/**
 * CRC-64/NVME, as S3 has it in `x-amz-checksum-crc64nvme` (what its clients send by default, and the one checksum that an
 * upload in parts has of the whole object). Eight bytes at a time, as two halves of 32 bits: BigInt would be some hundred times slower.
 */
import type { RunningDigest } from './running-digest.ts';

const REFLECTED_POLYNOMIAL = 0x9a6c_9329_ac4b_c9b5n;
const SLICES = 8;

interface Tables {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** Entry `slice * 256 + byte`: what `byte` is worth when `slice` more bytes have passed. Made when first needed. */
let tables: Tables | null = null;

function makeTables(): Tables {
  const whole: bigint[] = [];
  for (let byte = 0n; byte < 256n; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ REFLECTED_POLYNOMIAL : value >> 1n;
    whole.push(value);
  }
  for (let at = 256; at < SLICES * 256; at++) {
    const before = whole[at - 256] as bigint;
    whole.push((before >> 8n) ^ (whole[Number(before & 0xffn)] as bigint));
  }
  return {
    low: Uint32Array.from(whole, (value) => Number(value & 0xffff_ffffn)),
    high: Uint32Array.from(whole, (value) => Number(value >> 32n)),
  };
}

/** A running CRC-64/NVME; 16 digits. */
export function createCrc64Nvme(): RunningDigest {
  tables ??= makeTables();
  const state = { low: 0xffff_ffff, high: 0xffff_ffff };
  const made = tables;
  return {
    update: (bytes) => advance(state, bytes, made),
    hex: () => digits(~state.high) + digits(~state.low),
  };
}

const digits = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

function advance(state: { low: number; high: number }, bytes: Uint8Array, { low, high }: Tables): void {
  let a = state.low;
  let b = state.high;
  let at = 0;
  const byteAt = (index: number): number => bytes[index] as number;
  const wholeEnd = bytes.length - (bytes.length % SLICES);
  for (; at < wholeEnd; at += SLICES) {
    a ^= byteAt(at) | (byteAt(at + 1) << 8) | (byteAt(at + 2) << 16) | (byteAt(at + 3) << 24);
    b ^= byteAt(at + 4) | (byteAt(at + 5) << 8) | (byteAt(at + 6) << 16) | (byteAt(at + 7) << 24);
    // The first byte has seven more to pass, the last one none.
    const [i7, i6, i5, i4] = [
      0x700 | (a & 0xff),
      0x600 | ((a >>> 8) & 0xff),
      0x500 | ((a >>> 16) & 0xff),
      0x400 | (a >>> 24),
    ];
    const [i3, i2, i1, i0] = [0x300 | (b & 0xff), 0x200 | ((b >>> 8) & 0xff), 0x100 | ((b >>> 16) & 0xff), b >>> 24];
    a = four(low, i7, i6, i5, i4) ^ four(low, i3, i2, i1, i0);
    b = four(high, i7, i6, i5, i4) ^ four(high, i3, i2, i1, i0);
  }
  for (; at < bytes.length; at++) {
    const index = (a ^ byteAt(at)) & 0xff;
    a = ((a >>> 8) | (b << 24)) ^ (low[index] as number);
    b = (b >>> 8) ^ (high[index] as number);
  }
  state.low = a;
  state.high = b;
}

/** The exclusive or of four entries. */
function four(table: Uint32Array, i: number, j: number, k: number, l: number): number {
  return (table[i] as number) ^ (table[j] as number) ^ (table[k] as number) ^ (table[l] as number);
}
