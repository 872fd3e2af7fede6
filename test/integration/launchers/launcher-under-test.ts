/** A process launcher whose log is kept, the fake engine as its engine, and looks at the processes of this machine. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createProcessLauncher,
  type LaunchedEngine,
  type Launcher,
  type LaunchSpec,
  type LogLine,
  type ProcessLauncherOptions,
} from '../../../server/engines/launchers/index.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { type Log, silentLog } from '../../../server/platform/log.ts';
import { fakeEngineFile } from '../../fakes/start-fake.ts';

export interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string | undefined;
}

export interface LauncherUnderTest extends AsyncDisposable {
  readonly launcher: Launcher;
  readonly logged: readonly Logged[];
}

/** Closed at the end of its `await using` block: nothing is left behind, whatever the test did. */
export function launcherUnderTest(options: Partial<ProcessLauncherOptions> = {}): LauncherUnderTest {
  const logged: Logged[] = [];
  const logOf = (fields: object): Log => ({
    ...silentLog,
    info: (more, message) => void logged.push({ level: 'info', fields: { ...fields, ...more }, message }),
    warn: (more, message) => void logged.push({ level: 'warn', fields: { ...fields, ...more }, message }),
    error: (more, message) => void logged.push({ level: 'error', fields: { ...fields, ...more }, message }),
    child: (more) => logOf({ ...fields, ...more }),
  });
  const launcher = createProcessLauncher({ log: logOf({}), clock: systemClock, ...options });
  return { launcher, logged, [Symbol.asyncDispose]: () => launcher.close() };
}

export const specOf = (command: readonly string[], fields: Partial<LaunchSpec> = {}): LaunchSpec => ({
  engineId: 'tiny-0f3a',
  command,
  env: {},
  workDir: tmpdir(),
  stopCommand: null,
  url: null,
  ...fields,
});

/** The fake engine with these flags. */
export const fakeSpec = (flags: readonly string[] = [], fields: Partial<LaunchSpec> = {}): LaunchSpec =>
  specOf([process.execPath, fakeEngineFile, '--port', '${PORT}', ...flags], fields);

/** A program given as JavaScript. */
export const scriptSpec = (script: string, fields: Partial<LaunchSpec> = {}): LaunchSpec =>
  specOf([process.execPath, '-e', script], fields);

/**
 * An engine whose grandchild has left it as far as a process can: a session of its own, and adopted by init, because
 * the process in between has ended. Prints its pid as the fake engine does.
 */
export function doubleForkSpec(grandchildDoes = ''): LaunchSpec {
  const spawnIt = (script: string): string =>
    `require('child_process').spawn(process.execPath, ['-e', process.env.${script}], { detached: true, stdio: 'inherit' })`;
  return scriptSpec(`${spawnIt('BETWEEN')}; setInterval(() => {}, 1000);`, {
    env: {
      BETWEEN: `process.env.PARENT = process.pid; ${spawnIt('GRANDCHILD')}.unref();`,
      GRANDCHILD: `${grandchildDoes} const parent = Number(process.env.PARENT);
        setInterval(() => {
          if (process.ppid === parent || process.said) return;
          process.said = true;
          console.log(JSON.stringify({ grandchild: process.pid }));
        }, 5);`,
    },
  });
}

/** The first line, seen or to come, that matches. */
export function lineOf({ logs }: LaunchedEngine, pattern: RegExp): Promise<string> {
  return new Promise((resolve) => {
    const look = ({ line }: LogLine): void => {
      if (!pattern.test(line)) return;
      leave();
      resolve(line);
    };
    const leave = logs.follow(look);
    logs.last(1_000).forEach(look);
  });
}

/** Waits until the fake engine listens. */
export const listening = (engine: LaunchedEngine): Promise<string> => lineOf(engine, /^\{"url"/);

/** The pid of `--grandchild`. */
export const grandchildOf = async (engine: LaunchedEngine): Promise<number> =>
  (JSON.parse(await lineOf(engine, /^\{"grandchild"/)) as { grandchild: number }).grandchild;

export const textsOf = (engine: LaunchedEngine, stream?: LogLine['stream']): string[] =>
  engine.logs
    .last(1_000)
    .filter((line) => stream === undefined || line.stream === stream)
    .map(({ line }) => line);

/** False for a zombie too: it is dead, only nobody has taken notice yet. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Looks each 10 ms until it is so; fails with `what` after `limitMs`. */
export async function until(what: string, isSo: () => boolean, limitMs = 10_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`not within ${limitMs} ms: ${what}`);
    await sleep(10);
  }
}
