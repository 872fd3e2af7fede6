import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import { createDigest } from '../../../../../server/library/downloads/digest/index.ts';
import type { Digest } from '../../../../../server/library/downloads/source.ts';

type Algorithm = Digest['algorithm'];
const algorithms: readonly Algorithm[] = ['sha256', 'sha1', 'md5', 'crc32', 'crc32c', 'crc64nvme'];

function digestOf(algorithm: Algorithm, ...pieces: readonly (string | Uint8Array)[]): string {
  const digest = createDigest(algorithm);
  for (const piece of pieces) digest.update(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return digest.hex();
}

/** Bytes that repeat in no power of two. */
const patterned = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 7)) & 0xff);

/** Bit by bit, with BigInt: what the tables must agree with. */
function slowCrc(bytes: Uint8Array, width: bigint, reflectedPolynomial: bigint): string {
  const ones = (1n << width) - 1n;
  let crc = ones;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ reflectedPolynomial : crc >> 1n;
  }
  return (crc ^ ones).toString(16).padStart(Number(width / 4n), '0');
}

describe('digests of a file in pieces', () => {
  // The check values of the catalogue of CRC algorithms (reveng), of RFC 1321, FIPS 180.
  const known: readonly (readonly [Algorithm, string, string])[] = [
    ['crc32', '123456789', 'cbf43926'],
    ['crc32c', '123456789', 'e3069283'],
    ['crc64nvme', '123456789', 'ae8b14860a799888'],
    ['md5', 'abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['sha1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ['sha256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    // RFC 3720, B.4: 32 bytes of zeros, of ones, and 0 to 31.
    ['crc32c', '\0'.repeat(32), '8a9136aa'],
    ['crc32c', Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('latin1'), '46dd794e'],
  ];
  for (const [algorithm, text, hex] of known) {
    it(`${algorithm} of ${JSON.stringify(text.slice(0, 9))} is ${hex}`, () => {
      assert.equal(digestOf(algorithm, text), hex);
    });
  }

  it('32 bytes of ones have the CRC-32C of RFC 3720', () => {
    assert.equal(digestOf('crc32c', new Uint8Array(32).fill(0xff)), '62a8ab43');
  });

  it('nothing at all has a digest too, with all its digits', () => {
    assert.equal(digestOf('crc32'), '00000000');
    assert.equal(digestOf('crc32c'), '00000000');
    assert.equal(digestOf('crc64nvme'), '0000000000000000');
    assert.equal(digestOf('md5'), 'd41d8cd98f00b204e9800998ecf8427e');
  });

  for (const algorithm of algorithms) {
    it(`${algorithm} is the same however the bytes were cut`, () => {
      const bytes = patterned(1_000);
      const whole = digestOf(algorithm, bytes);
      for (const cut of [1, 7, 8, 9, 63, 500, 999]) {
        assert.equal(digestOf(algorithm, bytes.subarray(0, cut), bytes.subarray(cut)), whole, `cut at ${cut}`);
      }
      assert.equal(digestOf(algorithm, ...Array.from(bytes, (byte) => Uint8Array.of(byte))), whole);
    });

    it(`${algorithm} knows a file from the same with one bit changed`, () => {
      const bytes = patterned(4_096);
      const other = Uint8Array.from(bytes);
      other[2_049] = (other[2_049] as number) ^ 0x10;
      assert.notEqual(digestOf(algorithm, bytes), digestOf(algorithm, other));
    });
  }

  it('the tables agree with the definition at every length around a step', () => {
    for (let length = 0; length < 40; length++) {
      const bytes = patterned(length);
      assert.equal(digestOf('crc32', bytes), slowCrc(bytes, 32n, 0xedb8_8320n), `crc32 of ${length}`);
      assert.equal(digestOf('crc32c', bytes), slowCrc(bytes, 32n, 0x82f6_3b78n), `crc32c of ${length}`);
      assert.equal(digestOf('crc64nvme', bytes), slowCrc(bytes, 64n, 0x9a6c_9329_ac4b_c9b5n), `crc64nvme of ${length}`);
    }
  });

  it('is what Node says where Node knows the algorithm', () => {
    const bytes = patterned(100_003);
    assert.equal(digestOf('crc32', bytes), crc32(bytes).toString(16).padStart(8, '0'));
    for (const algorithm of ['sha256', 'sha1', 'md5'] as const) {
      assert.equal(digestOf(algorithm, bytes), createHash(algorithm).update(bytes).digest('hex'));
    }
  });

  it('does not mind views into larger buffers', () => {
    const buffer = patterned(300);
    for (const [start, length] of [0, 1, 2, 3, 4, 5, 6, 7].flatMap((at) =>
      [0, 1, 3, 9, 101].map((n) => [at, n] as const),
    )) {
      const view = new Uint8Array(buffer.buffer, start, length);
      for (const algorithm of algorithms) {
        assert.equal(digestOf(algorithm, view), digestOf(algorithm, Uint8Array.from(view)), `${algorithm} at ${start}`);
      }
    }
  });

  it('two digests at once do not disturb each other', () => {
    const [one, other] = [createDigest('crc64nvme'), createDigest('crc64nvme')];
    one.update(Buffer.from('1234'));
    other.update(Buffer.from('something else'));
    one.update(Buffer.from('56789'));
    assert.equal(one.hex(), 'ae8b14860a799888');
  });
});
