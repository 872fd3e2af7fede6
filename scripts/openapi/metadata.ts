import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';

/** `specs/metadata.json`: which state of the project the specs beside it were made from. */
export interface SpecMetadata {
  /** When the specs last changed, ISO 8601. */
  readonly generated_at: string;
  /** The git tag of the commit; null where it has none. */
  readonly git_tag: string | null;
  readonly package_version: string;
  /** sha256 of each file as it is on disk, hex. */
  readonly sha256: Readonly<Record<string, string>>;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface MetadataInput {
  readonly files: ReadonlyMap<string, string>;
  readonly gitTag: string | null;
  readonly version: string;
  /** The metadata that is there already: its time stays as long as nothing else changes. */
  readonly previous: SpecMetadata | null;
  readonly now: Date;
}

export function describeSpecs({ files, gitTag, version, previous, now }: MetadataInput): SpecMetadata {
  const hashes = Object.fromEntries([...files].map(([name, text]) => [name, sha256(text)]));
  const rest = { git_tag: gitTag, package_version: version, sha256: hashes };
  const { generated_at: before, ...previousRest } = previous ?? { generated_at: null };
  const same = before !== null && JSON.stringify(previousRest) === JSON.stringify(rest);
  return { generated_at: same ? before : now.toISOString(), ...rest };
}

/**
 * The tag of the release that these specs belong to: `GIT_TAG`, or the tag of the commit that is checked out. Read
 * once at generation; the drift check takes the one that is recorded.
 */
export function currentGitTag(env: NodeJS.ProcessEnv, directory: string): string | null {
  if (env['GIT_TAG']) return env['GIT_TAG'];
  try {
    const tag = execFileSync('git', ['describe', '--tags', '--exact-match', 'HEAD'], {
      cwd: directory,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return tag.trim() || null;
  } catch {
    return null; // No tag on this commit, or no git here.
  }
}
