import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { describe, test } from 'node:test';
import type { AppError } from '../../../../server/platform/errors.ts';
import { readBody } from '../../../../server/platform/web/read-body.ts';

function request(headers: Record<string, string> = {}): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough(), { headers }) as unknown as PassThrough & IncomingMessage;
}

const read = (req: IncomingMessage, max: number): Promise<{ error: AppError | null; body: Buffer }> =>
  new Promise((resolve) => readBody(req, max, (error, body) => resolve({ error, body })));

describe('reading a request body', () => {
  test('gives the bytes of all chunks in order', async () => {
    const req = request();
    const done = read(req, 100);
    req.write('{"a":');
    req.end('1}');
    assert.deepEqual(await done, { error: null, body: Buffer.from('{"a":1}') });
  });

  test('gives an empty buffer for an empty body', async () => {
    const req = request();
    const done = read(req, 100);
    req.end();
    assert.equal((await done).body.length, 0);
  });

  test('refuses a declared length over the limit before a byte is read', async () => {
    const { error } = await read(request({ 'content-length': '101' }), 100);
    assert.equal(error?.code, 'body_too_large');
    assert.match(error?.message ?? '', /100 bytes.*max_body/);
  });

  test('refuses a chunked body as soon as it has passed the limit', async () => {
    const req = request();
    const done = read(req, 10);
    req.write('12345');
    req.write('678901');
    assert.equal((await done).error?.code, 'body_too_large');
    assert.equal(req.writableEnded, false, 'it did not wait for the end');
  });

  test('takes a body of exactly the limit', async () => {
    const req = request({ 'content-length': '10' });
    const done = read(req, 10);
    req.end('1234567890');
    assert.equal((await done).error, null);
  });
});
