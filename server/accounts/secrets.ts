/** Tokens and keys as they are handed out: random, opaque, and known again by their hash only. */
import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const PREFIX = 'rh_';
const RANDOM_BYTES = 32;
/** Of the secret, enough for people to tell theirs apart. */
const START_LENGTH = 10;

export interface NewSecret {
  /** Shown once. */
  readonly secret: string;
  /** Hex. */
  readonly sha256: string;
  readonly start: string;
}

/** `rh_` and 48 characters: 256 random bits and a checksum. */
export function newSecret(random: (size: number) => Buffer = randomBytes): NewSecret {
  const bytes = random(RANDOM_BYTES);
  const secret = PREFIX + Buffer.concat([bytes, checksum(bytes)]).toString('base64url');
  return { secret, sha256: secretHash(secret), start: secret.slice(0, START_LENGTH) };
}

export const secretHash = (secret: string): string => hash('sha256', secret, 'hex');

/** Whether it can be one of ours at all: what is guessed is refused without asking the database. */
export function isSecret(text: string): boolean {
  if (!/^rh_[\w-]{48}$/.test(text)) return false;
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url');
  return bytes.subarray(RANDOM_BYTES).equals(checksum(bytes.subarray(0, RANDOM_BYTES)));
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
