/** The hashing thread: reads files behind those who write them, so that a digest is known soon after the last byte. */
import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { createDigest, type RunningDigest } from '../digest/index.ts';
import type { HashAnswer, HashOrder } from './hash-messages.ts';

interface Running {
  readonly file: number;
  readonly digest: RunningDigest;
  position: number;
}

const running = new Map<number, Running>();
const buffer = Buffer.allocUnsafe(1024 * 1024);

function begin({ path, algorithm, prefix }: HashOrder): Running {
  const digest = createDigest(algorithm);
  if (prefix !== '') digest.update(Buffer.from(prefix, 'latin1'));
  return { file: openSync(path, 'r'), digest, position: 0 };
}

function readOn(state: Running, upTo: number): void {
  while (state.position < upTo) {
    const wanted = Math.min(buffer.length, upTo - state.position);
    const got = readSync(state.file, buffer, 0, wanted, state.position);
    if (got === 0) throw new Error('the file is shorter than what was written');
    state.digest.update(buffer.subarray(0, got));
    state.position += got;
  }
}

function follow(order: HashOrder): void {
  const state = running.get(order.id) ?? begin(order);
  running.set(order.id, state);
  readOn(state, order.upTo);
  if (!order.last) return;
  running.delete(order.id);
  closeSync(state.file);
  answer({ id: order.id, hex: state.digest.hex(), fault: null });
}

const answer = (message: HashAnswer): void => parentPort?.postMessage(message);

parentPort?.on('message', (order: HashOrder) => {
  try {
    follow(order);
  } catch (error) {
    answer({ id: order.id, hex: null, fault: (error as NodeJS.ErrnoException).code ?? (error as Error).message });
  }
});
