/** Counts who uses a thing, so that it can be given back when nobody does any more. */
export interface Users {
  /** In use until the work has ended, however it ends. */
  during<R>(work: () => Promise<R> | R): Promise<R>;
  readonly busy: boolean;
  /** Resolves as soon as nobody uses it: at once where that is so now. */
  idle(): Promise<void>;
}

export function createUsers(): Users {
  const waiting: (() => void)[] = [];
  let count = 0;
  return {
    async during(work) {
      count++;
      try {
        return await work();
      } finally {
        count--;
        if (count === 0) for (const resolve of waiting.splice(0)) resolve();
      }
    },
    get busy() {
      return count > 0;
    },
    idle: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
