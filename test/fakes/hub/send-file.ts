/** Sends a file or a range of it, as slowly and as badly as the faults say. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HubFaults } from './faults.ts';

export interface Tally {
  bytesSent: number;
  cutsMade: number;
}

interface Sent {
  readonly path: string;
  readonly content: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const CHUNK = 64 * 1024;

export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { path, content, headers }: Sent,
  faults: HubFaults,
  tally: Tally,
): Promise<void> {
  const { shorterBy, wrongContent } = faults;
  const whole = shorterBy?.path === path ? content.subarray(0, content.length - shorterBy.bytes) : content;
  const range = faults.noRanges ? null : parseRange(request.headers.range, whole.length);
  if (range === 'bad') {
    response.writeHead(416, { 'content-range': `bytes */${whole.length}` }).end();
    return;
  }
  const [start, end] = range ?? [0, whole.length];
  response.writeHead(range === null ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-length': String(end - start),
    ...(faults.noRanges ? {} : { 'accept-ranges': 'bytes' }),
    ...(range === null ? {} : { 'content-range': `bytes ${start}-${end - 1}/${whole.length}` }),
    ...headers,
    ...(faults.endsAfter?.path === path ? { 'content-length': '', 'transfer-encoding': 'chunked' } : {}),
  });
  if (request.method === 'HEAD') return void response.end();
  const body = whole.subarray(start, end);
  await sendBody(response, path, wrongContent === path ? Buffer.from(body).fill(0x78) : body, faults, tally);
}

async function sendBody(
  response: ServerResponse,
  path: string,
  body: Buffer,
  faults: HubFaults,
  tally: Tally,
): Promise<void> {
  const last = faults.endsAfter?.path === path ? Math.min(body.length, faults.endsAfter.bytes) : body.length;
  for (let at = 0; at < last && !response.destroyed; ) {
    const { stall, bytesPerSecond } = faults;
    if (stall !== undefined && stall.times > 0 && at >= stall.afterBytes) {
      stall.times--;
      return;
    }
    const room = bytesBeforeCut(faults, tally);
    const step = bytesPerSecond === undefined ? CHUNK : Math.min(CHUNK, Math.max(1, Math.ceil(bytesPerSecond / 50)));
    const chunk = body.subarray(at, Math.min(last, at + Math.min(step, room)));
    at += chunk.length;
    tally.bytesSent += chunk.length;
    if (chunk.length === room) {
      tally.cutsMade++;
      response.write(chunk, () => response.destroy());
      return;
    }
    if (!response.write(chunk)) await drained(response);
    if (bytesPerSecond !== undefined) await sleep((chunk.length * 1000) / bytesPerSecond);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

function bytesBeforeCut({ cutEveryBytes, cuts = Number.POSITIVE_INFINITY }: HubFaults, tally: Tally): number {
  if (cutEveryBytes === undefined || tally.cutsMade >= cuts) return Number.POSITIVE_INFINITY;
  return Math.max(1, (tally.cutsMade + 1) * cutEveryBytes - tally.bytesSent);
}

/** Half-open; null: no range was asked for. */
function parseRange(header: string | undefined, size: number): readonly [number, number] | 'bad' | null {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(header ?? '');
  if (asked === null) return null;
  const start = Number(asked[1]);
  const end = asked[2] === '' ? size : Math.min(size, Number(asked[2]) + 1);
  return start >= end ? 'bad' : [start, end];
}
