import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { errorCodes } from '../../../contract/errors.ts';
import { errorRenderer } from '../../../server/edge/errors/render-error.ts';
import { AppError } from '../../../server/platform/errors.ts';

const parse = (body: Buffer) => JSON.parse(body.toString());

describe('rendering an error of the gateway', () => {
  test("is OpenAI's envelope with the request id, and its status from the closed list", () => {
    const answer = errorRenderer.gateway(
      new AppError('missing_model', 'no model', { param: 'model' }),
      'openai',
      'req_1',
    );
    assert.equal(answer.status, 400);
    assert.deepEqual(parse(answer.body), {
      error: { message: 'no model', type: 'invalid_request_error', code: 'missing_model', param: 'model' },
      request_id: 'req_1',
    });
    const headers = answer.headers.join('|');
    assert.match(headers, /x-request-id\|req_1/);
    assert.match(headers, /x-roundhouse-source\|gateway/);
  });

  test("is Anthropic's shape on its routes", () => {
    const answer = errorRenderer.gateway(
      new AppError('queue_full', 'full', { retryAfterSeconds: 1.2 }),
      'anthropic',
      'req_1',
    );
    assert.equal(answer.status, 503);
    assert.deepEqual(parse(answer.body), {
      type: 'error',
      error: { type: 'overloaded_error', message: 'full', code: 'queue_full' },
      request_id: 'req_1',
    });
    assert.match(answer.headers.join('|'), /retry-after\|2/);
  });

  test('says its length in bytes, not characters', () => {
    const answer = errorRenderer.gateway(new AppError('model_not_found', 'kein Modell „ü“'), 'openai', 'r');
    const length = answer.headers[answer.headers.indexOf('content-length') + 1];
    assert.equal(Number(length), answer.body.length);
  });

  test('has a status and a type for every code', () => {
    for (const code of Object.keys(errorCodes) as (keyof typeof errorCodes)[]) {
      const { status, body } = errorRenderer.gateway(new AppError(code, 'x'), 'openai', 'r');
      assert.ok(status >= 400 && status < 600, code);
      assert.equal(parse(body).error.code, code);
    }
  });
});

describe('rendering an error of an engine', () => {
  const error = { message: 'too long', type: 'BadRequestError', code: null, param: null, engine: { detail: 'x' } };

  test('keeps its status and words, and says whose it is', () => {
    const answer = errorRenderer.engine({ status: 422, error }, 'openai', 'r');
    assert.equal(answer.status, 422);
    assert.deepEqual(parse(answer.body), { error, request_id: 'r' });
    assert.match(answer.headers.join('|'), /x-roundhouse-source\|engine/);
  });

  test("is put into Anthropic's shape on its routes", () => {
    assert.deepEqual(parse(errorRenderer.engine({ status: 400, error }, 'anthropic', 'r').body), {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'too long', code: null, engine: { detail: 'x' } },
      request_id: 'r',
    });
  });
});

test('an error event is one event of the stream it ends', () => {
  const why = new AppError('engine_disconnected', 'gone');
  assert.match(errorRenderer.event(why, 'openai', 'r'), /^data: \{"error":\{.*"request_id":"r"\}\n\n$/);
  assert.match(errorRenderer.event(why, 'anthropic', 'r'), /^event: error\ndata: \{"type":"error".*\n\n$/);
});
