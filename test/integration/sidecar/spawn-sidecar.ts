/** Runs the sidecar as a process of its own, as users do. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { until } from '../gateway/requests.ts';

export interface ChildSidecar extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** From the spawn to its first answer. */
  readonly readyAfterMs: number;
  output(): string;
  rssBytes(): number;
  /** Exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>;
  signal(name: NodeJS.Signals): void;
}

const MAIN = new URL('../../../server/main.ts', import.meta.url).pathname;

/** On a free port of 127.0.0.1. */
export async function spawnSidecar(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ChildSidecar> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [MAIN, 'sidecar', '-H', '127.0.0.1', '-P', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ROUNDHOUSE_VALIDATE_RESPONSES: '1', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const exited = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  const listensAt = (): string | undefined => /"url":"([^"]+)"/.exec(output)?.[1];
  await until(`it listens: ${output}`, () => listensAt() !== undefined || child.exitCode !== null, 20_000);
  const url = listensAt();
  if (url === undefined) throw new Error(`the sidecar did not start: ${output}`);
  await (await fetch(`${url}/health`)).text();
  const readyAfterMs = performance.now() - startedAt;
  const pid = child.pid as number;
  return {
    url,
    pid,
    readyAfterMs,
    exited,
    output: () => output,
    rssBytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024,
    signal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
    },
  };
}
