/**
 * A Docker Engine for tests, beside whatever the machine has: Debian's packages unpacked into the cache
 * (`$ROUNDHOUSE_CACHE` or `~/.cache/roundhouse`, `/docker/<distribution>-<architecture>`), its own data folder, its own
 * socket and bridge, no firewall rules. Needs Linux and root.
 *
 * `node scripts/start-docker.ts`: puts the programs into the cache and prints their folder.
 * `node scripts/start-docker.ts --run`: also starts it, prints `DOCKER_HOST=…`, and ends it with SIGINT or SIGTERM.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const packages = ['docker.io', 'containerd', 'runc', 'tini'];
/** Where the packages have them, by the name that dockerd looks for. */
const programs: Readonly<Record<string, string>> = {
  dockerd: 'usr/sbin/dockerd',
  'docker-proxy': 'usr/sbin/docker-proxy',
  'docker-init': 'usr/bin/tini-static',
  containerd: 'usr/bin/containerd',
  'containerd-shim-runc-v2': 'usr/bin/containerd-shim-runc-v2',
  runc: 'usr/sbin/runc',
};
const upWithinMs = 30_000;
const downWithinMs = 30_000;

/** Where the programs are, or would be. */
export function cachedDocker(env: NodeJS.ProcessEnv = process.env): string {
  const cache = env['ROUNDHOUSE_CACHE'] || join(homedir(), '.cache/roundhouse');
  return join(cache, 'docker', `${distribution()}-${process.arch}`);
}

function distribution(): string {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const field = (name: string): string => new RegExp(`^${name}="?([\\w.-]+)`, 'm').exec(release)?.[1] ?? 'unknown';
  return `${field('ID')}-${field('VERSION_ID')}`;
}

/** Why it cannot run here; null: it can. */
export function whyNoDocker(env: NodeJS.ProcessEnv = process.env): string | null {
  if (process.platform !== 'linux') return 'a Docker Engine for tests runs on Linux only';
  if (process.getuid?.() !== 0) return 'a Docker Engine for tests must be started by root';
  if (!existsSync(join(cachedDocker(env), 'dockerd'))) {
    return `no dockerd in ${cachedDocker(env)}: put one there with \`node scripts/start-docker.ts\``;
  }
  return null;
}

