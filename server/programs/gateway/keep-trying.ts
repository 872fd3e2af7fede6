import type { Clock } from '../../platform/clock.ts';

const againMs = 2_000;

/** Does the work, and again a little later where it failed, until it is done. Returns what gives it up. */
export function keepTrying(
  clock: Pick<Clock, 'timer'>,
  work: () => Promise<void>,
  onFault: (error: unknown) => void,
): () => void {
  let givenUp = false;
  let cancel = (): void => {};
  const once = (): void => {
    work().catch((error: unknown) => {
      if (givenUp) return;
      onFault(error);
      cancel = clock.timer(againMs, once);
    });
  };
  once();
  return () => {
    givenUp = true;
    cancel();
  };
}
