import pg from 'pg';

/**
 * A connection that is closed when it gave no answer in time. pg's own goes on waiting for that answer and the pool hands it
 * out again: behind a network that has forgotten the connection, every statement would wait in vain until the system gives
 * the connection up, which takes a quarter of an hour.
 */
export class ClosingClient extends pg.Client {
  override query(...args: unknown[]): never {
    const result: unknown = (super.query as (...passed: unknown[]) => unknown).apply(this, args);
    if (result instanceof Promise) result.catch((error: Error) => this.#closeIfSilent(error));
    return result as never;
  }

  #closeIfSilent({ message }: Error): void {
    // While a statement is under way, this cuts the connection; what waits behind it is refused.
    if (message === 'Query read timeout') this.end().catch(() => {});
  }
}
