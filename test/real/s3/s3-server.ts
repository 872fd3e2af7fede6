/** A real S3 server for tests: the one in `S3_SERVER`, else the VersityGW that `scripts/build-s3-server.ts` has put into the cache. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cachedS3Server } from '../../../scripts/build-s3-server.ts';
import { type S3Writer, s3Writer } from './s3-writer.ts';

export type FoundS3Server =
  | { readonly path: string; readonly skip: false }
  /** Why the tests that need it are skipped, in one line. */
  | { readonly path: null; readonly skip: string };

/** On a user's machine it may be missing; in CI (`CI=true`) that throws. Use as `describe(name, { skip: found.skip }, …)`. */
export function findS3Server(env: NodeJS.ProcessEnv = process.env): FoundS3Server {
  const path = env['S3_SERVER'] || cachedS3Server(env);
  if (existsSync(path)) return { path, skip: false };
  const reason = `no S3 server at ${path}: build one with \`node scripts/build-s3-server.ts\``;
  if (env['CI']) throw new Error(reason);
  return { path: null, skip: reason };
}

export interface RealS3 {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  readonly port: number;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly writer: S3Writer;
  /** A folder for each bucket; files put there by hand are objects without ETag and checksum. */
  readonly dataFolder: string;
  /** Also removes its data. */
  stop(): Promise<void>;
}

export interface StartS3Options {
  readonly path: string;
  /** Buckets in the host name: `BUCKET.DOMAIN`, beside those in the path. */
  readonly virtualDomain?: string;
  readonly region?: string;
}

/** With keys made up for it, data in a folder of its own, on a free port of 127.0.0.1. */
export async function startS3({ path, virtualDomain, region = 'us-east-1' }: StartS3Options): Promise<RealS3> {
  const folder = mkdtempSync(join(tmpdir(), 'roundhouse-s3-'));
  for (const name of ['data', 'metadata']) mkdirSync(join(folder, name));
  const [accessKey, secretKey] = [randomBytes(10).toString('hex'), randomBytes(20).toString('hex')];
  const port = await freePort();
  const domain = virtualDomain === undefined ? [] : ['--virtual-domain', virtualDomain];
  const args = ['--port', `127.0.0.1:${port}`, '--region', region, '--health', '/health', '--keep-alive', ...domain];
  // Metadata beside the data: not all file systems that tests run on have extended attributes.
  const storage = ['posix', '--sidecar', join(folder, 'metadata'), join(folder, 'data')];
  const child = spawn(path, ['--quiet', ...args, ...storage], {
    cwd: folder,
    env: { ROOT_ACCESS_KEY: accessKey, ROOT_SECRET_KEY: secretKey },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(child, `${endpoint}/health`);
  } catch (error) {
    await stop();
    throw error;
  }
  const writer = s3Writer({ endpoint, accessKey, secretKey, region });
  return { endpoint, port, accessKey, secretKey, writer, dataFolder: join(folder, 'data'), stop };
}

async function untilHealthy(child: ChildProcess, url: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  for (let tries = 0; tries < 500; tries++) {
    assert.equal(child.exitCode, null, `the S3 server ended: ${said}`);
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await delay(10);
  }
  throw new Error(`the S3 server does not answer: ${said}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
