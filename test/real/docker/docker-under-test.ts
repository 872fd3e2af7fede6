/** A real Docker Engine, images made from nothing, and launchers on it, for the tests of this folder. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import { type DaemonOptions, type DockerDaemon, startDocker, whyNoDocker } from '../../../scripts/start-docker.ts';
import {
  createDockerLauncher,
  type DockerLauncher,
  type DockerLauncherOptions,
  type DockerSpec,
  type LaunchedEngine,
  type LaunchSpec,
  type LeftEngine,
} from '../../../server/engines/launchers/index.ts';
import { systemClock } from '../../../server/platform/clock.ts';
import { type Log, silentLog } from '../../../server/platform/log.ts';
import { type Logged, lineOf } from '../../integration/launchers/launcher-under-test.ts';

export const project = join(import.meta.dirname, '../../..');
/** Nothing but the libraries that Node and the embedded engine need: both come in by a mount of the project. */
export const image = 'roundhouse-test/libraries:1';

/** Why the suites are skipped, false: they run. In CI nothing may be missing. */
export function skipDocker(env: NodeJS.ProcessEnv = process.env): string | false {
  const reason = whyNoDocker(env);
  if (reason !== null && env['CI'] === 'true') throw new Error(reason);
  return reason ?? false;
}

export interface DockerUnderTest extends AsyncDisposable {
  readonly daemon: DockerDaemon;
  /** To look at what the launcher does from outside. */
  readonly docker: Docker;
  launcher(options?: Partial<DockerLauncherOptions>): LauncherWithLog;
}

export interface LauncherWithLog extends AsyncDisposable {
  readonly launcher: DockerLauncher;
  readonly logged: readonly Logged[];
}

export async function dockerUnderTest(options: DaemonOptions = {}): Promise<DockerUnderTest> {
  const daemon = await startDocker(options);
  try {
    const docker = new Docker({ socketPath: daemon.socketPath });
    await importImage(docker, tarOfLibraries(), image);
    return {
      daemon,
      docker,
      launcher: (options) => launcherOn(daemon.socketPath, options),
      [Symbol.asyncDispose]: () => daemon[Symbol.asyncDispose](),
    };
  } catch (error) {
    await daemon[Symbol.asyncDispose]();
    throw error;
  }
}

/** One for all tests of the suite that calls this, from before the first to after the last. */
export function dockerOfSuite(options: DaemonOptions = {}): Omit<DockerUnderTest, typeof Symbol.asyncDispose> {
  let under: DockerUnderTest;
  before(async () => {
    under = await dockerUnderTest(options);
  });
  after(() => under[Symbol.asyncDispose]());
  return {
    get daemon() {
      return under.daemon;
    },
    get docker() {
      return under.docker;
    },
    launcher: (launcher) => under.launcher(launcher),
  };
}

export function launcherOn(socketPath: string, options: Partial<DockerLauncherOptions> = {}): LauncherWithLog {
  const logged: Logged[] = [];
  const logOf = (fields: object): Log => ({
    ...silentLog,
    info: (more, message) => void logged.push({ level: 'info', fields: { ...fields, ...more }, message }),
    warn: (more, message) => void logged.push({ level: 'warn', fields: { ...fields, ...more }, message }),
    error: (more, message) => void logged.push({ level: 'error', fields: { ...fields, ...more }, message }),
    child: (more) => logOf({ ...fields, ...more }),
  });
  const launcher = createDockerLauncher({
    log: logOf({}),
    clock: systemClock,
    connection: { socketPath },
    owner: 'tests',
    ...options,
  });
  return { launcher, logged, [Symbol.asyncDispose]: () => launcher.close() };
}

/** Host network, the project mounted where it is. */
export const dockerSpec: DockerSpec = {
  image,
  pull: 'never',
  network: 'host',
  mounts: [{ type: 'bind', source: project, target: project, readOnly: true }],
};

let specs = 0;

export function specOf(
  command: readonly string[],
  { docker, ...fields }: Partial<Omit<LaunchSpec, 'docker'>> & { readonly docker?: Partial<DockerSpec> } = {},
): LaunchSpec {
  specs += 1;
  return {
    engineId: `tiny-${process.pid}-${specs}`,
    command,
    env: {},
    workDir: '/',
    stopCommand: null,
    url: null,
    docker: { ...dockerSpec, ...docker },
    ...fields,
  };
}

