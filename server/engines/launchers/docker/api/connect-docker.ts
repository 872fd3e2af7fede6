/** The Engine API by dockerode. Knows the wire; decides nothing. */
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { chooseApiVersion } from './api-version.ts';
import { type DockerConnection, dockerodeOptions } from './connection.ts';
import {
  type ContainerState,
  type DockerApi,
  DockerFault,
  type DockerVersion,
  type LogsOptions,
  type PullOptions,
  type PullStep,
} from './docker-api.ts';

/** For calls that Docker answers at once. */
const callMs = 30_000;
/** Images are unpacked and file systems made. */
const createMs = 120_000;

/** With all that it needs (gRPC, SSH) it takes 10 MB and a tenth of a second: loaded where there is a Docker to speak to. */
const loadDockerode = (): typeof Docker => createRequire(import.meta.url)('dockerode');

export function connectDocker(connection: DockerConnection): DockerApi {
  const Docker = loadDockerode();
  const options = dockerodeOptions(connection);
  let docker = new Docker(options);
  const container = (id: string): Docker.Container => docker.getContainer(id);
  // dockerode's types know `abortSignal` of few calls; it takes it in all of them.
  const within = (ms: number): object => ({ abortSignal: AbortSignal.timeout(ms) });

  return {
    async version() {
      const asker: { version(options: object): Promise<Docker.DockerVersion> } = new Docker(options);
      const said = await faulty(asker.version(within(callMs)));
      const version = versionOf(said);
      const spoken = chooseApiVersion(version);
      if (spoken !== null) docker = new Docker({ ...options, version: `v${spoken}` });
      return version;
    },
    hasImage: async (image) => (await orNull(docker.getImage(image).inspect(within(callMs)))) !== null,
    pull: (image, pull) => pullImage(docker, image, pull),
    async create(name, body) {
      const created = await faulty(docker.createContainer({ ...body, name, ...within(createMs) }));
      return created.id;
    },
    start: (id) => quiet(container(id).start(within(createMs))),
    async inspect(id) {
      const info = await orNull(container(id).inspect(within(callMs)));
      return info === null ? null : stateOf(info);
    },
    async list(labels) {
      const listed = await faulty(
        docker.listContainers({ all: true, filters: { label: [...labels] }, ...within(callMs) }),
      );
      return listed.map(({ Id, State, Labels }) => ({ id: Id, status: State, labels: Labels }));
    },
    logs: (id, logs) => followLogs(container(id), logs),
    exec: (id, command, signal) => runInside(docker, container(id), command, signal),
    stop: (id, seconds) => quiet(container(id).stop({ t: seconds, ...within(seconds * 1000 + callMs) })),
    kill: (id) => quiet(container(id).kill(within(callMs))),
    async remove(id) {
      await orNull(container(id).remove({ force: true, v: true, ...within(createMs) }));
    },
  };
}

function versionOf(said: Docker.DockerVersion): DockerVersion {
  // What answers may be no Docker at all.
  const { Version = 'unknown', ApiVersion = '0', MinAPIVersion = '0' } = said ?? {};
  return { version: String(Version), apiVersion: String(ApiVersion), minApiVersion: String(MinAPIVersion) };
}

function stateOf({ State, Config }: Docker.ContainerInspectInfo): ContainerState {
  return {
    status: State.Status,
    pid: State.Pid > 0 ? State.Pid : null,
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    error: State.Error,
    startedAt: State.StartedAt,
    tty: Config.Tty,
    labels: Config.Labels ?? {},
  };
}

async function pullImage(docker: Docker, image: string, { login, onStep, signal }: PullOptions): Promise<void> {
  // Without a tag the API would pull every one of them.
  const name = /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
  const auth = login === null ? {} : { authconfig: login };
  const stream = await faulty(docker.pull(name, { abortSignal: signal, ...auth }));
  await new Promise<void>((resolve, reject) => {
    const fail = (message: string): void => reject(new DockerFault(null, message));
    signal.addEventListener('abort', () => fail('the pull was aborted'), { once: true });
    // A daemon that dies closes the connection in the middle: followProgress itself would wait for ever.
    stream.once('close', () => fail('the connection to Docker was lost during the pull'));
    docker.modem.followProgress(
      stream,
      (error: Error | null) => (error === null ? resolve() : reject(new DockerFault(200, error.message))),
      (step: PullStep) => onStep(step),
    );
  });
}

async function followLogs(container: Docker.Container, { since, tail, signal }: LogsOptions): Promise<Readable> {
  const stream = await faulty(
    container.logs({
      follow: true,
      stdout: true,
      stderr: true,
      timestamps: true,
      ...(since === null ? {} : { since }),
      ...(tail === null ? {} : { tail }),
      abortSignal: signal,
    }),
  );
  return stream as Readable;
}

async function runInside(
  docker: Docker,
  container: Docker.Container,
  command: readonly string[],
  signal: AbortSignal,
): Promise<number | null> {
  const made = await faulty(
    container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true, abortSignal: signal }),
  );
  const stream = await faulty(made.start({ abortSignal: signal }));
  await new Promise<void>((resolve) => {
    stream.once('close', resolve);
    stream.once('error', () => resolve());
    stream.resume();
  });
  if (signal.aborted) return null;
  const { ExitCode } = await faulty(docker.getExec(made.id).inspect({ abortSignal: signal }));
  return ExitCode;
}

/** Everything that dockerode throws becomes a DockerFault. */
async function faulty<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw faultOf(error);
  }
}

/** null where Docker says 404. */
async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await faulty(call);
  } catch (error) {
    if (error instanceof DockerFault && error.status === 404) return null;
    throw error;
  }
}

/** "Is so already" (304) is no fault. */
async function quiet(call: Promise<unknown>): Promise<void> {
  try {
    await faulty(call);
  } catch (error) {
    if (!(error instanceof DockerFault && error.status === 304)) throw error;
  }
}

interface Thrown {
  readonly statusCode?: number;
  readonly json?: { readonly message?: string };
  readonly message?: string;
  readonly name?: string;
  readonly cause?: { readonly name?: string };
}

function faultOf(error: unknown): DockerFault {
  const { statusCode, json, message = 'unknown error', name, cause } = (error ?? {}) as Thrown;
  if (statusCode !== undefined) return new DockerFault(statusCode, json?.message ?? message, { cause: error });
  const timedOut = name === 'TimeoutError' || cause?.name === 'TimeoutError';
  return new DockerFault(null, timedOut ? 'Docker did not answer in time' : message, { cause: error });
}
