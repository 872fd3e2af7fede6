import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { AnthropicErrorResponse, ErrorCode, ErrorResponse } from '../../contract/error-envelope.ts';
import { errorCodes } from '../../contract/errors.ts';

const body = (error: object): unknown => ({
  error: { message: 'm', type: 't', code: null, param: null, ...error },
  request_id: 'req_1',
});

describe('the error envelope', () => {
  it('has the codes of the closed list, and only those', () => {
    assert.deepEqual(ErrorCode.options, Object.keys(errorCodes));
    assert.equal(ErrorCode.safeParse('no_such_code').success, false);
  });

  for (const code of Object.keys(errorCodes))
    it(`takes ${code}`, () => assert.ok(ErrorResponse.safeParse(body({ code })).success));

  it('takes an engine’s own code, and its own body', () => {
    const value = body({ code: 'exceed_context_size_error', engine: { detail: [{ loc: ['body'] }] } });
    assert.deepEqual(ErrorResponse.parse(value), value);
  });

  it('keeps the fields that a code brings', () => {
    const value = body({ code: 'context_length_exceeded', n_prompt_tokens: 2000, n_ctx: 1024 });
    assert.deepEqual(ErrorResponse.parse(value), value);
  });

  for (const missing of ['message', 'type', 'code', 'param'])
    it(`needs ${missing}`, () => assert.equal(ErrorResponse.safeParse(body({ [missing]: undefined })).success, false));

  it('needs the request id', () => {
    assert.equal(ErrorResponse.safeParse({ error: (body({}) as { error: object }).error }).success, false);
  });

  it('has an example that fits', () => {
    for (const schema of [ErrorResponse, AnthropicErrorResponse]) {
      const example = exampleOf(schema);
      assert.ok(example);
      assert.deepEqual(schema.parse(example), example);
    }
  });
});

describe('Anthropic’s error envelope', () => {
  it('takes the type, the message, and our code', () => {
    const value = { type: 'error', error: { type: 'not_found_error', message: 'm', code: 'x' }, request_id: 'r' };
    assert.deepEqual(AnthropicErrorResponse.parse(value), value);
  });

  it('is not OpenAI’s', () => assert.equal(AnthropicErrorResponse.safeParse(body({})).success, false));
});

function exampleOf(schema: typeof ErrorResponse | typeof AnthropicErrorResponse): unknown {
  const metadata = zodToOpenAPIRegistry.get(schema) as { example?: unknown } | undefined;
  return metadata?.example;
}
