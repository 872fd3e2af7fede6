/**
 * `--num-workers N`: this process starts N workers on one port, lends them permits, and starts another where one dies.
 *
 * node:cluster hands connections out. Bursts of 64 connections at two workers, measured: the busier one got 36 of them in
 * the median and at most 53; with SO_REUSEPORT, where the kernel picks by a hash, 35 and at most 40. It is node:cluster
 * all the same: with SO_REUSEPORT a second forwarder on the port would take half of the requests instead of being told
 * that the port is in use, what waits at a worker that dies is lost, and macOS does not have it.
 */
import cluster, { type Worker } from 'node:cluster';
import { type AddressInfo, createServer } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ForwardOptions } from '../../forwarder/command-line.ts';
import { createLender, type Lender } from '../../forwarder/permits/lender.ts';
import type { ForwarderSettings } from '../../forwarder/settings.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Serving } from './serving.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

const here = fileURLToPath(import.meta.url);
const program = fileURLToPath(new URL(`./worker-main${extname(here)}`, import.meta.url));

/** A worker that dies at once is replaced after this time, not in a tight loop. */
const RESTART_PAUSE_MS = 1_000;
/** Beyond the grace: for the log, and connections that are being closed. */
const KILL_AFTER_MS = 5_000;

export interface WorkersOptions extends Pick<ForwardOptions, 'host' | 'port' | 'numWorkers'> {
  readonly settings: ForwarderSettings;
  readonly log: Log;
  readonly clock: Clock;
}

/** Resolves when every worker listens. Throws what `listen` throws. */
export async function serveWithWorkers(options: WorkersOptions): Promise<Serving> {
  // The flags about memory go to the workers; what loads modules (`--import`) is about this process.
  const execArgv = process.execArgv.filter((flag) => flag.startsWith('--max-'));
  cluster.setupPrimary({ exec: program, args: [], execArgv, serialization: 'json' });
  // Workers that come later must ask for the same port as the first ones did.
  const port = options.port === 0 ? await freePort(options.host) : options.port;
  const workers = new Workers({ ...options, port });
  const { numWorkers } = options;
  const starts = Array.from({ length: numWorkers }, () => workers.fork());
  const urls = await Promise.all(starts).catch(async (error) => {
    await workers.stop(0);
    throw error;
  });
  return {
    url: urls[0] as string,
    setReady: () => workers.setReady(),
    stop: (graceMs) => workers.stop(graceMs),
  };
}

async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

class Workers {
  readonly #options: WorkersOptions;
  readonly #lender: Lender;
  readonly #alive = new Map<number, Worker>();
  #ready = false;
  #stopped: Promise<void> | null = null;
  #stopping = false;
  /** Told of each worker that has drained or is gone, while stopping. */
  #progress: () => void = () => {};
  readonly #drained = new Set<number>();

  constructor(options: WorkersOptions) {
    this.#options = options;
    this.#lender = createLender({
      permits: options.settings.maxConcurrency,
      borrowers: options.numWorkers,
      send: (borrower, message) => this.#tell(borrower, { type: 'permits', message }),
    });
  }

  /** Resolves to the worker's address when it listens. */
  fork(): Promise<string> {
    const startedAt = this.#options.clock.now();
    const worker = cluster.fork();
    this.#alive.set(worker.id, worker);
    worker.on('error', () => {});
    worker.once('exit', (code, signal) => this.#exited(worker, startedAt, code ?? signal));
    return new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.type === 'permits') this.#lender.receive(worker.id, message.message);
        else if (message.type === 'listening') resolve(message.url);
        else if (message.type === 'drained') {
          this.#drained.add(worker.id);
          this.#progress();
        } else reject(Object.assign(new Error(message.message), { code: message.code }));
      });
      worker.once('exit', () => reject(new Error('a worker ended at its start')));
      const { settings, host, port } = this.#options;
      const task = { settings, host, port, permits: this.#lender.join(worker.id), ready: this.#ready };
      this.#tell(worker.id, { type: 'start', task });
    });
  }

  setReady(): void {
    this.#ready = true;
    this.#tellAll({ type: 'ready' });
  }

  /** All drain, and only then all close: a worker that were gone before the others would still be given connections. */
  stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    this.#tellAll({ type: 'drain', graceMs });
    this.#stopped ??= this.#takeDown(graceMs);
    return this.#stopped;
  }

  async #takeDown(graceMs: number): Promise<void> {
    const kill = setTimeout(() => this.#killAll(), graceMs + KILL_AFTER_MS);
    await this.#until(() => [...this.#alive.keys()].every((id) => this.#drained.has(id)));
    this.#tellAll({ type: 'close' });
    await this.#until(() => this.#alive.size === 0);
    clearTimeout(kill);
  }

  #until(reached: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#progress = () => {
        if (reached()) resolve();
      };
      this.#progress();
    });
  }

  #tellAll(message: ToWorker): void {
    for (const id of this.#alive.keys()) this.#tell(id, message);
  }

  #killAll(): void {
    for (const worker of this.#alive.values()) worker.process.kill('SIGKILL');
  }

  #tell(id: number, message: ToWorker): void {
    const worker = this.#alive.get(id);
    // It may be dying: its exit is what counts then.
    if (worker?.isConnected() === true) worker.send(message, () => {});
  }

  #exited(worker: Worker, startedAt: number, why: number | string): void {
    this.#alive.delete(worker.id);
    this.#lender.leave(worker.id);
    if (this.#stopping) return this.#progress();
    const { log, clock } = this.#options;
    log.error({ pid: worker.process.pid, why }, 'a worker has ended; starting another');
    const again = (): void => {
      if (!this.#stopping) this.fork().catch((error) => log.error({ err: error }, 'a worker could not be started'));
    };
    if (clock.now() - startedAt >= RESTART_PAUSE_MS) again();
    else clock.timer(RESTART_PAUSE_MS, again);
  }
}
