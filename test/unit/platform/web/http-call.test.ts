import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { httpCall } from '../../../../server/platform/web/http-call.ts';

const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close().closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a small HTTP exchange', () => {
  it('gives status and body, whatever they are', async () => {
    const url = await serve((_req, res) => res.writeHead(503).end('not yet'));
    const { status, body } = await httpCall(`${url}/health`, { timeoutMs: 1_000 });
    assert.deepEqual([status, body.toString()], [503, 'not yet']);
  });

  it('sends JSON, with its length and the headers that are given', async () => {
    const url = await serve((req, res) => {
      req.setEncoding('utf8');
      let text = '';
      req.on('data', (data) => (text += data));
      req.on('end', () => {
        const { 'content-type': type, 'content-length': length, authorization } = req.headers;
        res.end(JSON.stringify([req.method, type, length, authorization, text]));
      });
    });
    const answer = await httpCall(url, {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
      json: { a: 'ä' },
      timeoutMs: 1_000,
    });
    const said = ['POST', 'application/json', '10', 'Bearer x', '{"a":"ä"}'];
    assert.deepEqual(JSON.parse(answer.body.toString()), said);
  });

  it('keeps no connection', async () => {
    const url = await serve((req, res) => res.end(String(req.headers.connection)));
    assert.equal((await httpCall(url, { timeoutMs: 1_000 })).body.toString(), 'close');
  });

  it('ends with a TimeoutError, before the head and after it', async () => {
    const silent = await serve(() => {});
    await assert.rejects(httpCall(silent, { timeoutMs: 30 }), { name: 'TimeoutError' });
    const stuck = await serve((_req, res) => res.writeHead(200).write('a'));
    await assert.rejects(httpCall(stuck, { timeoutMs: 30 }), { name: 'TimeoutError' });
  });

  it('ends when it is aborted', async () => {
    const url = await serve(() => controller.abort(new Error('enough')));
    const controller = new AbortController();
    await assert.rejects(httpCall(url, { timeoutMs: 5_000, signal: controller.signal }), { message: 'enough' });
  });

  it('fails with the code where nobody listens, or the answer is cut', async () => {
    await assert.rejects(httpCall('http://127.0.0.1:1', { timeoutMs: 1_000 }), { code: 'ECONNREFUSED' });
    const cut = await serve((_req, res) => {
      res.writeHead(200, { 'content-length': '10' });
      res.write('half', () => res.destroy());
    });
    await assert.rejects(httpCall(cut, { timeoutMs: 1_000 }), { code: 'ECONNRESET' });
  });

  it('takes no more than it may', async () => {
    const url = await serve((_req, res) => res.end('x'.repeat(1_000)));
    await assert.rejects(httpCall(url, { timeoutMs: 1_000, maxBytes: 999 }), /larger than 999 bytes/);
    assert.equal((await httpCall(url, { timeoutMs: 1_000, maxBytes: 1_000 })).body.length, 1_000);
  });
});
