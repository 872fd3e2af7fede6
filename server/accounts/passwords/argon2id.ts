import { argon2 } from 'node:crypto';

export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
  /** Parallelism of the algorithm; one thread computes them all. */
  readonly lanes: number;
}

/** On a thread of libuv's pool, some 30 ms at the usual cost. https://www.rfc-editor.org/rfc/rfc9106 */
export function argon2id(password: Buffer, salt: Buffer, size: number, cost: Argon2Cost): Promise<Buffer> {
  const { memoryKib: memory, passes, lanes: parallelism } = cost;
  return new Promise((resolve, reject) => {
    argon2(
      'argon2id',
      { message: password, nonce: salt, tagLength: size, memory, passes, parallelism },
      (error, derived) => (error === null ? resolve(derived) : reject(error)),
    );
  });
}
