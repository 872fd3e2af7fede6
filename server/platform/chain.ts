/**
 * What comes and goes with each request, as a list through the things themselves: nothing is allocated to keep them. Not a
 * Set: V8 gives a Set that much comes to and goes from a new table now and then, each old table knows the next one, and one
 * that has become old keeps all that come after it, with all that was in them, until the next full collection. That
 * doubled the time that collecting garbage took.
 */
export interface Link {
  next: Link | null;
  previous: Link | null;
}

export class Chain<T extends Link> implements Iterable<T> {
  #head: T | null = null;
  size = 0;

  add(link: T): void {
    link.next = this.#head;
    if (this.#head !== null) this.#head.previous = link;
    this.#head = link;
    this.size += 1;
  }

  /** @param link It must have been added, and not been removed yet. */
  remove(link: T): void {
    if (link.previous !== null) link.previous.next = link.next;
    else this.#head = link.next as T | null;
    if (link.next !== null) link.next.previous = link.previous;
    // Whoever is being visited, or is gone, must not keep the others.
    link.next = null;
    link.previous = null;
    this.size -= 1;
  }

  /** Those of this moment: all of them may be removed meanwhile. */
  *[Symbol.iterator](): Iterator<T> {
    const all: T[] = [];
    for (let link = this.#head; link !== null; link = link.next as T | null) all.push(link);
    yield* all;
  }
}
