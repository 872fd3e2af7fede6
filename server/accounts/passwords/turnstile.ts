/**
 * Lets so many through at once, in the order of their coming; the others wait. Where `maxWaiting` wait already, the next
 * one is refused with `refusal`.
 */
export function createTurnstile(atOnce: number, maxWaiting: number, refusal: () => Error) {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside < atOnce) inside += 1;
    else if (waiting.length >= maxWaiting) throw refusal();
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place is handed over, so that nobody who comes just now takes it from who has waited.
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
