import type { Digest } from '../source.ts';

/** To the hashing thread: bytes of this file up to `upTo` may be read. */
export interface HashOrder {
  readonly id: number;
  readonly path: string;
  readonly algorithm: Digest['algorithm'];
  readonly prefix: string;
  readonly upTo: number;
  /** The file is whole: answer with its digest. */
  readonly last: boolean;
}

export interface HashAnswer {
  readonly id: number;
  /** null: the file could not be read. */
  readonly hex: string | null;
  readonly fault: string | null;
}
