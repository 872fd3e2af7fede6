import { AppError } from '../../../../platform/errors.ts';
import type { SourceOptions } from '../../source.ts';

export interface Repository {
  /** `org/name`. */
  readonly name: string;
  /** Branch, tag or commit. */
  readonly revision: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/;
const REVISION = /^[A-Za-z0-9._/+-]+$/;

/** From `hf://org/name[@revision]` or `org/name`; the URI's revision wins over `hf_revision`. Throws `invalid_request`. */
export function parseRepository(uri: string, options: SourceOptions): Repository {
  const [name = '', ...rest] = uri.replace(/^hf:\/\//, '').split('@');
  const revision = rest.length > 0 ? decode(rest.join('@')) : (options.hfRevision ?? 'main');
  if (!NAME.test(name) || name.includes('..')) {
    throw invalid('source', 'A repository of the hub is written `hf://org/name[@revision]`; pick files with patterns.');
  }
  if (!REVISION.test(revision) || revision.includes('..')) {
    throw invalid(
      rest.length > 0 ? 'source' : 'hf_revision',
      'The revision is not the name of a branch, tag or commit.',
    );
  }
  return { name, revision };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

const invalid = (param: string, message: string): AppError => new AppError('invalid_request', message, { param });
