/** Starts the measured programs as processes of their own and ends them by their id. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoadOptions, LoadResult } from './load.ts';

export interface Program {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

const here = (file: string): string => new URL(file, import.meta.url).pathname;
const mainProgram = here('../../server/main.ts');

function start(args: readonly string[], port: RegExp, stderr: 'inherit' | 'ignore' = 'inherit'): Promise<Program> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', stderr] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}: ${text}`)));
    child.stdout?.on('data', (data) => {
      text += data;
      const found = port.exec(text)?.[1];
      if (found === undefined) return;
      const stop = (): Promise<void> =>
        new Promise((done) => {
          if (child.exitCode !== null) return done();
          child.once('exit', () => done());
          child.kill('SIGTERM');
        });
      resolve({ port: Number(found), pid: child.pid as number, stop });
    });
  });
}

export const startMockEngine = (): Promise<Program> => start([here('mock-engine.ts'), '0'], /^(\d+)\n/);

export const startBarePipe = (engine: Program): Promise<Program> =>
  start([here('bare-pipe.ts'), `http://127.0.0.1:${engine.port}`], /^(\d+)\n/);

/** The gateway as users run it: request log to a file, metrics on. */
export async function startRoundhouse(engine: Program): Promise<Program> {
  const dir = mkdtempSync(join(tmpdir(), 'roundhouse-bench-'));
  const config = join(dir, 'roundhouse.yaml');
  writeFileSync(
    config,
    [
      'listen_v4: 127.0.0.1:0',
      `data_dir: ${dir}/data`,
      `log: { level: info, format: json, file: ${dir}/log }`,
      'models:',
      `  mock: { engine: openai, url: "http://127.0.0.1:${engine.port}", health_path: /health }`,
      '',
    ].join('\n'),
  );
  const program = await start(
    [...nodeFlags(), mainProgram, 'serve', '--config', config],
    /listens on http:\/\/127\.0\.0\.1:(\d+)/,
  );
  return {
    ...program,
    async stop() {
      await program.stop();
      rmSync(dir, { recursive: true });
    },
  };
}

/** The forwarder as users run it, its log going nowhere; one worker, so that there is one process to measure. */
export async function startForwarder(engine: Program): Promise<Program> {
  const config = new URL('../../examples/service--http_forwarder.yaml', import.meta.url).pathname;
  const set = ['sync', 'stream'].flatMap((section) =>
    [`user_port=${engine.port}`, 'user_hostname=127.0.0.1', 'extra_routes=[/v1/chat/completions]'].flatMap((value) => [
      '--set',
      `forwarder.${section}.${value}`,
    ]),
  );
  const args = ['--config', config, '--port', '0', ...set];
  return start([...nodeFlags(), mainProgram, 'forward', ...args], /listens on http:\/\/127\.0\.0\.1:(\d+)/, 'ignore');
}

/** The flags that `npm start` gives to Node. */
function nodeFlags(): string[] {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return (manifest.scripts.start as string).split(' ').filter((word) => word.startsWith('--'));
}

export async function load(options: LoadOptions): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [here('load.ts'), JSON.stringify(options)]);
  return JSON.parse(stdout) as LoadResult;
}
