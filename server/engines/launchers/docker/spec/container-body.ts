/** A spec as the body of `POST /containers/create`. Pure. */
import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import type { LaunchSpec } from '../../launcher.ts';
import { fillPlaceholders } from '../../process/placeholders.ts';
import type { DockerGpus, DockerSpec } from '../docker-spec.ts';
import type { ContainerAddress } from './container-address.ts';

/** Output that Docker keeps on its disk: enough for a look back, and never the whole disk. */
const logConfig = { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } };

export interface BodyParts {
  readonly spec: LaunchSpec;
  readonly docker: DockerSpec;
  readonly address: ContainerAddress;
  /** The launcher's own. */
  readonly labels: Readonly<Record<string, string>>;
}

export function containerBody({ spec, docker, address, labels }: BodyParts): ContainerCreateOptions {
  const fill = filler(spec.engineId, address);
  const port = `${address.port}/tcp`;
  return {
    Image: docker.image,
    // Without a command the image's own stays.
    ...(spec.command.length > 0 ? { Cmd: spec.command.map(fill) } : {}),
    ...(docker.entrypoint ? { Entrypoint: docker.entrypoint.map(fill) } : {}),
    Env: Object.entries(spec.env).map(([name, value]) => `${name}=${fill(value)}`),
    Labels: { ...docker.labels, ...labels },
    ...(docker.user === undefined ? {} : { User: docker.user }),
    ...(docker.workDir === undefined ? {} : { WorkingDir: docker.workDir }),
    Tty: docker.tty ?? false,
    ...(address.published ? { ExposedPorts: { [port]: {} } } : {}),
    HostConfig: hostConfig(docker, address),
  };
}

/** Fills in `${PORT}`, `${HOST}` and `${ENGINE_ID}`. */
export function filler(
  engineId: string,
  { host, port }: Pick<ContainerAddress, 'host' | 'port'>,
): (text: string) => string {
  const values = { PORT: `${port}`, HOST: host, ENGINE_ID: engineId };
  return (text) => fillPlaceholders(text, values);
}

function hostConfig(docker: DockerSpec, { port, published }: ContainerAddress): HostConfig {
  const { shmBytes, memoryBytes, gpus, network = 'bridge' } = docker;
  return {
    NetworkMode: network,
    ...(published
      ? { PortBindings: { [`${port}/tcp`]: [{ HostIp: published.hostIp, HostPort: `${published.hostPort}` }] } }
      : {}),
    // Restarts are the fleet's business.
    RestartPolicy: { Name: 'no' },
    // Reaps what engines leave behind: as process 1 most of them would not.
    Init: true,
    LogConfig: logConfig,
    Mounts: (docker.mounts ?? []).map(({ type, source, target, readOnly }) => ({
      Type: type,
      Source: source,
      Target: target,
      ReadOnly: readOnly,
    })),
    Devices: (docker.devices ?? []).map(deviceOf),
    ...(gpus ? { DeviceRequests: [gpuRequest(gpus)] } : {}),
    ...(shmBytes === undefined ? {} : { ShmSize: shmBytes }),
    // No swap beyond it: an engine that swaps is slower than one that says it has no memory.
    ...(memoryBytes === undefined ? {} : { Memory: memoryBytes, MemorySwap: memoryBytes }),
  };
}

function deviceOf(text: string) {
  const [host = '', inside = host, permissions = 'rwm'] = text.split(':');
  return { PathOnHost: host, PathInContainer: inside, CgroupPermissions: permissions };
}

/** As `docker run --gpus` asks: Docker takes either ids or a count. */
function gpuRequest(gpus: DockerGpus) {
  const which = 'ids' in gpus ? { DeviceIDs: [...gpus.ids] } : { Count: gpus.count === 'all' ? -1 : gpus.count };
  return { Driver: '', ...which, Capabilities: [['gpu']], Options: {} };
}
