/** The HTTP client under the downloads, against plain sockets, so that every byte on the wire is ours. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWire, type Wire, type WireReply } from '../../../server/library/downloads/web/wire/wire.ts';

const undo: (() => void)[] = [];
after(() => {
  for (const run of undo) run();
});

interface Peer {
  readonly url: URL;
  /** What each connection has asked for. */
  readonly asked: string[][];
}

/** `answer` is called with each request's head. */
async function peer(answer: (socket: Socket, head: string, nth: number) => void): Promise<Peer> {
  const asked: string[][] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const mine: string[] = [];
    asked.push(mine);
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        mine.push(text.slice(0, end));
        text = text.slice(end + 4);
        answer(socket, mine.at(-1) ?? '', mine.length);
      }
    });
  });
  undo.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: await listen(server, 'http'), asked };
}

async function listen(server: Server, protocol: string): Promise<URL> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`${protocol}://localhost:${(server.address() as AddressInfo).port}/file?x=1`);
}

function wire(options: Partial<Parameters<typeof createWire>[0]> = {}): Wire {
  const made = createWire({ connectMs: 2000, idleMs: 2000, ...options });
  undo.push(() => made.close());
  return made;
}

const { signal } = new AbortController();
const get = { method: 'GET', headers: { accept: '*/*' }, signal } as const;

async function read({ body }: WireReply, pause?: () => Promise<void>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let item = await body.next(); !item.done; item = await body.next()) {
    if (pause !== undefined) await pause();
    // Only now: it must not have been overwritten while we were busy.
    chunks.push(Buffer.from(item.value));
  }
  return Buffer.concat(chunks);
}

