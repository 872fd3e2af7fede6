/** `/api/models/…`: model info, tree with pages, paths-info. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { refuse } from './hub-errors.ts';
import { type Commit, findCommit, type HubFile, type Repo } from './repository.ts';

export const API_ROUTE = /^\/api\/models\/([^/]+\/[^/]+)\/(revision|tree|paths-info)\/([^/]+)$/;

export async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  repo: Repo,
  url: URL,
  pageSize: number,
): Promise<void> {
  const [, , route = '', encoded = ''] = API_ROUTE.exec(url.pathname) ?? [];
  const revision = decodeURIComponent(encoded);
  const commit = findCommit(repo, revision);
  if (commit === undefined) return refuse(response, 404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
  if (route === 'revision') return json(response, modelInfo(repo, commit));
  if (route === 'tree') return tree(response, commit, url, pageSize);
  const { paths } = JSON.parse(await text(request)) as { readonly paths: readonly string[] };
  return json(response, paths.flatMap((path) => commit.files.get(path) ?? []).map(entry));
}

function modelInfo(repo: Repo, { sha, files }: Commit): object {
  return {
    _id: '621ffdc036468d709f17434d',
    id: repo.name,
    modelId: repo.name,
    sha,
    private: repo.private ?? false,
    gated: repo.gated ? 'manual' : false,
    downloads: 0,
    likes: 0,
    lastModified: '2026-01-01T00:00:00.000Z',
    siblings: [...files.keys()].map((rfilename) => ({ rfilename })),
  };
}

/** All files and folders of the commit (the tree is asked for recursively), `pageSize` at a time. */
function tree(response: ServerResponse, { files }: Commit, url: URL, pageSize: number): void {
  const folders = new Set([...files.keys()].flatMap(foldersOf));
  const entries = [
    ...[...folders].map((path) => ({ type: 'directory', oid: '0'.repeat(40), size: 0, path })),
    ...[...files.values()].map(entry),
  ];
  const from = Number(url.searchParams.get('cursor') ?? 0);
  if (from + pageSize < entries.length) {
    const next = new URL(url);
    next.searchParams.set('cursor', String(from + pageSize));
    response.setHeader('link', `<${next.href}>; rel="next"`);
  }
  json(response, entries.slice(from, from + pageSize));
}

const foldersOf = (path: string): string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
};

const entry = ({ path, oid, content, lfs }: HubFile): object => ({
  type: 'file',
  oid,
  size: content.length,
  path,
  ...(lfs === null ? {} : { lfs }),
});

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
