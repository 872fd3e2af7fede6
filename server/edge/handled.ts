import { Stream } from 'node:stream';

/** ts-rest sends a Stream body by `body.pipe(res)`: one whose pipe does nothing says "already answered". */
class Handled extends Stream {
  override pipe<T>(destination: T): T {
    return destination;
  }
}

/** The body of a handler that has written to `res` itself. */
export const handled = (): never => new Handled() as never;
