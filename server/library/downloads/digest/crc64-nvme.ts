/**
 * CRC-64/NVME, as S3 has it in `x-amz-checksum-crc64nvme` (what its clients send by default, and the one checksum that an
 * upload in parts has of the whole object). Eight bytes at a time, as two halves of 32 bits: BigInt would be some hundred times slower.
 */
import type { RunningDigest } from './running-digest.ts';

const REFLECTED_POLYNOMIAL = 0x9a6c_9329_ac4b_c9b5n;
const SLICES = 8;

/** Entry `slice * 256 + byte`: what `byte` is worth when `slice` more bytes have passed. Signed: faster than unsigned ones. */
interface Tables {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Made when first needed. */
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
    low: Int32Array.from(whole, (value) => Number(BigInt.asIntN(32, value))),
    high: Int32Array.from(whole, (value) => Number(BigInt.asIntN(32, value >> 32n))),
  };
}

interface State {
  low: number;
  high: number;
}

/** A running CRC-64/NVME; 16 digits. */
export function createCrc64Nvme(): RunningDigest {
  tables ??= makeTables();
  const state: State = { low: -1, high: -1 };
  const made = tables;
  return {
    update(bytes) {
      // Words are read where they may be: at multiples of four in the memory.
      const headEnd = Math.min(bytes.length, -bytes.byteOffset & 3);
      const pairs = (bytes.length - headEnd) >>> 3;
      byBytes(state, bytes.subarray(0, headEnd), made);
      if (pairs > 0) byWords(state, new Int32Array(bytes.buffer, bytes.byteOffset + headEnd, pairs * 2), made);
      byBytes(state, bytes.subarray(headEnd + pairs * 8), made);
    },
    hex: () => digits(~state.high) + digits(~state.low),
  };
}

const digits = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

function byBytes(state: State, bytes: Uint8Array, { low, high }: Tables): void {
  for (const byte of bytes) {
    const index = (state.low ^ byte) & 0xff;
    state.low = ((state.low >>> 8) | (state.high << 24)) ^ (low[index] as number);
    state.high = (state.high >>> 8) ^ (high[index] as number);
  }
}

/** An even number of words, little-endian as all machines are that Node runs on. */
function byWords(state: State, words: Int32Array, { low, high }: Tables): void {
  let a = state.low;
  let b = state.high;
  for (let at = 0; at < words.length; at += 2) {
    a ^= words[at] as number;
    b ^= words[at + 1] as number;
    // The first of the eight bytes has seven more to pass, the last one none.
    const i7 = 0x700 | (a & 0xff);
    const i6 = 0x600 | ((a >>> 8) & 0xff);
    const i5 = 0x500 | ((a >>> 16) & 0xff);
    const i4 = 0x400 | (a >>> 24);
    const i3 = 0x300 | (b & 0xff);
    const i2 = 0x200 | ((b >>> 8) & 0xff);
    const i1 = 0x100 | ((b >>> 16) & 0xff);
    const i0 = b >>> 24;
    a = four(low, i7, i6, i5, i4) ^ four(low, i3, i2, i1, i0);
    b = four(high, i7, i6, i5, i4) ^ four(high, i3, i2, i1, i0);
  }
  state.low = a;
  state.high = b;
}

/** The exclusive or of four entries. */
function four(table: Int32Array, i: number, j: number, k: number, l: number): number {
  return (table[i] as number) ^ (table[j] as number) ^ (table[k] as number) ^ (table[l] as number);
}
