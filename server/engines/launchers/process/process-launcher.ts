/** Runs engines as child processes of the gateway. Decides nothing: the fleet says what runs and what stops. */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import { createGuardian, type Guardian } from '../guardian/guardian.ts';
import type { LaunchedEngine, Launcher, LaunchSpec } from '../launcher.ts';
import type { ProcessTable } from '../processes/process-table.ts';
import { systemProcesses } from '../processes/system-processes.ts';
import { engineEnvironment } from './engine-environment.ts';
import { createPortChooser } from './free-port.ts';
import { fillPlaceholders, type Placeholders } from './placeholders.ts';
import { runEngine } from './running-engine.ts';

export interface ProcessLauncherOptions {
  readonly log: Log;
  readonly clock: Clock;
  /** Names of environment variables that hold the gateway's own secrets: engines do not get them. */
  readonly dropEnv?: Iterable<string>;
  /** The environment that engines inherit; the gateway's own by default. */
  readonly baseEnv?: Readonly<Record<string, string | undefined>>;
  /** Between SIGTERM and SIGKILL when the gateway itself was killed. 5 s by default. */
  readonly orphanGraceMs?: number;
  readonly guardian?: Guardian;
  readonly table?: ProcessTable;
}

const orphanGraceMs = 5_000;
/** Time that engines still running at `close()` get before SIGKILL. */
const closeTimeoutMs = 1_000;

/** Creates the launcher. Nothing runs, and no guardian, before the first start. */
export function createProcessLauncher(options: ProcessLauncherOptions): Launcher {
  const { log, clock } = options;
  // Names this gateway in the markers. Not a secret, but no other gateway of this machine may have the same.
  const gateway = randomBytes(8).toString('hex');
  const graceMs = options.orphanGraceMs ?? orphanGraceMs;
  const guardian = options.guardian ?? createGuardian({ gateway, graceMs, log, clock });
  const table = options.table ?? systemProcesses;
  const ports = createPortChooser();
  const drop = new Set(options.dropEnv);
  const engines = new Set<LaunchedEngine>();
  let starts = 0;
  let closed = false;

  const launch = (spec: LaunchSpec, address: Address): LaunchedEngine => {
    const values = { PORT: address.port, HOST: address.host, ENGINE_ID: spec.engineId };
    starts += 1;
    const marker = `${gateway}/${spec.engineId}/${starts}`;
    const own = Object.fromEntries(Object.entries(spec.env).map(([k, v]) => [k, fillPlaceholders(v, values)]));
    const engine = runEngine({
      command: fillAll(spec.command, values),
      env: engineEnvironment({ base: options.baseEnv ?? process.env, drop, own, marker }),
      workDir: spec.workDir,
      baseUrl: address.baseUrl,
      marker,
      stopCommand: stopCommandOf(spec, values),
      log: log.child({ engine: spec.engineId }),
      clock,
      table,
      onStarted: (group) => guardian.watch(group),
      onGone(group) {
        if (group !== null) guardian.forget(group.id);
        if (spec.url === null) ports.release(Number(address.port));
        engines.delete(engine);
      },
    });
    engines.add(engine);
    return engine;
  };

  return {
    name: 'process',
    async start(spec) {
      const address = spec.url === null ? loopback(await ports.take()) : fixed(spec.url);
      if (closed) throw new AppError('shutting_down', 'The gateway is stopping; no engine is started any more.');
      guardian.ensure();
      return launch(spec, address);
    },
    async close() {
      closed = true;
      await Promise.all([...engines].map((engine) => engine.stop(closeTimeoutMs)));
      await guardian.close();
    },
  };
}

interface Address {
  readonly baseUrl: string;
  readonly host: string;
  readonly port: string;
}

const loopback = (port: number): Address => ({
  baseUrl: `http://127.0.0.1:${port}`,
  host: '127.0.0.1',
  port: `${port}`,
});

function fixed(url: string): Address {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { baseUrl: url, host, port: port === '' ? (protocol === 'https:' ? '443' : '80') : port };
}

const fillAll = (command: readonly string[], values: Placeholders): string[] =>
  command.map((part) => fillPlaceholders(part, values));

function stopCommandOf({ stopCommand }: LaunchSpec, values: Placeholders) {
  if (stopCommand === null) return null;
  return (pid: number): string[] => fillAll(stopCommand, { ...values, PID: `${pid}` });
}
