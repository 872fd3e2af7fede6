/** Passwords as argon2id hashes: what they cost, and how many are computed at once. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../platform/errors.ts';
import { type Argon2Cost, argon2id } from './argon2id.ts';
import { createTurnstile } from './turnstile.ts';

/** `who` asks: a network, or what else takes turns with the others. Rejects with `login_limited` where too many wait. */
export interface Passwords {
  /** In the PHC string format. */
  hash(password: string, who?: string): Promise<string>;
  /** `stored` null: there is no such user; takes as long as if there were. */
  verify(password: string, stored: string | null, who?: string): Promise<boolean>;
}

export interface PasswordsOptions {
  /** For tests. */
  readonly cost?: Argon2Cost;
  /** Computed at once; each takes `memoryKib` and a thread. */
  readonly atOnce?: number;
  readonly maxWaiting?: number;
}

/** https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html: 19 MiB, 2 passes, 1 lane. */
const OWASP: Argon2Cost = { memoryKib: 19_456, passes: 2, lanes: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

interface HashSort {
  readonly size: number;
  readonly cost: Argon2Cost;
}

/** Whoever manages users; no network is called so. */
const MANAGEMENT = '';

export const MIN_PASSWORD = 8;
export const MAX_PASSWORD = 1024;

export function createPasswords({ cost = OWASP, atOnce = 2, maxWaiting = 64 }: PasswordsOptions = {}): Passwords {
  const turnstile = createTurnstile(atOnce, maxWaiting, tooMany);
  const compute = (who: string, password: string, salt: Buffer, { size, cost }: HashSort): Promise<Buffer> =>
    turnstile(who, () => argon2id(Buffer.from(password.normalize('NFC')), salt, size, cost));
  return {
    async hash(password, who = MANAGEMENT) {
      const salt = randomBytes(SALT_BYTES);
      return toPhc(cost, salt, await compute(who, password, salt, { size: HASH_BYTES, cost }));
    },
    async verify(password, stored, who = MANAGEMENT) {
      const known = stored === null ? null : fromPhc(stored);
      const salt = known?.salt ?? randomBytes(SALT_BYTES);
      const sort = { size: known?.hash.length ?? HASH_BYTES, cost: known?.cost ?? cost };
      const computed = await compute(who, password, salt, sort);
      return known !== null && timingSafeEqual(computed, known.hash);
    },
  };
}

const tooMany = (): AppError =>
  new AppError('login_limited', 'Too many passwords are being checked now; try again in a moment.', {
    retryAfterSeconds: 2,
  });

interface Parsed {
  readonly cost: Argon2Cost;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

/** https://github.com/P-H-C/phc-string-format: base64 without padding. */
function toPhc({ memoryKib, passes, lanes }: Argon2Cost, salt: Buffer, hash: Buffer): string {
  const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${text(salt)}$${text(hash)}`;
}

function fromPhc(stored: string): Parsed {
  const [, memory, passes, lanes, salt, hash] = phc.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) throw new Error('a stored password is not argon2id in the PHC format');
  return {
    cost: { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}
