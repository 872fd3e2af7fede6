/** `--num-workers 1`: this process serves itself. */
import type { ForwardOptions } from '../../forwarder/command-line.ts';
import { createBorrower } from '../../forwarder/permits/borrower.ts';
import type { ForwarderSettings } from '../../forwarder/settings.ts';
import type { Log } from '../../platform/log.ts';
import { startForwardServer } from './forward-server.ts';
import type { Serving } from './serving.ts';

/** Resolves when it listens. Throws what `listen` throws. */
export async function serveAlone(
  settings: ForwarderSettings,
  { host, port }: Pick<ForwardOptions, 'host' | 'port'>,
  log: Log,
): Promise<Serving> {
  const permits = createBorrower({ permits: settings.maxConcurrency, send: null });
  const server = await startForwardServer({ settings, host, port, permits, log });
  let closing: Promise<void> | null = null;
  return {
    url: server.url,
    setReady: () => server.setReady(),
    stop(graceMs) {
      const drained = server.drain(graceMs);
      closing ??= drained.then(() => server.close());
      return closing;
    },
  };
}
