import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import type { GuardedHttp } from '../../../server/library/downloads/source.ts';
import { createGuardedHttp, type GuardedHttpOptions } from '../../../server/library/downloads/web/guarded-http.ts';
import { AppError } from '../../../server/platform/errors.ts';

interface Origin {
  readonly url: string;
  readonly host: string;
  readonly seen: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
}

const undo: (() => unknown)[] = [];
after(async () => {
  for (const run of undo) await run();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function startOrigin(answer: Answer): Promise<Origin> {
  const seen: Origin['seen'] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', headers: request.headers });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, host, seen };
}

function guarded(allowed: readonly string[], options: Partial<GuardedHttpOptions> = {}): GuardedHttp {
  const http = createGuardedHttp({ allowedHosts: () => allowed, ...options });
  undo.push(() => http.close());
  return http;
}

const hello: Answer = (_request, response) => response.end('hello');
const to =
  (location: string, status = 302): Answer =>
  (_request, response) =>
    response.writeHead(status, { location }).end();
const signal = new AbortController().signal;
const codeIs =
  (code: string, ...texts: RegExp[]) =>
  (error: unknown): true => {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, code, error.message);
    for (const text of texts) assert.match(error.message, text);
    return true;
  };

describe('the first URL', () => {
  it('is fetched when its host is listed, be it private', async () => {
    const origin = await startOrigin(hello);
    const reply = await guarded([origin.host]).request(`${origin.url}/x?y=1`, { signal });
    assert.equal(reply.status, 200);
    assert.equal(await reply.text(), 'hello');
    assert.equal(origin.seen[0]?.url, '/x?y=1');
  });

  it('is refused before a connection is made when its host is not listed', async () => {
    const origin = await startOrigin(hello);
    await assert.rejects(guarded([]).request(origin.url, { signal }), codeIs('endpoint_not_allowed'));
    assert.equal(origin.seen.length, 0);
  });

  it('is refused when a public name resolves to a private address', async () => {
    const http = guarded([], { resolve: (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) });
    await assert.rejects(
      http.request('http://huggingface.co/x', { signal }),
      codeIs('endpoint_not_allowed', /private address/),
    );
  });

  it('is refused over other protocols', async () => {
    await assert.rejects(guarded(['x']).request('file:///etc/passwd', { signal }), codeIs('endpoint_not_allowed'));
  });
});

describe('a redirect', () => {
  it('is followed to a listed host without the credentials, which stay away for the rest of the way', async () => {
    const third = await startOrigin(hello);
    const cdn = await startOrigin(to(`${third.url}/end`));
    const hub = await startOrigin(to(`${cdn.url}/blob?X-Amz-Signature=s`));
    const reply = await guarded([hub.host, cdn.host, third.host]).request(`${hub.url}/file`, {
      signal,
      headers: { Authorization: 'Bearer t', Cookie: 'c=1', 'X-Amz-Security-Token': 's', Range: 'bytes=2-' },
    });
    assert.equal(await reply.text(), 'hello');
    assert.equal(hub.seen[0]?.headers.authorization, 'Bearer t');
    for (const { seen } of [cdn, third]) {
      assert.equal(seen[0]?.headers.authorization, undefined);
      assert.equal(seen[0]?.headers.cookie, undefined);
      assert.equal(seen[0]?.headers['x-amz-security-token'], undefined);
      assert.equal(seen[0]?.headers.range, 'bytes=2-');
    }
  });

  it('keeps the credentials at the same origin, and shows the way it went', async () => {
    const hub = await startOrigin((request, response) =>
      request.url === '/a' ? to('/b', 307)(request, response) : hello(request, response),
    );
    const reply = await guarded([hub.host]).request(`${hub.url}/a`, { signal, headers: { authorization: 'Bearer t' } });
    reply.discard();
    assert.equal(hub.seen[1]?.headers.authorization, 'Bearer t');
    assert.equal(reply.url, `${hub.url}/b`);
    assert.deepEqual(
      reply.redirects?.map(({ url, status }) => [url, status]),
      [[`${hub.url}/a`, 307]],
    );
  });

  for (const target of [
    'http://127.0.0.1:1/x',
    'http://0x7f.1:1/x',
    'http://[::1]:1/x',
    'http://[::ffff:127.0.0.1]:1/x',
    'http://localhost:1/x',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
  ]) {
    it(`to ${target} is refused`, async () => {
      const hub = await startOrigin(to(target));
      await assert.rejects(
        guarded([hub.host]).request(hub.url, { signal }),
        codeIs('endpoint_not_allowed', /private address/),
      );
    });
  }

  it('to another port of a host that is listed with a port is refused', async () => {
    const inside = await startOrigin(hello);
    const hub = await startOrigin(to(inside.url));
    await assert.rejects(guarded([hub.host]).request(hub.url, { signal }), codeIs('endpoint_not_allowed'));
    assert.equal(inside.seen.length, 0);
  });

  it('to another protocol is refused', async () => {
    const hub = await startOrigin(to('ftp://example.com/x'));
    await assert.rejects(guarded([hub.host]).request(hub.url, { signal }), codeIs('endpoint_not_allowed'));
  });

  it('is followed five times and no more', async () => {
    const hub = await startOrigin((request, response) =>
      to(`/${Number(request.url?.slice(1)) + 1}`)(request, response),
    );
    await assert.rejects(
      guarded([hub.host]).request(`${hub.url}/0`, { signal }),
      codeIs('download_failed', /redirects/),
    );
    assert.equal(hub.seen.length, 6);
  });
});

describe('a fault', () => {
  const retryable = (error: unknown): boolean => (error as AppError).details.fields?.['retryable'] === true;

  it('of the connection is retryable, and says neither query nor credentials', async () => {
    const http = guarded(['127.0.0.1:1']);
    const failing = http.request('http://user:pw@127.0.0.1:1/x?X-Amz-Signature=s3cret', { signal });
    await assert.rejects(failing, (error) => {
      codeIs('download_failed', /refused/)(error);
      assert.ok(retryable(error));
      assert.doesNotMatch((error as AppError).message, /s3cret|pw/);
      return true;
    });
  });

  it('in the middle of the body is retryable', async () => {
    const origin = await startOrigin((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    });
    const reply = await guarded([origin.host]).request(origin.url, { signal });
    await assert.rejects(reply.text(), (error) => codeIs('download_failed', /cut/)(error) && retryable(error));
  });

  it('is also an answer that stands still for longer than the idle time', async () => {
    const origin = await startOrigin((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
    });
    const reply = await guarded([origin.host], { idleTimeoutMs: 300 }).request(origin.url, { signal });
    await assert.rejects(reply.text(), (error) => codeIs('download_failed', /nothing came/)(error) && retryable(error));
  });

  it('is also an answer that never begins', async () => {
    const origin = await startOrigin(() => {});
    const failing = guarded([origin.host], { idleTimeoutMs: 300 }).request(origin.url, { signal });
    await assert.rejects(failing, (error) => codeIs('download_failed', /nothing came/)(error) && retryable(error));
  });

  it('is not an abort: that throws its own reason', async () => {
    const origin = await startOrigin(() => {});
    const abort = new AbortController();
    const failing = guarded([origin.host]).request(origin.url, { signal: abort.signal });
    abort.abort(new Error('enough'));
    await assert.rejects(failing, /enough/);
  });
});

it('text that is larger than its limit is refused', async () => {
  const origin = await startOrigin((_request, response) => response.end('x'.repeat(2000)));
  const reply = await guarded([origin.host]).request(origin.url, { signal });
  await assert.rejects(reply.text(1000), codeIs('download_failed', /larger than 1000/));
});