/** Unpacks beside the system: installing docker.io would start a service, where there are services. */
export function installDocker(target = cachedDocker()): string {
  if (existsSync(join(target, 'dockerd'))) return target;
  const work = mkdtempSync(join(tmpdir(), 'roundhouse-docker-'));
  try {
    // apt's own user may not write here: it says so, and goes on as root.
    chmodSync(work, 0o755);
    download(work);
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
      execFileSync('dpkg', ['-x', file, 'unpacked'], { cwd: work });
    }
    const partial = `${target}.${process.pid}`;
    mkdirSync(partial, { recursive: true });
    for (const [name, path] of Object.entries(programs)) {
      copyFileSync(join(work, 'unpacked', path), join(partial, name));
    }
    checkLibraries(join(partial, 'dockerd'));
    renameSync(partial, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return target;
}

function download(cwd: string): void {
  const apt = (...args: string[]) =>
    execFileSync('apt-get', args, { cwd, stdio: ['ignore', 'ignore', process.stderr] });
  try {
    apt('download', '-qq', ...packages);
  } catch {
    // The lists are missing or old.
    apt('update', '-qq');
    apt('download', '-qq', ...packages);
  }
}

function checkLibraries(program: string): void {
  const missing = execFileSync('ldd', [program], { encoding: 'utf8' }).match(/^\s*\S+ => not found/gm) ?? [];
  if (missing.length > 0) throw new Error(`dockerd needs libraries that are not here: ${missing.join(', ')}`);
}

export interface DockerDaemon extends AsyncDisposable {
  readonly socketPath: string;
  /** Where it keeps everything, its log (`dockerd.log`) too. */
  readonly dir: string;
  pid(): number | null;
  /** Ends it: SIGTERM ends its containers too, after SIGKILL they go on until the next start. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Starts it again in the same folder. */
  start(): Promise<void>;
  /** Ends it and its containers and removes its folder. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface DaemonOptions {
  /** Further flags of dockerd, e.g. `--live-restore`. */
  readonly flags?: readonly string[];
}

/** Resolves when it answers; throws with the end of its log when it does not. */
export async function startDocker({ flags = [] }: DaemonOptions = {}): Promise<DockerDaemon> {
  const dir = mkdtempSync(join(tmpdir(), 'rh-docker-'));
  const socketPath = join(dir, 'docker.sock');
  const bridge = addBridge(basename(dir));
  let child: ChildProcess | null = null;

  const start = async (): Promise<void> => {
    forgetContainerd(dir);
    child = spawnDockerd(dir, socketPath, [`--bridge=${bridge}`, ...flags]);
    const ended = once(child, 'exit');
    const end = performance.now() + upWithinMs;
    while (!(await answers(socketPath))) {
      if (child.exitCode === null && child.signalCode === null && performance.now() < end) {
        await Promise.race([ended, sleep(50)]);
        continue;
      }
      child.kill('SIGKILL');
      throw new Error(`dockerd did not come up:\n${tailOf(join(dir, 'dockerd.log'))}`);
    }
  };
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child?.kill('SIGKILL'), downWithinMs);
    await ended;
    clearTimeout(late);
  };
  await start().catch((error) => {
    execFileSync('ip', ['link', 'delete', bridge]);
    throw error;
  });
  return {
    socketPath,
    dir,
    pid: () => child?.pid ?? null,
    start,
    end,
    async [Symbol.asyncDispose]() {
      // One that was killed has left its containers: only a new one can end them.
      if (child?.signalCode === 'SIGKILL') await start();
      await removeContainers(socketPath);
      await end('SIGTERM');
      execFileSync('ip', ['link', 'delete', bridge]);
      unmountBelow(dir);
      removeCgroups(basename(dir));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * One for each dockerd: without one of its own it would make `docker0`, or with `--bridge=none` remove it, be it that of
 * the machine's own Docker. Its network is one that is hardly anybody's, and no other one of Docker's.
 */
function addBridge(dir: string): string {
  // 15 characters are the most that Linux takes.
  const name = `rh-${dir.slice(-6)}`;
  const ip = (...args: string[]) => execFileSync('ip', args, { encoding: 'utf8' });
  ip('link', 'add', name, 'type', 'bridge');
  const taken = ip('-4', '-oneline', 'address');
  // Two processes that look at the same time must not find the same.
  let third = process.pid % 256;
  while (taken.includes(` 172.29.${third}.`)) third = (third + 1) % 256;
  ip('address', 'add', `172.29.${third}.1/24`, 'dev', name);
  ip('link', 'set', name, 'up');
  return name;
}

/**
 * dockerd takes the containerd of a dockerd that was killed for a living one as long as its number is in use, be it by the
 * zombie that nobody has reaped, and then waits for it in vain.
 */
function forgetContainerd(dir: string): void {
  const file = join(dir, 'exec/containerd/containerd.pid');
  if (!existsSync(file)) return;
  const pid = readFileSync(file, 'utf8').trim();
  const state = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'latin1') : '';
  if (!/^\d+ \(containerd\) [^ZX]/.test(state)) rmSync(file);
}

/** Its socket lies in the folder: nothing of the machine's own Docker is touched. */
function spawnDockerd(dir: string, socketPath: string, flags: readonly string[]): ChildProcess {
  const bin = cachedDocker();
  const config = join(dir, 'daemon.json');
  // Its own: what the machine has in /etc/docker is not meant for it.
  writeFileSync(config, '{}');
  const log = openSync(join(dir, 'dockerd.log'), 'a');
  return spawn(
    join(bin, 'dockerd'),
    [
      ...['--host', `unix://${socketPath}`, '--data-root', join(dir, 'data'), '--exec-root', join(dir, 'exec')],
      ...['--pidfile', join(dir, 'docker.pid'), '--config-file', config],
      // No rules of the machine's firewall are changed; containers have the host's network, or the bridge without a way out.
      ...['--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'],
      ...['--cgroup-parent', `/${basename(dir)}`, '--default-ulimit', 'nofile=20000:20000', ...flags],
    ],
    { env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` }, stdio: ['ignore', log, log] },
  );
}

const tailOf = (file: string): string => readFileSync(file, 'utf8').split('\n').slice(-15).join('\n');

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ socketPath, path: '/_ping', timeout: 2_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}

async function removeContainers(socketPath: string): Promise<void> {
  const { default: Docker } = await import('dockerode');
  const docker = new Docker({ socketPath });
  const containers = await docker.listContainers({ all: true });
  await Promise.all(
    containers.map(({ Id }) =>
      docker
        .getContainer(Id)
        .remove({ force: true, v: true })
        .catch(() => {}),
    ),
  );
}

function unmountBelow(dir: string): void {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  for (const mount of mounts.filter((path) => path.startsWith(`${dir}/`)).reverse()) {
    execFileSync('umount', ['--lazy', mount]);
  }
}

/** dockerd leaves its parent group behind: one per controller, or one for all (version 2). Killed containers leave theirs. */
function removeCgroups(name: string): void {
  const root = '/sys/fs/cgroup';
  for (const parent of [root, ...readdirSync(root).map((controller) => join(root, controller))]) {
    const group = join(parent, name);
    if (!existsSync(group)) continue;
    const inner = readdirSync(group, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
    const deepestFirst = inner.map((entry) => join(entry.parentPath, entry.name)).sort((a, b) => b.length - a.length);
    for (const each of [...deepestFirst, group]) removeCgroup(each);
  }
}

function removeCgroup(path: string): void {
  try {
    rmdirSync(path);
  } catch (error) {
    // A process that is just ending. An empty group costs nothing.
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
  }
}

async function main(): Promise<void> {
  console.log(installDocker());
  if (!process.argv.includes('--run')) return;
  const daemon = await startDocker();
  console.log(`DOCKER_HOST=unix://${daemon.socketPath}`);
  const keepAlive = setInterval(() => {}, 60_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(keepAlive);
  await daemon[Symbol.asyncDispose]();
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(`start-docker: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
