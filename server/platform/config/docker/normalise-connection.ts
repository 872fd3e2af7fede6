import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { Check } from '../normalise/check.ts';
import { isLoopback } from '../values/listen-address.ts';
import type { DockerConnectionConfig, RegistryConfig } from './docker-config.ts';
import type { DockerConnectionFile } from './docker-schema.ts';

const defaultSocket = '/var/run/docker.sock';
/** Of Docker with TLS. */
const defaultPort = 2376;

const at = (key: keyof DockerConnectionFile) => ['docker', key];

/** Whether what the Docker host has at its loopback address and on its disk is ours too. */
export function isDockerHere(file: DockerConnectionFile | undefined): boolean {
  const host = file?.host;
  return host === undefined || host === 'localhost' || (isIP(host) !== 0 && isLoopback(host));
}

export function normaliseConnection(file: DockerConnectionFile | undefined, check: Check): DockerConnectionConfig {
  const { host, socket } = file ?? {};
  const registries = normaliseRegistries(file?.registries ?? [], check);
  const engineAddress = addressOfEngines(file, check);
  if (file === undefined || host === undefined) {
    for (const key of ['port', 'ca_file', 'cert_file', 'key_file'] as const)
      if (file?.[key] !== undefined) check.problem(at(key), 'goes with host, which is not here');
    return { at: { socketPath: socket ?? defaultSocket }, engineAddress, registries };
  }
  if (socket !== undefined) check.problem(at('socket'), 'there are both socket and host; remove one of them');
  return { at: { host, port: file.port ?? defaultPort, tls: tlsFiles(file, check) }, engineAddress, registries };
}

function tlsFiles(file: DockerConnectionFile, check: Check) {
  const keys = ['ca_file', 'cert_file', 'key_file'] as const;
  const missing = keys.filter((key) => file[key] === undefined);
  if (missing.length === keys.length) {
    if (!isDockerHere(file))
      check.problem(
        at('host'),
        'is another machine, where without TLS anybody could take it over; give ca_file, cert_file and key_file',
      );
    return null;
  }
  if (missing.length > 0) check.problem(['docker'], `lacks ${missing.join(' and ')}; TLS needs all three files`);
  const [ca = '', cert = '', key = ''] = keys.map((name) => {
    const path = resolve(check.baseDir, file[name] ?? '.');
    if (file[name] !== undefined && !check.isFile(path)) check.problem(at(name), `there is no file ${path}`);
    return path;
  });
  return { ca, cert, key };
}

function addressOfEngines(file: DockerConnectionFile | undefined, check: Check) {
  const { engine_bind: bind, engine_host: reach, host } = file ?? {};
  if (bind === undefined) {
    if (reach !== undefined) check.problem(at('engine_host'), 'goes with engine_bind, which is not here');
    if (!isDockerHere(file))
      check.problem(at('host'), 'is another machine: say with engine_bind at which of its addresses engines listen');
    return null;
  }
  if (isIP(bind) === 0) check.problem(at('engine_bind'), 'must be an IP address of the Docker host');
  return { bind, reach: reach ?? host ?? bind };
}

function normaliseRegistries(files: DockerConnectionFile['registries'], check: Check): RegistryConfig[] {
  const seen = new Set<string>();
  return files.flatMap(({ host, username, password_env: name }, index) => {
    const path = (key: string) => ['docker', 'registries', index, key];
    if (seen.has(host)) check.problem(path('host'), 'is there twice; remove one of them');
    seen.add(host);
    check.secretName(name);
    const password = Object.hasOwn(check.env, name) ? check.env[name] : undefined;
    if (password) return [{ host, username, password }];
    check.problem(path('password_env'), `the environment variable ${name} is not set; set it to the password`);
    return [];
  });
}
