import { readFileSync } from 'node:fs';
import { createDockerLauncher, type DockerConnection, type DockerLauncher } from '../../../engines/launchers/index.ts';
import { systemClock } from '../../../platform/clock.ts';
import type { Config, DockerConnectionConfig } from '../../../platform/config/config.ts';
import type { Log } from '../../../platform/log.ts';
import { dockerOwner } from './docker-owner.ts';

const usual: DockerConnectionConfig = {
  at: { socketPath: '/var/run/docker.sock' },
  engineAddress: null,
  registries: [],
};

/** Throws where the files of the connection cannot be read, or the data directory not be used. */
export function makeLauncher(
  { dataDir, docker = usual }: Pick<Config, 'dataDir' | 'docker'>,
  log: Log,
): DockerLauncher {
  const { engineAddress, registries } = docker;
  return createDockerLauncher({
    log,
    clock: systemClock,
    connection: connectionOf(docker),
    owner: dockerOwner(dataDir),
    ...(engineAddress === null ? {} : { engineAddress }),
    registryLogin(image) {
      const login = registries.find(({ host }) => host === registryOf(image));
      return login === undefined
        ? null
        : { username: login.username, password: login.password, serveraddress: login.host };
    },
  });
}

function connectionOf({ at }: DockerConnectionConfig): DockerConnection {
  if ('socketPath' in at || at.tls === null) return { ...at, tls: null } as DockerConnection;
  const { ca, cert, key } = at.tls;
  const read = (path: string): string => readFileSync(path, 'utf8');
  return { host: at.host, port: at.port, tls: { ca: read(ca), cert: read(cert), key: read(key) } };
}

/** `ghcr.io/org/x:1` → `ghcr.io`; a name without a dot or a port before its first slash is one of docker.io. */
export function registryOf(image: string): string {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? first : 'docker.io';
}
