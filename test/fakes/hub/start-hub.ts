/**
 * A hub of our own that speaks the real one's routes: model info, tree, paths-info, `resolve` and `raw`, with LFS files
 * redirected to a CDN at another origin.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_ROUTE, answerApi } from './api-routes.ts';
import type { HubFaults } from './faults.ts';
import { refuse } from './hub-errors.ts';
import {
  addCommit,
  type Commit,
  createRepo,
  findCommit,
  type HubFile,
  type Repo,
  type RepoOptions,
} from './repository.ts';
import { sendFile, type Tally } from './send-file.ts';

export interface HubOptions {
  readonly repos: readonly RepoOptions[];
  readonly faults?: HubFaults;
  /** Entries of a page of the tree; 1,000 by default. */
  readonly pageSize?: number;
}

export interface HubRequest {
  readonly at: 'api' | 'resolve' | 'cdn';
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Hub {
  /** Base URL, as `hf_endpoint` takes it. */
  readonly url: string;
  /** `host:port` of the hub and its CDN, as `download_endpoints` takes them. */
  readonly hosts: readonly string[];
  readonly requests: HubRequest[];
  readonly faults: HubFaults;
  /** Of files, not of answers about them. */
  bytesSent(): number;
  /** A new commit; `ref` is `main` by default. Returns its id. */
  commit(repo: string, files: RepoOptions['files'], ref?: string): string;
  close(): Promise<void>;
}

const RESOLVE_ROUTE = /^\/([^/]+\/[^/]+)\/(resolve|raw)\/([^/]+)\/(.+)$/;

export async function startHub({ repos, faults = {}, pageSize = 1000 }: HubOptions): Promise<Hub> {
  const byName = new Map(repos.map((options) => [options.name, createRepo(options)]));
  const requests: HubRequest[] = [];
  const tally: Tally = { bytesSent: 0, cutsMade: 0 };
  const blobs = new Map<string, HubFile>();
  const seen = (at: HubRequest['at'], { method = '', url = '', headers }: IncomingMessage): void => {
    requests.push({ at, method, url, headers });
  };

  const cdn = await listen(async (request, response) => {
    seen('cdn', request);
    if (forced('cdn', faults, response)) return;
    const url = new URL(request.url ?? '', 'http://cdn');
    const file = blobs.get(url.pathname.slice(1));
    // What a real CDN does with credentials of somebody else: a signed URL and a token are one too many.
    if (request.headers.authorization !== undefined) return void response.writeHead(400).end('two credentials');
    if (file === undefined || !url.searchParams.has('X-Amz-Signature')) return void response.writeHead(403).end();
    const headers = { etag: '"made-by-the-cdn"' };
    await sendFile(request, response, { path: file.path, content: file.content, headers }, faults, tally);
  });

  const answerResolve = async (
    request: IncomingMessage,
    response: ServerResponse,
    repo: Repo,
    url: URL,
  ): Promise<void> => {
    const [, , route, encoded = '', rest = ''] = RESOLVE_ROUTE.exec(url.pathname) ?? [];
    const commit = findCommit(repo, decodeURIComponent(encoded));
    if (commit === undefined) return refuse(response, 404, 'RevisionNotFound', 'Invalid rev id');
    const path = decodeURIComponent(rest);
    const file = commit.files.get(path);
    if (file === undefined) return refuse(response, 404, 'EntryNotFound', `Entry not found: ${path}`);
    const etag = etagOf(file, faults, tally);
    const headers = { 'x-repo-commit': commit.sha, etag: `"${etag}"` };
    if (file.lfs === null || route === 'raw') {
      return sendFile(request, response, { path, content: file.pointer ?? file.content, headers }, faults, tally);
    }
    blobs.set(file.lfs.oid, file);
    const location = faults.redirectTo ?? `${cdn.url}/${file.lfs.oid}?X-Amz-Signature=signed-by-the-hub`;
    const linked = { 'x-linked-etag': `"${etag}"`, 'x-linked-size': String(file.lfs.size) };
    response
      .writeHead(302, { 'x-repo-commit': commit.sha, ...linked, location })
      .end(`Found. Redirecting to ${location}`);
  };

  const hub: Listening = await listen(async (request, response) => {
    const url = new URL(request.url ?? '', hub.url);
    const api = API_ROUTE.exec(url.pathname);
    const at = api === null ? 'resolve' : 'api';
    seen(at, request);
    if (forced(at, faults, response)) return;
    const name = decodeURIComponent((api ?? RESOLVE_ROUTE.exec(url.pathname))?.[1] ?? '');
    const repo = byName.get(name);
    if (repo === undefined || !mayEnter(repo, request, response, at)) return refuseUnknown(repo, request, response);
    await (api === null
      ? answerResolve(request, response, repo, url)
      : answerApi(request, response, repo, url, pageSize));
  });

  return {
    url: hub.url,
    hosts: [hub.url, cdn.url].map((url) => new URL(url).host),
    requests,
    faults,
    bytesSent: () => tally.bytesSent,
    commit(name, files, ref = 'main') {
      const repo = byName.get(name);
      if (repo === undefined) throw new Error(`no repository ${name}`);
      const { sha }: Commit = addCommit(repo, files, ref);
      return sha;
    },
    close: async () => void (await Promise.all([hub.close(), cdn.close()])),
  };
}

/** The tree of a gated repository can be read by all; its files cannot. */
function mayEnter(repo: Repo, request: IncomingMessage, response: ServerResponse, at: HubRequest['at']): boolean {
  if (repo.token !== undefined && request.headers.authorization === `Bearer ${repo.token}`) return true;
  if (repo.private) return false;
  if (!repo.gated || at === 'api') return true;
  const message = `Access to model ${repo.name} is restricted. You must have access to it and be authenticated.`;
  refuse(response, request.headers.authorization === undefined ? 401 : 403, 'GatedRepo', message);
  return false;
}

/** Like the real one, which does not tell strangers whether a repository is private or missing. */
function refuseUnknown(repo: Repo | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) return;
  const known = request.headers.authorization !== undefined;
  if (known && repo === undefined) return refuse(response, 404, 'RepoNotFound', 'Repository not found');
  return refuse(response, known ? 404 : 401, 'RepoNotFound', 'Repository not found');
}

function etagOf(file: HubFile, { changedEtag }: HubFaults, tally: Tally): string {
  const etag = file.lfs?.oid ?? file.oid;
  const changed = changedEtag?.path === file.path && tally.bytesSent >= changedEtag.afterBytes;
  return changed ? [...etag].reverse().join('') : etag;
}

function forced(at: HubRequest['at'], { status }: HubFaults, response: ServerResponse): boolean {
  if (status === undefined || status.at !== at || status.times <= 0) return false;
  status.times--;
  response.writeHead(status.status, status.headers).end();
  return true;
}

interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Listening> {
  const server: Server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
