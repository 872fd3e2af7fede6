/** Walks through a file from its beginning in small pieces; what is skipped is not read. Numbers are little-endian. */
import type { FileBytes } from '../file-bytes.ts';

export interface ByteCursor {
  /** Bytes from the beginning of the file. */
  position(): number;
  u32(): Promise<number>;
  /** Above 2^53 it is as wrong as any size beyond the file: Infinity. */
  u64(): Promise<number>;
  f32(): Promise<number>;
  bytes(length: number): Promise<Buffer>;
  /** Throws RangeError at once where the file has not so many bytes left. */
  skip(length: number): void;
  /** Texts, each behind its length (u64): a vocabulary has hundreds of thousands. */
  skipTexts(count: number): Promise<void>;
}

const pieceBytes = 64 * 1024;

/** Every read throws RangeError at the end of the file, or when more than `maxBytes` were gone through. */
export function byteCursor(file: FileBytes, maxBytes: number): ByteCursor {
  const end = Math.min(file.size, maxBytes);
  let piece: Buffer = Buffer.alloc(0);
  let pieceStart = 0;
  let at = 0;

  const check = (length: number): void => {
    if (length <= end - at) return;
    throw new RangeError(end === file.size ? 'it ends in the middle' : `its header is larger than ${maxBytes} bytes`);
  };
  const take = async (length: number): Promise<Buffer> => {
    check(length);
    if (at < pieceStart || at + length > pieceStart + piece.length) {
      piece = await file.read(at, Math.max(length, Math.min(pieceBytes, end - at)));
      pieceStart = at;
      // The file was cut while it was read.
      if (piece.length < length) throw new RangeError('it ends in the middle');
    }
    const from = at - pieceStart;
    at += length;
    return piece.subarray(from, from + length);
  };
  /** How many of the texts lie in the piece that was read; goes behind them without waiting for anything. */
  const skipHere = (count: number): number => {
    let skipped = 0;
    while (skipped < count && at >= pieceStart && at + 8 <= pieceStart + piece.length) {
      const from = at - pieceStart;
      if (piece.readUInt32LE(from + 4) !== 0) break;
      const length = 8 + piece.readUInt32LE(from);
      if (length > end - at) break;
      at += length;
      skipped += 1;
    }
    return skipped;
  };
  const u64 = async (): Promise<number> => {
    const value = (await take(8)).readBigUInt64LE();
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(value);
  };
  const skip = (length: number): void => {
    check(length);
    at += length;
  };
  return {
    position: () => at,
    u32: async () => (await take(4)).readUInt32LE(),
    u64,
    f32: async () => (await take(4)).readFloatLE(),
    bytes: take,
    skip,
    async skipTexts(count) {
      for (let left = count; left > 0; left -= 1 + skipHere(left - 1)) skip(await u64());
    },
  };
}
