/** Repositories as git and LFS know them: commits, blob ids, pointers. */
import { createHash } from 'node:crypto';

export interface RepoOptions {
  /** `org/name`. */
  readonly name: string;
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  /** Files of at least so many bytes are in LFS; 1,024 by default. */
  readonly lfsFromBytes?: number;
  /** Conditions must be accepted: tokens other than `token` are refused. */
  readonly gated?: boolean;
  /** Seen with `token` only. */
  readonly private?: boolean;
  readonly token?: string;
}

export interface HubFile {
  readonly path: string;
  readonly content: Buffer;
  /** Git's id of what is in the repository: the content, or the LFS pointer. */
  readonly oid: string;
  readonly lfs: { readonly oid: string; readonly size: number; readonly pointerSize: number } | null;
  readonly pointer: Buffer | null;
}

export interface Commit {
  readonly sha: string;
  readonly files: ReadonlyMap<string, HubFile>;
}

export interface Repo extends RepoOptions {
  readonly commits: Map<string, Commit>;
  /** Branches and tags. */
  readonly refs: Map<string, string>;
}

export function createRepo(options: RepoOptions): Repo {
  const repo: Repo = { ...options, commits: new Map(), refs: new Map() };
  addCommit(repo, options.files, 'main');
  return repo;
}

/** A new commit; `ref` stands at it from now on. */
export function addCommit(repo: Repo, contents: RepoOptions['files'], ref: string): Commit {
  const files = Object.entries(contents).map(([path, content]) => hubFile(path, Buffer.from(content), repo));
  const sha = hash('sha1', files.map(({ path, oid }) => `${path}\0${oid}`).join('\n') + repo.commits.size);
  const commit = { sha, files: new Map(files.map((file) => [file.path, file])) };
  repo.commits.set(sha, commit);
  repo.refs.set(ref, sha);
  return commit;
}

export function findCommit(repo: Repo, revision: string): Commit | undefined {
  return repo.commits.get(repo.refs.get(revision) ?? (revision === 'HEAD' ? (repo.refs.get('main') ?? '') : revision));
}

function hubFile(path: string, content: Buffer, { lfsFromBytes = 1024 }: RepoOptions): HubFile {
  if (content.length < lfsFromBytes) return { path, content, oid: blobId(content), lfs: null, pointer: null };
  const oid = hash('sha256', content);
  const pointer = Buffer.from(
    `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`,
  );
  return {
    path,
    content,
    oid: blobId(pointer),
    lfs: { oid, size: content.length, pointerSize: pointer.length },
    pointer,
  };
}

const blobId = (content: Buffer): string =>
  hash('sha1', Buffer.concat([Buffer.from(`blob ${content.length}\0`), content]));

const hash = (algorithm: string, data: Buffer | string): string => createHash(algorithm).update(data).digest('hex');
