/** A real Postgres for tests: made in a temporary folder, on a loopback port of its own, gone afterwards. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export type FoundPostgres =
  | { readonly folder: string; readonly skip: false }
  /** Why the tests that need it are skipped, in one line. */
  | { readonly folder: null; readonly skip: string };

/**
 * Where `initdb` and `postgres` are: `POSTGRES_BIN`, else where Debian's package `postgresql` has them. On a user's machine
 * they may be missing; in CI (`CI=true`) that throws.
 */
export function findPostgres(env: NodeJS.ProcessEnv = process.env): FoundPostgres {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [env['POSTGRES_BIN'] ?? '', ...versions.map((version) => join(debian, version, 'bin'))];
  const folder = folders.find((one) => one !== '' && existsSync(join(one, 'initdb')));
  if (folder !== undefined) return { folder, skip: false };
  const reason = 'no Postgres: install the package `postgresql`, or name the folder of its programs in POSTGRES_BIN';
  if (env['CI'] === 'true') throw new Error(reason);
  return { folder: null, skip: reason };
}

export interface RunningPostgres extends AsyncDisposable {
  /** Makes an empty database; resolves to its URL. */
  database(): Promise<string>;
  /** Runs SQL as the owner, in the database of this URL. */
  sql(url: string, text: string): Promise<pg.QueryResult>;
  /** Ends the server at once, connections too. */
  stop(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
}

const PASSWORD = 'only-for-tests';

export async function startPostgres(folder: string): Promise<RunningPostgres> {
  const place = mkdtempSync(join(tmpdir(), 'roundhouse-postgres-'));
  const user = nonRoot();
  chownSync(place, user.uid, user.gid);
  const passwordFile = join(place, 'password');
  writeFileSync(passwordFile, PASSWORD);
  const data = join(place, 'data');
  const args = [
    '-D',
    data,
    '-U',
    'owner',
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-N',
    '--no-locale',
    '-E',
    'UTF8',
  ];
  execFileSync(join(folder, 'initdb'), args, { ...user, stdio: 'pipe', cwd: place });
  const port = await freePort();
  const urlOf = (name: string): string => `postgres://owner:${PASSWORD}@127.0.0.1:${port}/${name}`;
  let server: ChildProcess | null = null;
  const kill = (): void => void server?.kill('SIGQUIT');
  process.once('exit', kill);
  const sql = async (url: string, text: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    return client.query(text).finally(() => client.end());
  };
  const start = async (): Promise<void> => {
    const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', place, '-c', 'fsync=off'];
    server = spawn(join(folder, 'postgres'), options, { ...user, stdio: ['ignore', 'ignore', 'pipe'], cwd: place });
    await saidReady(server);
  };
  const stop = async (): Promise<void> => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGQUIT');
    await once(server, 'exit');
  };
  await start();
  let databases = 0;
  return {
    sql,
    start,
    stop,
    async database() {
      const name = `test_${++databases}`;
      await sql(urlOf('postgres'), `create database ${name}`);
      return urlOf(name);
    },
    async [Symbol.asyncDispose]() {
      await stop();
      process.removeListener('exit', kill);
      rmSync(place, { recursive: true, force: true });
    },
  };
}

/** Postgres refuses to run as root. */
function nonRoot(): { readonly uid: number; readonly gid: number } {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? 0 };
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  if (user === undefined) throw new Error('there is no user "postgres" or "nobody" to run Postgres as');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function saidReady(server: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (data) => {
      said += data;
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`Postgres did not start: ${said}`)));
  });
}
