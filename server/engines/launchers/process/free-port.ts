import { createServer } from 'node:net';
import { AppError } from '../../../platform/errors.ts';

export interface PortChooser {
  /** A port of the loopback address that was free a moment ago and belongs to no other engine of ours. */
  take(): Promise<number>;
  /** The engine is gone: its port may be chosen again. */
  release(port: number): void;
}

const tries = 20;

/** @param askSystem gives a port that is free now; it may give the same one again. */
export function createPortChooser(askSystem: () => Promise<number> = freeLoopbackPort): PortChooser {
  const taken = new Set<number>();
  return {
    async take() {
      for (let i = 0; i < tries; i++) {
        const port = await askSystem();
        if (taken.has(port)) continue;
        taken.add(port);
        return port;
      }
      throw new AppError('engine_start_failed', 'No free port was found on 127.0.0.1 for the engine.');
    },
    release: (port) => void taken.delete(port),
  };
}

/** Listens on a port of the system's choice and closes again. */
function freeLoopbackPort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new AppError(
          'engine_start_failed',
          `No free port on 127.0.0.1 for the engine: ${cause.message}.`,
          {},
          { cause },
        ),
      ),
    );
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
