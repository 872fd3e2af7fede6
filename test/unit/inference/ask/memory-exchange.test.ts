import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AnswerRefused } from '../../../../server/inference/ask/answer-refused.ts';
import { MemoryResponse, requestInMemory } from '../../../../server/inference/ask/memory-exchange.ts';
import { answerEarly } from '../../../../server/platform/web/answer-early.ts';
import { readBody } from '../../../../server/platform/web/read-body.ts';

const read = (body: Buffer, max = 1e6): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    readBody(requestInMemory(body), max, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
  });

describe('a request in memory', () => {
  it('has its body, whole', async () => {
    assert.equal((await read(Buffer.from('{"a":1}'))).toString(), '{"a":1}');
    assert.equal((await read(Buffer.alloc(300_000, 'x'))).length, 300_000);
  });

  it('is held to the limit of bodies', async () => {
    await assert.rejects(read(Buffer.alloc(100), 99), /larger than 99 bytes/);
  });

  it('says that it is JSON and has come whole', () => {
    const req = requestInMemory(Buffer.from('{}'));
    assert.deepEqual([req.headers['content-type'], req.complete, req.method], ['application/json', true, 'POST']);
  });
});

describe('an answer in memory', () => {
  const response = () => new MemoryResponse(requestInMemory(Buffer.from('{}')));

  it('is all that was written, with status and headers', async () => {
    const res = response();
    res.writeHead(201, ['x-a', '1', 'content-type', 'application/json']);
    assert.equal(res.headersSent, true);
    res.write('{"a":');
    res.end(Buffer.from('1}'));
    const { status, headers, body } = await res.answer;
    assert.deepEqual(
      [status, [...headers], body.toString()],
      [201, ['x-a', '1', 'content-type', 'application/json'], '{"a":1}'],
    );
  });

  it('may be an error that comes early', async () => {
    const res = response();
    answerEarly(requestInMemory(Buffer.from('{}')), res, {
      status: 404,
      headers: ['x-b', '2'],
      body: Buffer.from('no'),
    });
    assert.equal((await res.answer).status, 404);
  });

  it('tells whoever listens that the client has left, once', async () => {
    const res = response();
    let closed = 0;
    res.on('close', () => {
      closed += 1;
    });
    res.destroy(new Error('the client has left'));
    res.destroy();
    await assert.rejects(res.answer, /the client has left/);
    assert.deepEqual([closed, res.destroyed], [1, true]);
  });

  it('breaks off where the answer does', async () => {
    const res = response();
    res.writeHead(200, []);
    res.write('half');
    res.destroy();
    await assert.rejects(res.answer, /broke off/);
  });
});

describe('an answer that is an error', () => {
  const refused = (body: string): string | null =>
    new AnswerRefused({ status: 400, headers: [], body: Buffer.from(body) }).code;

  it('has the code of the envelope', () => {
    assert.equal(refused('{"error":{"code":"context_length_exceeded"}}'), 'context_length_exceeded');
  });

  it('has none where there is no envelope', () => {
    for (const body of ['', 'x', 'null', '{}', '{"error":"x"}', '{"error":{"code":7}}', '[]'])
      assert.equal(refused(body), null, body);
  });

  it('quotes nothing of it in its message', () => {
    const error = new AnswerRefused({ status: 400, headers: [], body: Buffer.from('secret') });
    assert.ok(!error.message.includes('secret'));
  });
});
