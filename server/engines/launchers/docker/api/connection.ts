import type { DockerOptions } from 'dockerode';
import { AppError } from '../../../../platform/errors.ts';

export interface TlsFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Where the Docker Engine answers. */
export type DockerConnection =
  | { readonly socketPath: string }
  /** `tls`: PEM texts; null: plain HTTP, for loopback only. */
  | { readonly host: string; readonly port: number; readonly tls: TlsFiles | null };

const loopback = /^(localhost|127(\.\d+){3}|::1)$/;

/** True when the containers' loopback ports are ours too. */
export function isHere(connection: DockerConnection): boolean {
  return 'socketPath' in connection || loopback.test(connection.host);
}

/** As dockerode wants it. Everything is said, so that no `DOCKER_*` variable of the gateway's environment is heard. */
export function dockerodeOptions(connection: DockerConnection): DockerOptions {
  if ('socketPath' in connection) return { socketPath: connection.socketPath, host: undefined, protocol: 'http' };
  const { host, port, tls } = connection;
  if (tls === null && !loopback.test(host)) {
    throw new AppError(
      'invalid_request',
      `Docker at ${host}:${port} is another machine: without TLS anybody could take it over. Give ca, cert and key.`,
    );
  }
  // A bare IPv6 address is no host name in the URLs that dockerode makes.
  const name = host.includes(':') ? `[${host}]` : host;
  return { host: name, port, protocol: tls ? 'https' : 'http', ...(tls ?? {}) };
}

/** For messages. */
export function nameOf(connection: DockerConnection): string {
  return 'socketPath' in connection ? connection.socketPath : `${connection.host}:${connection.port}`;
}
