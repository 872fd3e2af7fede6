/**
 * How `max_concurrency` is kept over several processes. A permit is the right to have one request at the engine. The
 * lender (one) owns all of them and lends them to borrowers (a worker each), who take and give them back among their own
 * requests without a word; only a borrower that has run out asks. So there are never more requests than permits, and
 * nobody is refused before every other borrower has been asked for idle ones.
 */

/** From a borrower to the lender. */
export type ToLender =
  /** Requests are waiting here and no permit is idle. Not sent again before it is answered. */
  | { readonly type: 'ask'; readonly wanted: number }
  /** The answer to a recall; `count` may be 0. */
  | { readonly type: 'give'; readonly round: number; readonly count: number };

/** From the lender to a borrower. */
export type ToBorrower =
  /** Answers an ask; at least 1. */
  | { readonly type: 'lend'; readonly count: number }
  /** Answers an ask: every permit is in use. */
  | { readonly type: 'deny' }
  /** Somebody has run out: give what is idle. */
  | { readonly type: 'recall'; readonly round: number };

/** What a request sees of it. */
export interface Permits {
  /** `done` is called once, perhaps at once: whether the request may go. Each true is followed by one `release`. */
  take(done: (granted: boolean) => void): void;
  release(): void;
}
