import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import type { ConfigFile } from '../file-schema.ts';
import type { Check } from './check.ts';

type Downloads = Pick<Config, 'downloadRoots' | 'downloadEndpoints' | 'volumeRoot'>;

/** Name, IPv4 or bracketed IPv6 address, and perhaps a port. */
const hostPattern = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

export function normaliseDownloads(file: ConfigFile, dataDir: string, check: Check): Downloads {
  const { download_roots: roots, volume_root: volumes } = file;
  file.download_endpoints.forEach((host, index) => {
    if (!hostPattern.test(host))
      check.problem(['download_endpoints', index], `"${host}" is not a host or host:port; leave out scheme and path`);
  });
  return {
    downloadRoots: roots?.map((root) => resolve(check.baseDir, root)) ?? [join(dataDir, 'models')],
    downloadEndpoints: file.download_endpoints.map((host) => host.toLowerCase()),
    volumeRoot: volumes === undefined ? null : resolve(check.baseDir, volumes),
  };
}
