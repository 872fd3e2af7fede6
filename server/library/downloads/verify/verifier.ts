/** Digests of the files of one download, computed in a thread of their own while they come in. */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../platform/errors.ts';
import { prefixOf } from '../partial/byte-ranges.ts';
import type { FileState } from '../transfer/file-state.ts';
import type { HashAnswer, HashOrder } from './hash-messages.ts';

export interface Verifier {
  /** More of the file has been written. */
  follow(file: FileState): void;
  /** Of a file that is whole. Throws `download_failed` where it is not what its source promised. */
  check(file: FileState): Promise<void>;
  close(): Promise<void>;
}

const STEP_BYTES = 4 * 1024 * 1024;
const program = fileURLToPath(new URL(`./hash-thread${extname(import.meta.url)}`, import.meta.url));

export function createVerifier(): Verifier {
  let thread: Worker | null = null;
  const ordered = new Map<number, number>();
  const answers = new Map<number, PromiseWithResolvers<string>>();

  const fail = (error: Error): void => {
    for (const { reject } of answers.values()) reject(error);
  };
  const post = (order: HashOrder): void => {
    if (thread === null) {
      thread = new Worker(program);
      thread.unref();
      thread.on('error', fail);
      thread.on('exit', () => fail(new Error('the hashing thread ended')));
      thread.on('message', ({ id, hex, fault }: HashAnswer) => {
        if (hex === null) answers.get(id)?.reject(new Error(`it could not be read for its digest: ${fault}`));
        else answers.get(id)?.resolve(hex);
      });
    }
    thread.postMessage(order);
  };
  const answerOf = (id: number): PromiseWithResolvers<string> => {
    const known = answers.get(id) ?? Promise.withResolvers<string>();
    known.promise.catch(() => {});
    answers.set(id, known);
    return known;
  };
  const follow = (file: FileState): void => {
    const { digest } = file.source;
    const before = ordered.get(file.index) ?? 0;
    if (digest === null || before === Number.POSITIVE_INFINITY) return;
    const upTo = prefixOf(file.done);
    if (!file.complete && upTo - before < STEP_BYTES) return;
    ordered.set(file.index, file.complete ? Number.POSITIVE_INFINITY : upTo);
    answerOf(file.index);
    const { algorithm, prefix = '' } = digest;
    post({ id: file.index, path: file.diskPath, algorithm, prefix, upTo, last: file.complete });
  };

  return {
    follow,
    async check(file) {
      const { digest, path } = file.source;
      if (digest === null) return;
      follow(file);
      const hex = await answerOf(file.index).promise;
      if (hex === digest.hex.toLowerCase()) return;
      throw new AppError(
        'download_failed',
        `"${path}" is not what its source promised: ${digest.algorithm} ${hex} instead of ${digest.hex}.`,
      );
    },
    async close() {
      thread?.removeAllListeners('exit');
      await thread?.terminate();
      thread = null;
    },
  };
}
