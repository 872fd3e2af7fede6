/** What the forwarder does, as the code sees it: read, checked, defaults filled in. Plain data: it is sent to workers. */

/** `sync`: one answer to one request. `stream`: server-sent events. */
export type Mode = 'sync' | 'stream';

export interface SectionSettings {
  /** Of the user's engine, e.g. `http://localhost:5005`. */
  readonly origin: string;
  /** The engine's path for `/predict` or `/stream`. */
  readonly predictRoute: string;
  readonly healthcheckRoute: string;
  /** Served under the engine's own paths. */
  readonly extraRoutes: readonly string[];
  /** Whether the engine gets the value of `args` instead of the whole body. */
  readonly unwrap: boolean;
  /** Whether a wrapped result is a string that holds JSON. */
  readonly resultsAsString: boolean;
  /** Whether answers are wrapped as `{"result": …}`; never on extra routes. */
  readonly wrapResponse: boolean;
  /** Whether the engine's status is ours; else it is 200. */
  readonly forwardStatus: boolean;
  /** Whether the engine's status is told beside a wrapped result. */
  readonly statusInBody: boolean;
}

export interface ForwarderSettings {
  /** null: not served. At least one of the two is there. */
  readonly sync: SectionSettings | null;
  readonly stream: SectionSettings | null;
  /** Requests at once, over all workers. */
  readonly maxConcurrency: number;
  readonly maxBodyBytes: number;
}
