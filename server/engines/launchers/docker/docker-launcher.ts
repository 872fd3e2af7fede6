/**
 * Runs engines as containers of a Docker Engine. Decides nothing: the fleet says what runs and what stops. Never touches a
 * container that does not carry the labels of its owner.
 */
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Log } from '../../../platform/log.ts';
import type { LaunchedEngine, Launcher, LaunchSpec } from '../launcher.ts';
import { createPortChooser, type PortChooser } from '../process/free-port.ts';
import { chooseApiVersion, oldestApi } from './api/api-version.ts';
import { connectDocker } from './api/connect-docker.ts';
import { type DockerConnection, isHere, nameOf } from './api/connection.ts';
import type { DockerApi, DockerVersion, ListedContainer, RegistryLogin } from './api/docker-api.ts';
import type { DockerSpec } from './docker-spec.ts';
import { logCapacity, runContainer } from './engine-container.ts';
import { isAlive } from './engine-exit.ts';
import { ensureImage } from './ensure-image.ts';
import { ExplainedFault, explainFault, type FaultContext } from './explain-fault.ts';
import { makeContainer } from './make-container.ts';
import { addressOf, type ContainerAddress, type EngineAddress, portOfUrl } from './spec/container-address.ts';
import { filler } from './spec/container-body.ts';
import { labelsOf, ownerLabel, readLabels, specKeyOf } from './spec/labels.ts';

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

/** A container of an earlier gateway of this owner that still runs. */
export interface AdoptedEngine extends LaunchedEngine {
  readonly engineId: string;
  /** See specKeyOf. */
  readonly specKey: string;
  /** All of the container's. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface DockerLauncher extends Launcher {
  /** Rejects with an AppError (`engine_start_failed`) when Docker cannot be reached or is too old. */
  check(): Promise<DockerVersion>;
  /** Brings the image onto the Docker host, as its pull policy says. Rejects with an AppError (`engine_start_failed`). */
  ensureImage(
    docker: DockerSpec,
    options: { readonly signal: AbortSignal; readonly say: (line: string) => void },
  ): Promise<void>;
  /** Follows the containers of this owner that run and are not followed yet. Rejects as `check` does. */
  adopt(): Promise<readonly AdoptedEngine[]>;
  /** Ends and removes containers of this owner that are neither among these engines nor followed. Resolves to their engines' ids. */
  removeStrays(keep: Iterable<string>): Promise<readonly string[]>;
}

/** Time that engines still running at `close()` get before SIGKILL. */
const closeTimeoutMs = 1_000;
const loopback: EngineAddress = { bind: '127.0.0.1', reach: '127.0.0.1' };

