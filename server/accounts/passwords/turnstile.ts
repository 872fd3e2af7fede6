/**
 * Lets so many through at once; the others wait. Each who waits is served in turn, and the works of one in the order of
 * their coming: whoever brings many at once holds up himself, not the others.
 */

/** `who`: one of those who share it. Rejects with `refusal` where too many wait. */
export type Turnstile = <T>(who: string, work: () => Promise<T>) => Promise<T>;

interface Waiter {
  readonly enter: () => void;
  readonly refuse: (error: Error) => void;
}

/**
 * Where `maxWaiting` wait already, the last one of who waits with most makes room for who waits with fewer; where nobody
 * does, the newcomer is refused with `refusal`.
 */
export function createTurnstile(atOnce: number, maxWaiting: number, refusal: () => Error): Turnstile {
  let inside = 0;
  let waiting = 0;
  /** None is empty; the one whose turn is next is the first. */
  const queues = new Map<string, Waiter[]>();

  const makeRoom = (held: number): boolean => {
    let longest: Waiter[] = [];
    for (const queue of queues.values()) if (queue.length > longest.length) longest = queue;
    if (longest.length <= held + 1) return false;
    longest.pop()?.refuse(refusal());
    waiting -= 1;
    return true;
  };

  const wait = (who: string): Promise<void> =>
    new Promise((enter, refuse) => {
      const queue = queues.get(who) ?? [];
      if (waiting >= maxWaiting && !makeRoom(queue.length)) return refuse(refusal());
      queue.push({ enter, refuse });
      queues.set(who, queue);
      waiting += 1;
    });

  /** The place is handed over, so that nobody who comes just now takes it from who has waited. */
  const leave = (): void => {
    const [first] = queues;
    if (first === undefined) {
      inside -= 1;
      return;
    }
    const [who, queue] = first;
    const next = queue.shift();
    queues.delete(who);
    if (queue.length > 0) queues.set(who, queue);
    waiting -= 1;
    next?.enter();
  };

  return async (who, work) => {
    if (inside < atOnce) inside += 1;
    else await wait(who);
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
