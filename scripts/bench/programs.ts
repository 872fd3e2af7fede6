/** Starts the measured programs as processes of their own and ends them by their id. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
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
const mainProgram = here('../start.mjs');

function start(
  args: readonly string[],
  port: RegExp,
  stderr: 'inherit' | 'ignore' = 'inherit',
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', stderr],
    env: { ...process.env, ...env },
  });
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
export const startRoundhouse = (engine: Program): Promise<Program> => startGateway(engine, []);

/** As before, with accounts: the key is of a user who has every limit there is, far away. */
export async function startMetered(engine: Program): Promise<Program & { readonly key: string }> {
  const password = randomBytes(12).toString('hex');
  const gateway = await startGateway(engine, ['auth: required'], { ROUNDHOUSE_ADMIN_PASSWORD: password });
  const ask = async (method: string, path: string, token: string, body: object): Promise<Record<string, string>> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const url = `http://127.0.0.1:${gateway.port}${path}`;
    return (await (await fetch(url, { method, headers, body: JSON.stringify(body) })).json()) as Record<string, string>;
  };
  const { access_token: admin = '' } = await ask('POST', '/token', '-', { username: 'admin', password });
  const far = 1e12;
  const user = { username: 'bench', password, prompt_token_limit: far, gen_token_limit: far };
  const { id: subject_id } = await ask('POST', '/v1/users', admin, user);
  const rates = { requests_per_minute: far, tokens_per_minute: far, concurrent_requests: far };
  await ask('PUT', '/v1/rate-limits', admin, { subject: 'user', subject_id, model: 'mock', ...rates });
  const { key = '' } = await ask('POST', '/v1/keys', admin, { name: 'bench', user_id: subject_id });
  return { ...gateway, key };
}

async function startGateway(
  engine: Program,
  lines: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const dir = mkdtempSync(join(tmpdir(), 'roundhouse-bench-'));
  const config = join(dir, 'roundhouse.yaml');
  writeFileSync(
    config,
    [
      'listen_v4: 127.0.0.1:0',
      `data_dir: ${dir}/data`,
      `log: { level: info, format: json, file: ${dir}/log }`,
      ...lines,
      'models:',
      `  mock: { engine: openai, url: "http://127.0.0.1:${engine.port}", health_path: /health }`,
      '',
    ].join('\n'),
  );
  const program = await start(
    [...nodeFlags(), mainProgram, 'serve', '--config', config],
    /listens on http:\/\/127\.0\.0\.1:(\d+)/,
    'inherit',
    env,
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
