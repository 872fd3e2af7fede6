/** Digests of files that arrive in pieces: one face for the cryptographic ones and for the checksums of S3. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Digest } from '../source.ts';
import { crc32c } from './crc32c.ts';
import { createCrc64Nvme } from './crc64-nvme.ts';
import type { RunningDigest } from './running-digest.ts';

export type { RunningDigest } from './running-digest.ts';

/** For every algorithm that a source may promise. Memory does not grow with the file. */
export function createDigest(algorithm: Digest['algorithm']): RunningDigest {
  switch (algorithm) {
    case 'crc32':
      return createCrc32Digest(crc32);
    case 'crc32c':
      return createCrc32Digest(crc32c);
    case 'crc64nvme':
      return createCrc64Nvme();
    case 'sha256':
    case 'sha1':
    case 'md5':
      return createHashDigest(algorithm);
  }
}

function createHashDigest(algorithm: 'sha256' | 'sha1' | 'md5'): RunningDigest {
  const hash = createHash(algorithm);
  return {
    update(bytes) {
      hash.update(bytes);
    },
    hex: () => hash.digest('hex'),
  };
}

function createCrc32Digest(next: (bytes: Uint8Array, value: number) => number): RunningDigest {
  let value = 0;
  return {
    update(bytes) {
      value = next(bytes, value);
    },
    hex: () => value.toString(16).padStart(8, '0'),
  };
}
