/** What `file:///path` and `pvc://claim/path` name. Pure. */
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../../platform/errors.ts';

/** The absolute path of `file:///path`, percent-decoded as in every URL. Throws `invalid_request` naming `source`. */
export function parseFileUri(uri: string): string {
  const url = URL.canParse(uri) ? new URL(uri) : null;
  if (url === null || url.protocol !== 'file:' || !['', 'localhost'].includes(url.hostname)) {
    throw invalid('A file source is file:///absolute/path.');
  }
  if (url.search !== '' || url.hash !== '') throw invalid('In a file:// source, "?" is written %3F and "#" is %23.');
  try {
    const path = fileURLToPath(url);
    if (!path.includes('\0')) return path;
  } catch {
    // An encoded slash, or what is not UTF-8.
  }
  throw invalid('The file:// source holds %2F, %00 or what is not UTF-8.');
}

export interface ClaimPath {
  /** Name of the PersistentVolumeClaim. */
  readonly claim: string;
  /** In the claim, `/` between folders; '' is all of it. As it is, nothing is percent-decoded. */
  readonly path: string;
}

/** Kubernetes: lower-case DNS names, at most 253 characters. */
const CLAIM = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;

/** Also `pvc:///claim/path`, as Kthena writes it. Throws `invalid_request` naming `source`. */
export function parseVolumeUri(uri: string): ClaimPath {
  if (!uri.startsWith('pvc://')) throw invalid('A volume source is pvc://CLAIM/path.');
  const [claim = '', ...parts] = uri.slice('pvc://'.length).replace(/^\//, '').split('/');
  if (!CLAIM.test(claim) || claim.includes('..') || claim.length > 253) {
    throw invalid(`"${claim.slice(0, 253)}" in pvc://CLAIM/path is not the name of a Kubernetes claim.`);
  }
  if (parts.some((part) => part === '..' || part.includes('\0'))) {
    throw invalid('The path of a pvc:// source stays in its claim: no ".." in it.');
  }
  return { claim, path: parts.filter((part) => part !== '' && part !== '.').join('/') };
}

const invalid = (message: string): AppError => new AppError('invalid_request', message, { param: 'source' });
