/**
 * Runs engines as containers of a Docker Engine. Decides nothing: the fleet says what runs and what stops. Never touches a
 * container that does not carry the labels of its owner.
 */
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import type { LaunchedEngine, Launcher, LaunchSpec, LeftEngine } from '../launcher.ts';
import { createPortChooser, type PortChooser } from '../process/free-port.ts';
import { connectDocker } from './api/connect-docker.ts';
import { type DockerConnection, isHere, nameOf } from './api/connection.ts';
import type { DockerApi, DockerVersion, RegistryLogin } from './api/docker-api.ts';
import { createDockerAccess, type OwnContainer, orRefuse, type PullHow } from './docker-access.ts';
import type { DockerSpec } from './docker-spec.ts';
import { logCapacity, runContainer } from './engine-container.ts';
import { isAlive } from './engine-exit.ts';
import { createLeftovers } from './leftovers.ts';
import { makeContainer } from './make-container.ts';
import { addressOf, type ContainerAddress, type EngineAddress, portOfUrl } from './spec/container-address.ts';
import { filler } from './spec/container-body.ts';
import { labelsOf, specKeyOf } from './spec/labels.ts';

export interface DockerLauncherOptions {
  readonly log: Log;
  readonly clock: Clock;
  readonly connection: DockerConnection;
  /** Names this gateway, the same after each start: its containers carry it. `[a-z0-9-]`; no two gateways of a Docker host may have the same. */
  readonly owner: string;
  /** For Docker on another machine: the address there that engines listen on, and the name by which they are reached. Default: loopback. */
  readonly engineAddress?: EngineAddress;
  /** What to tell the registry of an image; null: nothing. Called once per pull, kept nowhere. */
  readonly registryLogin?: (image: string) => RegistryLogin | null;
  /** For tests; by default it is reached at `connection`. */
  readonly api?: DockerApi;
  readonly ports?: PortChooser;
}

export interface DockerLauncher extends Launcher {
  /** Rejects with an AppError (`engine_start_failed`) when Docker cannot be reached or is too old. */
  check(): Promise<DockerVersion>;
  /** Brings the image onto the Docker host, as its pull policy says. Rejects with an AppError (`engine_start_failed`). */
  ensureImage(docker: DockerSpec, how: PullHow): Promise<void>;
  /** The containers of this owner that run, listen where engines are to, and are not followed. Rejects as `check` does. */
  leftBehind(): Promise<readonly LeftEngine[]>;
  /** Ends and removes containers of this owner that are neither among these engines nor followed. Resolves to their engines' ids. */
  removeStrays(keep: Iterable<string>): Promise<readonly string[]>;
  /** The gateway is about to end: from now on the end of an engine is not waited for long while Docker does not answer. */
  closeSoon(): void;
}

/** Time that engines still running at `close()` get before SIGKILL. */
const closeTimeoutMs = 1_000;
/** After that, `close()` waits no longer: what still runs is adopted, or removed as a stray, at the next start. */
const closeGraceMs = 10_000;
const loopback: EngineAddress = { bind: '127.0.0.1', reach: '127.0.0.1' };

