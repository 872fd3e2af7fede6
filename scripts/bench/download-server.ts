/**
 * A plain file server for `downloads.ts`, in a process of its own: one file of random bytes under the hub's routes.
 * Arguments: size in bytes, `digest` or `plain`. Says its port on standard output.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const size = Number(process.argv[2]);
const withDigest = process.argv[3] === 'digest';
const block = randomBytes(16 * 1024 * 1024);
const CHUNK = 512 * 1024;
const commit = 'c'.repeat(40);

function sha256(): string {
  const hash = createHash('sha256');
  for (let at = 0; at < size; at += block.length) hash.update(block.subarray(0, Math.min(block.length, size - at)));
  return hash.digest('hex');
}

const lfs = withDigest ? { oid: sha256(), size, pointerSize: 134 } : undefined;

function sendRange(response: ServerResponse, start: number, end: number): void {
  let at = start;
  const send = (): void => {
    for (let room = true; room && at < end; ) {
      const from = at % block.length;
      const length = Math.min(CHUNK, end - at, block.length - from);
      at += length;
      room = response.write(block.subarray(from, from + length));
    }
    if (at >= end) response.end();
    else response.once('drain', send);
  };
  send();
}

const server = createServer({ noDelay: true }, (request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://bench');
  if (pathname.includes('/revision/')) return void response.end(JSON.stringify({ id: 'bench/model', sha: commit }));
  if (pathname.includes('/tree/')) {
    return void response.end(JSON.stringify([{ type: 'file', path: 'file.bin', size, ...(lfs && { lfs }) }]));
  }
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(asked?.[1] ?? 0);
  const end = asked?.[2] ? Number(asked[2]) + 1 : size;
  const range = asked === null ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` };
  response.writeHead(asked === null ? 200 : 206, { 'content-length': end - start, etag: '"bench"', ...range });
  sendRange(response, start, end);
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
