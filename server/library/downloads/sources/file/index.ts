/** Files of this machine: `file:///path`, and `pvc://claim/path`, a claim that is mounted here. They are copied, not moved. */
import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../../../platform/errors.ts';
import type { OpenSource, SourceFile } from '../../source.ts';
import { createPathFilter } from '../path-filter.ts';
import { parseFileUri, parseVolumeUri } from './addresses.ts';
import { fileFault, outside } from './file-fault.ts';
import { isInside, resolveExisting } from './inside.ts';
import { localFile } from './local-file.ts';
import { walk } from './walk.ts';

/**
 * A file or a folder inside one of the readable roots, after symlinks are resolved; else `path_not_allowed`, which does not
 * say whether there is something.
 */
export const openFileSource: OpenSource = (uri, options, { readableRoots }) => {
  const path = parseFileUri(uri);
  return {
    shown: `file://${path}`,
    async list(signal) {
      const [real, roots] = await faultsOf(path, () =>
        Promise.all([resolveExisting(path), Promise.all(readableRoots.map(resolveExisting))]),
      );
      const root = roots.find((it) => isInside(real, it));
      if (root === undefined) throw outside(`"${path}" lies outside of the folders that file:// may read from.`);
      return await filesAt(real, root, path, options, signal);
    },
  };
};

/** A file or a folder of a claim that is mounted at `<volume root>/<claim>`. */
export const openVolumeSource: OpenSource = (uri, options, { volumeRoot }) => {
  const { claim, path } = parseVolumeUri(uri);
  const shown = `pvc://${claim}${path === '' ? '' : `/${path}`}`;
  if (volumeRoot === null) {
    const message =
      'pvc:// sources need the folder where claims are mounted: `volume_root` in the configuration (the sidecar: ' +
      '`--volume-root`).';
    throw new AppError('invalid_request', message, { param: 'source' });
  }
  const mount = join(volumeRoot, claim);
  return {
    shown,
    async list(signal) {
      const root = await claimFolder(mount, claim, volumeRoot);
      const real = await faultsOf(shown, () => realpath(join(root, path)));
      if (!isInside(real, root)) throw outside(`${shown} leads out of the claim.`);
      return await filesAt(real, root, shown, options, signal);
    },
  };
};

async function claimFolder(mount: string, claim: string, volumeRoot: string): Promise<string> {
  const [root, volumes] = await Promise.all([realpath(mount), realpath(volumeRoot)]).catch(() => {
    const message = `The claim "${claim}" is not mounted: there is no "${mount}".`;
    throw new AppError('source_not_found', message, { param: 'source' });
  });
  if (!isInside(root, volumes)) throw outside(`The claim "${claim}" leads out of "${volumeRoot}".`);
  return root;
}

async function filesAt(
  real: string,
  root: string,
  shown: string,
  options: Parameters<OpenSource>[1],
  signal: AbortSignal,
): Promise<readonly SourceFile[]> {
  signal.throwIfAborted();
  const name = basename(shown);
  const found = await faultsOf(shown, () => walk(real, name, { root, wanted: createPathFilter(options), signal }));
  return found.map(localFile);
}

async function faultsOf<Result>(shown: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw fileFault(error, `"${shown}"`);
  }
}