/** Creates the launcher; Docker is not asked before the first call. Throws an AppError when it could never work. */
export function createDockerLauncher(options: DockerLauncherOptions): DockerLauncher {
  const { log, clock, owner } = options;
  checkOptions(options);
  const api = options.api ?? connectDocker(options.connection);
  const access = createDockerAccess({ registryLogin: () => null, ...options, api });
  const ports = options.ports ?? createPortChooser();
  const engines = new Map<string, LaunchedEngine>();
  const leftovers = createLeftovers({ access, isFollowed: (engineId) => engines.has(engineId), clock, log });
  const at = options.engineAddress ?? loopback;
  const closing = new AbortController();
  const abandoning = new AbortController();
  let closed = false;

  const over = (engineId: string, isLeft: boolean): void => {
    engines.delete(engineId);
    if (isLeft) leftovers.add(engineId);
  };

  const launch = (spec: LaunchSpec, docker: DockerSpec, address: ContainerAddress): LaunchedEngine => {
    const { engineId } = spec;
    const secrets = Object.values(spec.env);
    const own = log.child({ engine: engineId });
    const gpuIds = docker.gpus && 'ids' in docker.gpus ? docker.gpus.ids : [];
    const labels = labelsOf(owner, { engineId, specKey: specKeyOf(spec), ...address, bind: at.bind, gpuIds });
    const fill = filler(engineId, address);
    const engine = runContainer({
      api,
      baseUrl: address.baseUrl,
      startedAt: clock.date(),
      async bring(signal, say) {
        await access.ensureImage(docker, secrets, { signal, say });
        // They may have what it needs.
        await leftovers.remove();
        signal.throwIfAborted();
        const name = `roundhouse-${owner.slice(0, 12)}-${engineId}`;
        const onLeft = (): void => leftovers.add(engineId);
        return makeContainer({ api, spec, docker, address, owner, name, labels, signal, log: own, onLeft });
      },
      stopCommand: insideCommand(spec.stopCommand, fill),
      env: spec.env,
      explain: (error) => access.explain(error, docker, secrets),
      log: own,
      clock,
      closing: closing.signal,
      abandoned: abandoning.signal,
      onGone(isLeft) {
        if (spec.url === null) ports.release(portOfUrl(address.baseUrl));
        over(engineId, isLeft);
      },
    });
    engines.set(engineId, engine);
    return engine;
  };

  const adopt = (container: OwnContainer, stopCommand: Command | null, env: LaunchSpec['env'] = {}): LaunchedEngine => {
    const { id, engineId, baseUrl, port } = container;
    const own = log.child({ engine: engineId });
    own.info({ container: id }, 'the container of an earlier run goes on');
    const engine = runContainer({
      api,
      baseUrl,
      startedAt: clock.date(),
      bring: async () => ({ id, pid: (await api.inspect(id).catch(() => null))?.pid ?? null, tail: logCapacity }),
      stopCommand: insideCommand(stopCommand, filler(engineId, { host: loopback.reach, port })),
      env,
      explain: (error) => access.explain(error),
      log: own,
      clock,
      closing: closing.signal,
      abandoned: abandoning.signal,
      onGone: (isLeft) => over(engineId, isLeft),
    });
    engines.set(engineId, engine);
    return engine;
  };

  const strays = async (keep: ReadonlySet<string>): Promise<string[]> => {
    const removed: string[] = [];
    for (const { id, engineId } of await access.own()) {
      if (keep.has(engineId) || engines.has(engineId)) continue;
      const said = { engine: engineId, container: id };
      try {
        await api.remove(id);
        log.warn(said, 'a container that nobody wants was removed');
        removed.push(engineId);
      } catch (error) {
        // One that cannot be removed must not keep the others from being started.
        log.error({ ...said, reason: access.explain(error) }, 'a container that nobody wants could not be removed');
      }
    }
    return removed;
  };

  return {
    name: 'docker',
    check: () => orRefuse(access, () => access.check()),
    ensureImage: (docker, how) => orRefuse(access, () => access.ensureImage(docker, [], how), docker),
    async start(spec) {
      const { docker } = spec;
      if (!docker) throw new AppError('engine_start_failed', `Engine ${spec.engineId} has no image to run.`);
      const hostPort = spec.url === null ? await ports.take() : portOfUrl(spec.url);
      if (closed) throw new AppError('shutting_down', 'The gateway is stopping; no engine is started any more.');
      return launch(spec, docker, addressOf(docker, { hostPort, url: spec.url, at }));
    },
    async leftBehind() {
      const own = await orRefuse(access, () => access.own());
      const goesOn = (container: OwnContainer): boolean => isAlive(container) && container.bind === at.bind;
      const left = own.filter((container) => goesOn(container) && !engines.has(container.engineId));
      return left.map((container) => {
        const { engineId, specKey, gpuIds } = container;
        return { engineId, specKey, gpuIds, adopt: (stopCommand, env) => adopt(container, stopCommand, env) };
      });
    },
    removeStrays: (keep) => orRefuse(access, () => strays(new Set(keep))),
    closeSoon: () => closing.abort(),
    async close() {
      closed = true;
      leftovers.close();
      const cancel = clock.timer(closeTimeoutMs + closeGraceMs, () => abandoning.abort());
      await Promise.all([...engines.values()].map((engine) => engine.stop(closeTimeoutMs)));
      cancel();
    },
  };
}

type Command = readonly string[];

/** A command that is run inside the container, whose first process is the engine's. */
function insideCommand(command: Command | null, fill: (text: string) => string): Command | null {
  return command?.map((part) => fill(part).replaceAll('${PID}', '1')) ?? null;
}

function checkOptions({ owner, connection, engineAddress }: DockerLauncherOptions): void {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(owner)) {
    throw new AppError('invalid_request', `"${owner}" cannot name an owner of containers.`);
  }
  if (engineAddress || isHere(connection)) return;
  throw new AppError(
    'invalid_request',
    `Docker at ${nameOf(connection)} is another machine: say at which of its addresses engines are reached.`,
  );
}
