/** The bytes of a body, without the framing. Chunks are valid until the next one is asked for. */
import { type Connection, WireError } from './connection.ts';
import type { Framing } from './response-head.ts';

/** Yields the body; returns true where the connection can be used again. Throws where it ends too early. */
export async function* readBody(connection: Connection, framing: Framing): AsyncGenerator<Uint8Array, boolean> {
  if (framing.kind === 'length') {
    yield* readExactly(connection, framing.bytes);
    return true;
  }
  if (framing.kind === 'chunked') {
    for (let size = await chunkSize(connection); size > 0; size = await chunkSize(connection)) {
      yield* readExactly(connection, size);
      if ((await readLine(connection)) !== '') throw new WireError('WIRE_NOT_HTTP');
    }
    while ((await readLine(connection)) !== '') {
      // Trailers say nothing that we need.
    }
    return true;
  }
  for (let chunk = await connection.read(); chunk !== null; chunk = await connection.read()) yield chunk;
  return false;
}

async function* readExactly(connection: Connection, bytes: number): AsyncGenerator<Uint8Array, void> {
  for (let left = bytes; left > 0; ) {
    const chunk = await connection.read();
    if (chunk === null) throw new WireError('ECONNRESET');
    if (chunk.length > left) connection.unread(chunk.subarray(left));
    const wanted = chunk.subarray(0, left);
    left -= wanted.length;
    yield wanted;
  }
}

async function chunkSize(connection: Connection): Promise<number> {
  const [digits = ''] = (await readLine(connection)).split(';');
  if (!/^[0-9a-f]{1,8}$/i.test(digits.trim())) throw new WireError('WIRE_NOT_HTTP');
  return Number.parseInt(digits, 16);
}

const MAX_LINE = 16 * 1024;

async function readLine(connection: Connection): Promise<string> {
  return (await readUntil(connection, '\r\n', MAX_LINE)).toString('latin1');
}

/** Everything before `mark`, which is read too. Throws `WIRE_NOT_HTTP` beyond `maxBytes`, `ECONNRESET` at an early end. */
export async function readUntil(connection: Connection, mark: string, maxBytes: number): Promise<Buffer> {
  let seen = Buffer.alloc(0);
  for (;;) {
    const chunk = await connection.read();
    if (chunk === null) throw new WireError('ECONNRESET');
    // A copy: the next read takes the memory of this chunk.
    seen = Buffer.concat([seen, chunk]);
    const at = seen.indexOf(mark);
    if (at >= 0) {
      connection.unread(seen.subarray(at + mark.length));
      return seen.subarray(0, at);
    }
    if (seen.length > maxBytes) throw new WireError('WIRE_NOT_HTTP');
  }
}
