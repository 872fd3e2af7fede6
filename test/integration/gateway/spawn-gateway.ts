/** Runs the gateway as a process of its own, as users do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, until } from './requests.ts';

export interface ChildGateway extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly configPath: string;
  /** Everything it wrote to standard output and error. */
  output(): string;
  rssBytes(): number;
  /** Answers a few requests, so that what is compiled and allocated once is there. */
  settle(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Resolves to the exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>;
  /** SIGTERM, and what it left behind is removed. */
  stop(): Promise<void>;
}

const MAIN = new URL('../../../server/main.ts', import.meta.url).pathname;

/** `dataDir`: one that is there already, and stays. */
export async function spawnGateway(
  yaml: string,
  env: Readonly<Record<string, string>> = {},
  dataDir?: string,
): Promise<ChildGateway> {
  const dir = await mkdtemp(join(tmpdir(), 'roundhouse-test-'));
  const configPath = join(dir, 'roundhouse.yaml');
  const listen = /^listen_v4:/m.test(yaml) ? '' : 'listen_v4: 127.0.0.1:0\n';
  await writeFile(configPath, `${listen}data_dir: ${dataDir ?? `${dir}/data`}\n${yaml}`);
  const child: ChildProcess = spawn(process.execPath, [MAIN, 'serve', '--config', configPath], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: dir,
    env: { ...process.env, ROUNDHOUSE_VALIDATE_RESPONSES: '1', ...env },
  });
  let output = '';
  child.stdout?.on('data', (data) => (output += data));
  child.stderr?.on('data', (data) => (output += data));
  const exited = new Promise<number | string>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  const listensAt = (): string | undefined => /Roundhouse listens on (\S+)/.exec(output)?.[1];
  await until(`it listens: ${output}`, () => listensAt() !== undefined || child.exitCode !== null, 20_000);
  const url = listensAt();
  if (url === undefined) throw new Error(`the gateway did not start: ${output}`);
  const pid = child.pid as number;
  const stop = async (): Promise<void> => {
    // A test that has failed may have left a stream open: the second signal does not wait for it.
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    const hurry = setTimeout(() => child.kill('SIGTERM'), 3_000);
    await exited;
    clearTimeout(hurry);
    await rm(dir, { recursive: true, force: true });
  };
  return {
    url,
    pid,
    configPath,
    exited,
    output: () => output,
    rssBytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024,
    async settle() {
      for (let i = 0; i < 20; i++) await call(url, '/health');
    },
    signal: (name) => void child.kill(name),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