/** Creates the launcher; Docker is not asked before the first call. Throws an AppError when it could never work. */
export function createDockerLauncher(options: DockerLauncherOptions): DockerLauncher {
  const { log, clock, connection, owner, registryLogin = () => null } = options;
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(owner))
    throw new AppError('invalid_request', `"${owner}" cannot name an owner of containers.`);
  if (!options.engineAddress && !isHere(connection)) {
    throw new AppError(
      'invalid_request',
      `Docker at ${nameOf(connection)} is another machine: say at which of its addresses engines are reached.`,
    );
  }
  const at = options.engineAddress ?? loopback;
  const api = options.api ?? connectDocker(connection);
  const ports = options.ports ?? createPortChooser();
  const engines = new Map<string, LaunchedEngine>();
  let checked: Promise<DockerVersion> | null = null;
  let closed = false;

  const faults = (docker: DockerSpec | null, env: Readonly<Record<string, string>> = {}): FaultContext => ({
    image: docker?.image ?? 'of the container',
    docker: nameOf(connection),
    secrets: Object.values(env),
  });

  const askVersion = async (): Promise<DockerVersion> => {
    const version = await api.version();
    if (chooseApiVersion(version) !== null) return version;
    throw new ExplainedFault(
      `Docker ${version.version} at ${nameOf(connection)} speaks Engine API ${version.apiVersion}; ${oldestApi} or newer is needed: use Docker 19.03 or newer`,
    );
  };
  const check = (): Promise<DockerVersion> => {
    checked ??= askVersion().catch((error: unknown) => {
      checked = null;
      throw error;
    });
    return checked;
  };

  const pullIfNeeded = async (
    docker: DockerSpec,
    context: FaultContext,
    { signal, say }: { signal: AbortSignal; say: (line: string) => void },
  ) => {
    await check();
    await ensureImage({ api, docker, login: registryLogin(docker.image), clock, signal, say, faults: context });
  };

  const launch = (spec: LaunchSpec, docker: DockerSpec, address: ContainerAddress): LaunchedEngine => {
    const context = faults(docker, spec.env);
    const own = log.child({ engine: spec.engineId });
    const labels = labelsOf(owner, { engineId: spec.engineId, specKey: specKeyOf(spec), baseUrl: address.baseUrl });
    const fill = filler(spec.engineId, address);
    const engine = runContainer({
      api,
      baseUrl: address.baseUrl,
      startedAt: clock.date(),
      async bring(signal, say) {
        await pullIfNeeded(docker, context, { signal, say });
        signal.throwIfAborted();
        const name = `roundhouse-${owner.slice(0, 12)}-${spec.engineId}`;
        return makeContainer({ api, spec, docker, address, owner, name, labels, signal, log: own });
      },
      stopCommand: spec.stopCommand?.map((part) => fill(part).replaceAll('${PID}', '1')) ?? null,
      explain: (error) => explainFault(error, context),
      log: own,
      clock,
      onGone() {
        if (spec.url === null) ports.release(portOfUrl(address.baseUrl));
        engines.delete(spec.engineId);
      },
    });
    engines.set(spec.engineId, engine);
    return engine;
  };

  const adoptOne = ({ id, labels }: ListedContainer): AdoptedEngine | null => {
    const own = readLabels(owner, labels);
    if (own === null || engines.has(own.engineId)) return null;
    const { engineId, specKey, baseUrl } = own;
    const childLog = log.child({ engine: engineId });
    const engine = runContainer({
      api,
      baseUrl,
      startedAt: clock.date(),
      bring: async () => ({ id, pid: (await api.inspect(id).catch(() => null))?.pid ?? null, tail: logCapacity }),
      stopCommand: null,
      explain: (error) => explainFault(error, faults(null)),
      log: childLog,
      clock,
      onGone: () => void engines.delete(engineId),
    });
    engines.set(engineId, engine);
    childLog.info({ container: id }, 'the container of an earlier run goes on');
    return Object.defineProperties(
      { engineId, specKey, labels } as AdoptedEngine,
      Object.getOwnPropertyDescriptors(engine),
    );
  };

  const refuse = (error: unknown, context: FaultContext): never => {
    throw new AppError('engine_start_failed', explainFault(error, context), {}, { cause: error });
  };
  const mine = () => api.list([`${ownerLabel}=${owner}`]);

  return {
    name: 'docker',
    check: () => check().catch((error: unknown) => refuse(error, faults(null))),
    ensureImage: (docker, how) =>
      pullIfNeeded(docker, faults(docker), how).catch((error: unknown) => refuse(error, faults(docker))),
    async start(spec) {
      const { docker } = spec;
      if (!docker) throw new AppError('engine_start_failed', `Engine ${spec.engineId} has no image to run.`);
      const hostPort = spec.url === null ? await ports.take() : portOfUrl(spec.url);
      if (closed) throw new AppError('shutting_down', 'The gateway is stopping; no engine is started any more.');
      return launch(spec, docker, addressOf(docker, { hostPort, url: spec.url, at }));
    },
    async adopt() {
      await this.check();
      const listed = await mine().catch((error: unknown) => refuse(error, faults(null)));
      return listed
        .filter(isAlive)
        .map(adoptOne)
        .filter((engine) => engine !== null);
    },
    async removeStrays(keep) {
      await this.check();
      const kept = new Set(keep);
      const removed: string[] = [];
      for (const { id, labels } of await mine().catch((error: unknown) => refuse(error, faults(null)))) {
        const own = readLabels(owner, labels);
        if (own === null || kept.has(own.engineId) || engines.has(own.engineId)) continue;
        await api.remove(id).catch((error: unknown) => refuse(error, faults(null)));
        log.warn({ engine: own.engineId, container: id }, 'a container that nobody wants was removed');
        removed.push(own.engineId);
      }
      return removed;
    },
    async close() {
      closed = true;
      await Promise.all([...engines.values()].map((engine) => engine.stop(closeTimeoutMs)));
    },
  };
}