describe('a request', () => {
  test('is plain HTTP/1.1, and the next one takes the same connection', async () => {
    const there = await peer((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'));
    const client = wire();
    for (let round = 0; round < 3; round++)
      assert.equal(String(await read(await client.request(there.url, get))), 'ok');
    assert.deepEqual(
      there.asked.map(({ length }) => length),
      [3],
    );
    assert.equal(there.asked[0]?.[0], `GET /file?x=1 HTTP/1.1\r\nhost: ${there.url.host}\r\naccept: */*`);
  });

  test('is made anew when the connection that was kept has been closed meanwhile', async () => {
    const there = await peer((socket, _head, nth) => {
      if (nth === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      else socket.destroy();
    });
    const client = wire();
    for (let round = 0; round < 3; round++)
      assert.equal(String(await read(await client.request(there.url, get))), 'ok');
    assert.equal(there.asked.length, 3);
  });

  test('has a kept connection for as long as its answer takes, however long that would have been kept', async (t) => {
    let goOn = (): void => {};
    const there = await peer((socket, _head, nth) => {
      if (nth === 1) return void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nha');
      goOn = () => void socket.write('lf');
    });
    const client = wire();
    t.mock.timers.enable({ apis: ['setTimeout'] });
    await read(await client.request(there.url, get));
    const reply = await client.request(there.url, get);
    t.mock.timers.tick(60_000);
    goOn();
    assert.equal(String(await read(reply)), 'half');
    assert.equal(there.asked.length, 1);
    t.mock.timers.tick(60_000);
    await read(await client.request(there.url, get));
    assert.equal(there.asked.length, 2, 'and not for longer than that without a request');
  });

  test('does not take a connection that the other end wants closed', async () => {
    const there = await peer((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok'),
    );
    const client = wire();
    for (let round = 0; round < 2; round++) await read(await client.request(there.url, get));
    assert.equal(there.asked.length, 2);
  });

  test('does not take a connection of which the answer was not read to its end', async () => {
    const there = await peer((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n${'x'.repeat(200_000)}`),
    );
    const client = wire();
    const first = await client.request(there.url, get);
    await first.body.next();
    await first.body.return?.();
    assert.equal((await read(await client.request(there.url, get))).length, 200_000);
    assert.equal(there.asked.length, 2);
  });

  test('cannot be given a header that is two', async () => {
    const there = await peer(() => {});
    const evil = { ...get, headers: { range: 'bytes=0-\r\nhost: evil' } };
    await assert.rejects(wire().request(there.url, evil), { code: 'WIRE_BAD_HEADER' });
  });
});

describe('an answer', () => {
  const bodies: Record<string, [raw: string, body: string]> = {
    'with a length': ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', 'hello'],
    'in chunks': [
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: x\r\n\r\n',
      'hello',
    ],
    'after an interim one': [
      'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
      'hello',
    ],
    'without a body': ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', ''],
  };
  for (const [name, [raw, expected]] of Object.entries(bodies)) {
    test(`${name} is read whole, also byte by byte`, async () => {
      const there = await peer((socket) => socket.write(raw));
      assert.equal(String(await read(await wire().request(there.url, get))), expected);
      const slow = await peer(async (socket) => {
        for (const byte of raw) {
          socket.write(byte);
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
      assert.equal(String(await read(await wire().request(slow.url, get))), expected);
    });
  }

  test('without a length goes on to the end of the connection', async () => {
    const there = await peer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nhello'));
    assert.equal(String(await read(await wire().request(there.url, get))), 'hello');
  });

  const broken: Record<string, [raw: string, code: string]> = {
    'that ends too early': ['HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello', 'ECONNRESET'],
    'whose chunks end too early': ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel', 'ECONNRESET'],
    'whose chunks are none': ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello\r\n', 'WIRE_NOT_HTTP'],
    'whose chunks run into each other': [
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n',
      'WIRE_NOT_HTTP',
    ],
    'that is not HTTP': ['220 ftp ready\r\n\r\n', 'WIRE_NOT_HTTP'],
    'whose head has no end': [`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`, 'WIRE_NOT_HTTP'],
    'that never begins': ['', 'ECONNRESET'],
  };
  for (const [name, [raw, code]] of Object.entries(broken)) {
    test(`${name} is an error`, async () => {
      const there = await peer((socket) => socket.end(raw));
      await assert.rejects(async () => read(await wire().request(there.url, get)), { code });
    });
  }

  test('that stands still is an error after the idle time, and not before', async () => {
    const there = await peer(async (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n');
      for (let beat = 0; beat < 3; beat++) {
        await sleep(200);
        socket.write('x');
      }
    });
    const began = performance.now();
    await assert.rejects(async () => read(await wire({ idleMs: 350 }).request(there.url, get)), { code: 'WIRE_IDLE' });
    assert.ok(performance.now() - began >= 900);
  });

  test('that waits for its reader is no such error', async () => {
    const there = await peer((socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n${'x'.repeat(1e6)}`),
    );
    let paused = false;
    const pause = async (): Promise<void> => {
      if (!paused) await sleep(600);
      paused = true;
    };
    assert.equal((await read(await wire({ idleMs: 200 }).request(there.url, get), pause)).length, 1e6);
  });
});

describe('chunks are not overwritten while their reader is busy', () => {
  const content = randomBytes(8_000_000);
  const sometimes = (): Promise<void> => (Math.random() < 0.2 ? sleep(1) : Promise.resolve());

  test('over TCP', async () => {
    const there = await peer((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${content.length}\r\n\r\n`);
      socket.write(content);
    });
    assert.ok((await read(await wire().request(there.url, get), sometimes)).equals(content));
  });

  test('over TLS, where more comes after we have said stop', async () => {
    const { key, cert } = certificate();
    const server = createHttps({ key, cert }, (_request, response) => {
      response.setHeader('content-length', content.length);
      // Small records: many of them come out of one read.
      for (let at = 0; at < content.length; at += 1000) response.write(content.subarray(at, at + 1000));
      response.end();
    });
    undo.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = await listen(server, 'https');
    const client = wire({ ca: cert });
    for (let round = 0; round < 2; round++) {
      assert.ok((await read(await client.request(url, get), sometimes)).equals(content));
    }
    await assert.rejects(wire().request(url, get), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });
});

function certificate(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'wire-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2'];
  execFileSync('openssl', [...made, '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], {
    stdio: 'ignore',
  });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

test('a request that is aborted ends at once, before and after the answer began', async () => {
  const there = await peer((socket, _head, nth) => {
    if (nth === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello');
  });
  const abort = new AbortController();
  const reply = await wire().request(there.url, { ...get, signal: abort.signal });
  await reply.body.next();
  abort.abort(new Error('enough'));
  await assert.rejects(reply.body.next());
  const silent = await peer(() => {});
  const other = new AbortController();
  const waiting = wire().request(silent.url, { ...get, signal: other.signal });
  other.abort(new Error('enough'));
  await assert.rejects(waiting);
});

test('a request that is aborted while it connects ends at once', async () => {
  // It takes the connection, and never begins with TLS.
  const silent = await peer(() => {});
  const secure = new URL(silent.url.href.replace('http:', 'https:'));
  const abort = new AbortController();
  const waiting = wire({ connectMs: 60_000 }).request(secure, { ...get, signal: abort.signal });
  abort.abort(new Error('enough'));
  await assert.rejects(waiting);
});

test('an answer that stands still is noticed also when the reader was slow before', async () => {
  const there = await peer((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello'));
  const { body } = await wire({ idleMs: 150 }).request(there.url, get);
  await body.next();
  await sleep(500);
  await assert.rejects(body.next(), { code: 'WIRE_IDLE' });
});
