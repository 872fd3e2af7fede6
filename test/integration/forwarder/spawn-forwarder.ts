/** Runs the forwarder as a process of its own, as users do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { until } from '../gateway/requests.ts';

const MAIN = new URL('../../../server/main.ts', import.meta.url).pathname;
export const EXAMPLE = new URL('../../../examples/service--http_forwarder.yaml', import.meta.url).pathname;

export interface ChildForwarder extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  output(): string;
  /** Processes that it has started and that live. */
  workers(): number[];
  signal(name: NodeJS.Signals): void;
  readonly exited: Promise<number | string>;
}

export interface EndedForwarder {
  readonly code: number | null;
  readonly output: string;
}

function run(args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, [MAIN, 'forward', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (data) => (output += data));
  child.stderr?.on('data', (data) => (output += data));
  const exited = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  return { child, exited, output: () => output };
}

/** For command lines that cannot work. */
export async function runToEnd(...args: string[]): Promise<EndedForwarder> {
  const { child, exited, output } = run(args);
  await exited;
  return { code: child.exitCode, output: output() };
}

/** On a port that is free, unless `args` says another. Resolves when it listens. */
export async function spawnForwarder(...args: string[]): Promise<ChildForwarder> {
  const { child, exited, output } = run(args.includes('--port') ? args : [...args, '--port', '0']);
  const killIt = (): void => void child.kill('SIGKILL');
  process.once('exit', killIt);
  const url = (): string | undefined => /listens on (\S+)\n/.exec(output())?.[1];
  await until(`it listens: ${output()}`, () => url() !== undefined || child.exitCode !== null, 20_000);
  if (url() === undefined) throw new Error(`the forwarder did not start: ${output()}`);
  const pid = child.pid as number;
  return {
    url: url() as string,
    pid,
    exited,
    output,
    workers: () => childrenOf(pid),
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      process.removeListener('exit', killIt);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      // A test that has failed may have left a stream open: the second signal does not wait for it.
      const hurry = setInterval(() => child.kill('SIGTERM'), 2_000);
      await exited;
      clearInterval(hurry);
    },
  };
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The name in parentheses may hold anything; the parent is the second word behind it.
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(parent) === pid && state !== 'Z' ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}
