/** What the command sees of the forwarder, in one process or in many. */
export interface Serving {
  /** e.g. `http://127.0.0.1:5000`. */
  readonly url: string;
  /** The engine is healthy: requests are taken from now on. */
  setReady(): void;
  /** Requests in flight may go on for so long. Resolves when nothing is left; a second call hurries the first. */
  stop(graceMs: number): Promise<void>;
}
