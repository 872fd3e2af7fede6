/** Runs one piece of work after the other, in the order in which they came. */
export type OneAtATime = <R>(work: () => Promise<R>) => Promise<R>;

/** Work that fails does not keep the next from running. */
export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}
