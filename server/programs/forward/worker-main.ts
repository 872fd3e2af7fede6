/**
 * A worker: serves on the port that it shares with its siblings, and does what the first process tells it. When that one
 * is gone, however it went, the channel closes and node:cluster ends this process: no worker is left behind.
 */
import { createBorrower } from '../../forwarder/permits/borrower.ts';
import { createLogger } from '../../platform/log/index.ts';
import { type ForwardServer, startForwardServer } from './forward-server.ts';
import { logConfig } from './log-config.ts';
import type { FromWorker, ToWorker, WorkerTask } from './worker-messages.ts';

const tell = (message: FromWorker): void => void process.send?.(message);

// A terminal sends its Ctrl-C to all of us: the first process says what is to be done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const logger = createLogger(logConfig());
const early: ToWorker[] = [];
let receive = (message: ToWorker): void => {
  if (message.type === 'start') void start(message.task);
  else early.push(message);
};

async function start({ settings, host, port, permits, ready }: WorkerTask): Promise<void> {
  const borrower = createBorrower({ permits, send: (message) => tell({ type: 'permits', message }) });
  let server: ForwardServer;
  try {
    const log = logger.log.child({ worker: process.pid });
    server = await startForwardServer({ settings, host, port, permits: borrower, log });
  } catch (error) {
    const { code = 'unknown', message } = error as NodeJS.ErrnoException;
    process.send?.({ type: 'failed', code, message } satisfies FromWorker, undefined, undefined, () => process.exit(1));
    return;
  }
  if (ready) server.setReady();
  receive = (message) => {
    if (message.type === 'permits') borrower.receive(message.message);
    else if (message.type === 'ready') server.setReady();
    else if (message.type === 'drain') void server.drain(message.graceMs).then(() => tell({ type: 'drained' }));
    else if (message.type === 'close') void close(server);
  };
  for (const message of early) receive(message);
  tell({ type: 'listening', url: server.url });
}

async function close(server: ForwardServer): Promise<void> {
  await server.close();
  await logger.flush();
  process.exit(0);
}

process.on('message', (message: ToWorker) => receive(message));
