/**
 * The sequences of the context: each runs one request at a time, requests wait in the order in which they came.
 * A sequence keeps what it held, so a prompt that begins like an earlier one is not evaluated again.
 */

/** The part of a sequence that the choice looks at. */
export interface PooledSequence<T> {
  compareContextTokens(tokens: T[]): { readonly firstDifferentIndex: number };
}

export interface SequencePool<T, S extends PooledSequence<T>> {
  /** Runs with a sequence, which is free again when `run` has ended. Rejects when `signal` aborts before that. */
  use<R>(prompt: readonly T[], signal: AbortSignal, run: (sequence: S) => Promise<R>): Promise<R>;
  readonly running: number;
  readonly waiting: number;
}

interface Waiter<S> {
  readonly choose: (free: readonly S[]) => S | undefined;
  readonly start: (sequence: S) => void;
}

export function createSequencePool<T, S extends PooledSequence<T>>(sequences: readonly S[]): SequencePool<T, S> {
  const free = new Set(sequences);
  const waiters = new Set<Waiter<S>>();
  const serveNext = () => {
    const [waiter] = waiters;
    const sequence = waiter?.choose([...free]);
    if (waiter === undefined || sequence === undefined) return;
    waiters.delete(waiter);
    free.delete(sequence);
    waiter.start(sequence);
  };
  const acquire = (prompt: readonly T[], signal: AbortSignal) =>
    new Promise<S>((resolve, reject) => {
      signal.throwIfAborted();
      const leave = () => {
        waiters.delete(waiter);
        reject(signal.reason);
      };
      const start = (sequence: S) => {
        signal.removeEventListener('abort', leave);
        resolve(sequence);
      };
      const waiter = { choose: (among: readonly S[]) => closest(among, prompt), start };
      signal.addEventListener('abort', leave, { once: true });
      waiters.add(waiter);
      serveNext();
    });
  return {
    async use(prompt, signal, run) {
      const sequence = await acquire(prompt, signal);
      try {
        return await run(sequence);
      } finally {
        // To the end of the set: of equally good ones, the one idle the longest is taken, and the others keep their prompts.
        free.add(sequence);
        serveNext();
      }
    },
    get running() {
      return sequences.length - free.size;
    },
    get waiting() {
      return waiters.size;
    },
  };
}

function closest<T, S extends PooledSequence<T>>(sequences: readonly S[], prompt: readonly T[]): S | undefined {
  const tokens = [...prompt];
  const shared = (it: S) => it.compareContextTokens(tokens).firstDifferentIndex;
  return sequences.reduce<S | undefined>(
    (best, it) => (best === undefined || shared(it) > shared(best) ? it : best),
    undefined,
  );
}
