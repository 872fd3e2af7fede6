import { posix } from 'node:path';
import type { DockerRunConfig } from '../../../platform/config/config.ts';

/** Where what an engine sees at a path is on the host: the same for a process; null: in the image, a volume, or unknown. */
export function hostPath(path: string, docker: DockerRunConfig | null | undefined): string | null {
  if (!docker) return path;
  const inside = posix.normalize(path);
  for (const { type, source, target } of docker.mounts ?? []) {
    const folder = target.replace(/\/+$/, '');
    if (type === 'bind' && (inside === folder || inside.startsWith(`${folder}/`)))
      return posix.join(source, inside.slice(folder.length));
  }
  return null;
}
