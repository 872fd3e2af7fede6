/** A registry with one image, on the loopback address, that wants a login: enough of its protocol for `docker pull`. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface Registry extends AsyncDisposable {
  /** `127.0.0.1:PORT/NAME:1`; the names `gone` and `busy` cannot be had. */
  image(name: string): string;
  /** Logins that came, decoded. */
  readonly logins: ReadonlySet<string>;
}

const login = 'me:s3cret-password';
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
const digestOf = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
const refusals: Readonly<Record<string, readonly [number, string]>> = {
  gone: [404, 'MANIFEST_UNKNOWN'],
  busy: [429, 'TOOMANYREQUESTS'],
};

/** @param layer a tar of the image's root file system. */
export async function startRegistry(layer: Buffer): Promise<Registry> {
  const files = imageOf(layer);
  const logins = new Set<string>();
  const server = createServer((request, response) => {
    const given = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const said = given === undefined ? '' : Buffer.from(given, 'base64').toString();
    if (said !== '') logins.add(said);
    if (said !== login) return refuse(response, 401, 'UNAUTHORIZED');
    answer(files, request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    image: (name) => `127.0.0.1:${port}/${name}:1`,
    logins,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(files: ReadonlyMap<string, Buffer>, request: IncomingMessage, response: ServerResponse): void {
  const [, name = '', what = '', ref = ''] = /^\/v2\/(\w+)\/(manifests|blobs)\/(.+)$/.exec(request.url ?? '') ?? [];
  const refusal = refusals[name];
  if (refusal) return refuse(response, ...refusal);
  const file = files.get(ref);
  if (name !== '' && file === undefined) return refuse(response, 404, 'MANIFEST_UNKNOWN');
  if (file === undefined) return void response.end('{}');
  response.setHeader('content-type', what === 'manifests' ? manifestType : 'application/octet-stream');
  response.setHeader('content-length', file.length);
  response.setHeader('docker-content-digest', digestOf(file));
  response.end(request.method === 'HEAD' ? undefined : file);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  if (status === 401) response.setHeader('www-authenticate', 'Basic realm="tests"');
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ errors: [{ code, message: code.toLowerCase().replace('_', ' ') }] }));
}

/** By digest, and the manifest by its tag too. */
function imageOf(layer: Buffer): Map<string, Buffer> {
  const packed = gzipSync(layer);
  const config = Buffer.from(
    JSON.stringify({
      architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
    }),
  );
  const part = (mediaType: string, bytes: Buffer) => ({ mediaType, size: bytes.length, digest: digestOf(bytes) });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: part('application/vnd.docker.container.image.v1+json', config),
      layers: [part('application/vnd.docker.image.rootfs.diff.tar.gzip', packed)],
    }),
  );
  return new Map([['1', manifest], ...[packed, config, manifest].map((bytes) => [digestOf(bytes), bytes] as const)]);
}