type Fields = Parameters<typeof specOf>[1];

/** A program given as JavaScript. */
export const scriptSpec = (script: string, fields?: Fields): LaunchSpec =>
  specOf([process.execPath, '-e', script], fields);

/** The project's fake engine with these flags. */
export const fakeSpec = (flags: readonly string[] = [], fields?: Fields): LaunchSpec =>
  specOf([process.execPath, join(project, 'test/fakes/fake-engine.ts'), '--port', '${PORT}', ...flags], fields);

/** A program that says that it is up, ends on SIGTERM with code 0, and stays otherwise. */
export const stayingScript = `process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); console.log('up'); setInterval(() => {}, 1000);`;

const tarOfLibraries = () =>
  spawn('tar', ['-c', '--dereference', '-C', '/', ...libraries()], { stdio: ['ignore', 'pipe', 'inherit'] }).stdout;

/** The root file system of `image`. */
export const librariesTar = (): Promise<Buffer> => buffer(tarOfLibraries());

/** @param tar of a whole root file system. */
export async function importImage(docker: Docker, tar: Readable, name: string): Promise<void> {
  const [repo, tag] = name.split(':');
  const stream: Readable = (await docker.importImage(tar, { fromSrc: '-', repo, tag })) as Readable;
  await new Promise<void>((resolve, reject) =>
    docker.modem.followProgress(stream, (error: Error | null) => (error ? reject(error) : resolve())),
  );
}

/** Paths without their leading slash, as `tar -C /` wants them. */
function libraries(): string[] {
  const addons = join(project, 'node_modules/@node-llama-cpp/linux-x64/bins/linux-x64');
  const needing = [
    process.execPath,
    ...execFileSync('find', [addons, '-name', '*.so', '-o', '-name', '*.node'], { encoding: 'utf8' }).split('\n'),
  ];
  const found = new Set<string>();
  for (const file of needing.filter((path) => existsSync(path))) {
    for (const [, path = ''] of execFileSync('ldd', [file], { encoding: 'utf8' }).matchAll(
      /(?:=> |^\s*)(\/\S+) \(/gm,
    )) {
      if (!path.startsWith(project)) found.add(path.slice(1));
    }
  }
  return [...found, 'etc/passwd', 'etc/group'];
}

/** What `docker inspect` says of an engine's container; null: there is none. */
export async function inspectEngine(docker: Docker, engineId: string): Promise<Docker.ContainerInspectInfo | null> {
  const [found] = await docker.listContainers({ all: true, filters: { label: [`roundhouse.engine=${engineId}`] } });
  return found ? docker.getContainer(found.Id).inspect() : null;
}

export const dockerdLog = ({ dir }: DockerDaemon): string => readFileSync(join(dir, 'dockerd.log'), 'utf8');

/** The first line, seen or to come, that matches; throws, with what is known, when the engine ends before. */
export async function saying(engine: LaunchedEngine, pattern: RegExp): Promise<string> {
  const ended = engine.exited.then(async (exit) => {
    const lines = engine.logs.last(20).map(({ line }) => line);
    throw new Error(`it ended: ${JSON.stringify(exit)}\n${lines.join('\n')}`);
  });
  return Promise.race([lineOf(engine, pattern), ended]);
}

/** Waits until its health answers 200; throws, with its last lines, when it ends before or takes too long. */
export async function answering(engine: LaunchedEngine): Promise<void> {
  const end = performance.now() + 30_000;
  for (;;) {
    const response = await fetch(`${engine.baseUrl}/health`).catch(() => null);
    await response?.body?.cancel();
    if (response?.status === 200) return;
    const said = engine.logs.last(20).map(({ line }) => line);
    if (performance.now() > end || engine.processStatus() !== 'running') throw new Error(said.join('\n'));
    await sleep(50);
  }
}

/** Follows all that an earlier gateway has left behind. */
export async function adoptAll(launcher: DockerLauncher): Promise<(LaunchedEngine & Omit<LeftEngine, 'adopt'>)[]> {
  const left = await launcher.leftBehind();
  // Its getters stay getters.
  return left.map(({ adopt, ...facts }) =>
    Object.defineProperties(
      { ...facts } as LaunchedEngine & typeof facts,
      Object.getOwnPropertyDescriptors(adopt(null)),
    ),
  );
}
