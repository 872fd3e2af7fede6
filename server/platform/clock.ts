/** Time as the code sees it: monotonic milliseconds for durations, a Date for what people read. */
export interface Clock {
  /** Milliseconds, monotonic, from an arbitrary start. */
  now(): number;
  date(): Date;
  /** Calls `run` once after `delayMs`; does not keep the process alive. Returns what cancels it. */
  timer(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => new Date(),
  timer(delayMs, run) {
    const handle = setTimeout(run, delayMs);
    handle.unref();
    return () => clearTimeout(handle);
  },
};
