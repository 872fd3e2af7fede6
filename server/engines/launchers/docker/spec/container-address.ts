/** Where an engine in a container listens, and where the gateway reaches it. Pure. */
import { type DockerSpec, defaultContainerPort } from '../docker-spec.ts';

export interface ContainerAddress {
  readonly baseUrl: string;
  /** `${HOST}` and `${PORT}` of the command. */
  readonly host: string;
  readonly port: number;
  /** What Docker publishes; null: the network is the host's. */
  readonly published: { readonly hostIp: string; readonly hostPort: number } | null;
}

/** Which address of the Docker host engines listen on, and under which name the gateway reaches it. */
export interface EngineAddress {
  readonly bind: string;
  readonly reach: string;
}

/** The port that a fixed URL names. */
export function portOfUrl(url: string): number {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** @param hostPort on the Docker host. */
export function addressOf(
  { network = 'bridge', containerPort = defaultContainerPort }: DockerSpec,
  { hostPort, url, at }: { readonly hostPort: number; readonly url: string | null; readonly at: EngineAddress },
): ContainerAddress {
  const name = at.reach.includes(':') ? `[${at.reach}]` : at.reach;
  const baseUrl = url ?? `http://${name}:${hostPort}`;
  if (network === 'host') return { baseUrl, host: at.bind, port: hostPort, published: null };
  return { baseUrl, host: '0.0.0.0', port: containerPort, published: { hostIp: at.bind, hostPort } };
}
