/** One Docker Engine as a launcher sees it: asked for its version first, and with faults that say what to do. */
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import { chooseApiVersion, oldestApi } from './api/api-version.ts';
import { type DockerConnection, nameOf } from './api/connection.ts';
import type { DockerApi, DockerVersion, ListedContainer, RegistryLogin } from './api/docker-api.ts';
import type { DockerSpec } from './docker-spec.ts';
import { ensureImage } from './ensure-image.ts';
import { ExplainedFault, explainFault, type FaultContext } from './explain-fault.ts';
import type { PullProgress } from './pull-progress.ts';
import { type OwnLabels, ownerLabel, readLabels } from './spec/labels.ts';

export interface DockerAccessOptions {
  readonly api: DockerApi;
  readonly connection: DockerConnection;
  readonly owner: string;
  readonly registryLogin: (image: string) => RegistryLogin | null;
  readonly clock: Clock;
}

export interface OwnContainer extends ListedContainer, OwnLabels {}

export interface PullHow {
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Told where it is pulled at all: at the beginning, now and then, and at the end. */
  readonly onProgress?: (progress: PullProgress) => void;
}

export interface DockerAccess {
  readonly api: DockerApi;
  /** Asks once; again after a fault. */
  check(): Promise<DockerVersion>;
  ensureImage(docker: DockerSpec, secrets: readonly string[], how: PullHow): Promise<void>;
  /** Those of the owner, in whatever state. */
  own(): Promise<readonly OwnContainer[]>;
  /** What a fault means, in words that may be shown. */
  explain(error: unknown, docker?: DockerSpec, secrets?: readonly string[]): string;
}

export function createDockerAccess({
  api,
  connection,
  owner,
  registryLogin,
  clock,
}: DockerAccessOptions): DockerAccess {
  let checked: Promise<DockerVersion> | null = null;
  const faults = (docker?: DockerSpec, secrets: readonly string[] = []): FaultContext => ({
    image: docker?.image ?? 'of the container',
    docker: nameOf(connection),
    secrets,
  });
  const askVersion = async (): Promise<DockerVersion> => {
    const said = await api.version();
    if (chooseApiVersion(said) !== null) return said;
    throw new ExplainedFault(
      `Docker ${said.version} at ${nameOf(connection)} speaks Engine API ${said.apiVersion}; ${oldestApi} or newer is needed: use Docker 19.03 or newer`,
    );
  };
  const check = (): Promise<DockerVersion> => {
    checked ??= askVersion().catch((error: unknown) => {
      checked = null;
      throw error;
    });
    return checked;
  };
  return {
    api,
    check,
    async ensureImage(docker, secrets, how) {
      await check();
      const login = registryLogin(docker.image);
      await ensureImage({ api, docker, login, clock, ...how, faults: faults(docker, secrets) });
    },
    async own() {
      await check();
      const listed = await api.list([`${ownerLabel}=${owner}`]);
      return listed.flatMap((container) => {
        const labels = readLabels(owner, container.labels);
        return labels === null ? [] : [{ ...container, ...labels }];
      });
    },
    explain: (error, docker, secrets) => explainFault(error, faults(docker, secrets)),
  };
}

/** Runs it and turns its fault into an AppError. */
export async function orRefuse<T>(access: DockerAccess, run: () => Promise<T>, docker?: DockerSpec): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new AppError('engine_start_failed', access.explain(error, docker), {}, { cause: error });
  }
}
