import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineKind } from '../../../../server/engines/kinds/index.ts';
import type { EngineError } from '../../../../server/engines/kinds/kind.ts';
import type { EngineKindName } from '../../../../server/platform/config/config.ts';
import { type CapturedEngine, captureNames, readCapture } from '../../../fixtures/read-capture.ts';

const kindOf: Readonly<Record<CapturedEngine, EngineKindName>> = {
  'llama-server': 'llama.cpp',
  'llama-router': 'llama.cpp',
  vllm: 'vllm',
  sglang: 'sglang',
};

const normalise = (engine: CapturedEngine, name: string) => {
  const capture = readCapture(engine, name);
  return engineKind(kindOf[engine]).normaliseError(capture.status, capture.body);
};

/** Every recorded answer of 400 and more. */
const recorded = (Object.keys(kindOf) as CapturedEngine[]).flatMap((engine) =>
  captureNames(engine)
    .map((name) => readCapture(engine, name))
    .filter((it) => it.status >= 400),
);

/** Those whose status changes; all others keep it. */
const becomes400 = ['llama-server/chat-bad-role', 'llama-server/chat-image', 'vllm/lora-load-rank-too-big'];
const overflows = [
  'llama-server/chat-context-overflow',
  'vllm/chat-context-overflow',
  'vllm/chat-max-tokens-too-large',
  'sglang/chat-context-overflow',
  'sglang/chat-max-tokens-too-large',
];

/** The message wherever the engine has put it. */
function messageIn(body: Buffer): string | null {
  if (body.length === 0) return null;
  const value = JSON.parse(body.toString()) as {
    error?: { message?: string };
    message?: string;
    error_message?: string;
    detail?: string;
  };
  return value.error?.message ?? value.message ?? value.error_message ?? value.detail ?? null;
}

describe('errors recorded with real engines', () => {
  it('are there to be tested', () => assert.ok(recorded.length >= 80, `${recorded.length} captures`));

  for (const capture of recorded) {
    const id = `${capture.engine}/${capture.name}`;
    it(`${id}: ${capture.status} keeps its message and gets the envelope`, () => {
      const { status, error } = normalise(capture.engine, capture.name);
      assert.equal(status, becomes400.includes(id) ? 400 : capture.status);
      assert.equal(error.message, messageIn(capture.body) ?? `The engine answered ${capture.status} without a body.`);
      assert.match(error.type, /\S/);
      assert.ok(error.code === null || !/^\d+$/.test(error.code));
      assert.equal(error.code === 'context_length_exceeded', overflows.includes(id));
    });
    it(`${id}: the openai kind says the same of it`, () => {
      const same = engineKind('openai').normaliseError(capture.status, capture.body);
      assert.deepEqual(same, normalise(capture.engine, capture.name));
    });
  }
});

describe('what an engine says outside the envelope stands under error.engine', () => {
  const cases: [engine: CapturedEngine, name: string, expected: EngineError][] = [
    [
      'sglang',
      'chat-unknown-lora-colon',
      {
        status: 400,
        error: {
          message:
            "LoRA adapter 'zzz' was requested, but LoRA is not enabled. Please launch the server with --enable-lora flag and preload adapters using --lora-paths or /load_lora_adapter endpoint.",
          type: 'BadRequestError',
          code: null,
          param: null,
          engine: readCapture('sglang', 'chat-unknown-lora-colon').json(),
        },
      },
    ],
    [
      'vllm',
      'embeddings',
      {
        status: 404,
        error: {
          message: 'Not Found',
          type: 'not_found_error',
          code: null,
          param: null,
          engine: { detail: 'Not Found' },
        },
      },
    ],
    [
      'sglang',
      'models-retrieve-unknown',
      {
        status: 404,
        error: {
          message: "The model 'nope' does not exist",
          type: 'invalid_request_error',
          code: 'model_not_found',
          param: 'model',
        },
      },
    ],
    [
      'llama-server',
      'chat-missing-messages',
      {
        status: 400,
        error: { message: "'messages' is required", type: 'invalid_request_error', code: null, param: null },
      },
    ],
    [
      'llama-server',
      'chat-context-overflow',
      {
        status: 400,
        error: {
          message: 'request (6031 tokens) exceeds the available context size (1024 tokens), try increasing it',
          type: 'invalid_request_error',
          code: 'context_length_exceeded',
          n_prompt_tokens: 6031,
          n_ctx: 1024,
          param: null,
          engine: (readCapture('llama-server', 'chat-context-overflow').json() as { error: unknown }).error,
        },
      },
    ],
  ];
  for (const [engine, name, expected] of cases) {
    it(`${engine}/${name}`, () => assert.deepEqual(normalise(engine, name), expected));
  }

  it('what was in the envelope and is passed on as it is needs no copy', () => {
    assert.equal('engine' in normalise('vllm', 'chat-unknown-model').error, false);
  });

  it('a 500 of the caller takes along what the engine said', () => {
    const { status, error } = normalise('llama-server', 'chat-bad-role');
    assert.deepEqual([status, error.type], [400, 'invalid_request_error']);
    assert.deepEqual(error.engine, (readCapture('llama-server', 'chat-bad-role').json() as { error: unknown }).error);
  });

  it('a 500 of the engine stays one', () => {
    assert.equal(normalise('vllm', 'chat-engine-dead').status, 500);
  });
});

describe('answers of other forms', () => {
  const from = (status: number, body: string | Buffer) => engineKind('vllm').normaliseError(status, Buffer.from(body));

  const cases: [what: string, status: number, body: string, message: string, param: string | null][] = [
    ['an empty body', 503, '', 'The engine answered 503 without a body.', null],
    ['a body of blanks', 503, ' \r\n', 'The engine answered 503 without a body.', null],
    ['plain text', 500, 'Internal Server Error', 'Internal Server Error', null],
    ['a JSON string', 500, '"boom"', 'boom', null],
    ['an error that is a string', 400, '{"error":"no","code":"x"}', 'no', null],
    ['an envelope in a list', 400, '[{"error":{"message":"no","code":400}}]', 'no', null],
    [
      "Anthropic's envelope",
      400,
      '{"type":"error","error":{"type":"invalid_request_error","message":"no"}}',
      'no',
      null,
    ],
    [
      "FastAPI's list",
      422,
      '{"detail":[{"loc":["body","a","b"],"msg":"missing","type":"x"},{"loc":["query","c"],"msg":"bad"}]}',
      'a.b: missing; query.c: bad',
      'a.b',
    ],
    ["FastAPI's list without places", 422, '{"detail":[{"msg":"bad"},7]}', 'bad', null],
    ["FastAPI's list of nothing known", 422, '{"detail":[7]}', 'The engine found the request not valid.', null],
    [
      'a page with a title',
      502,
      '<html><head><title>502 Bad Gateway</title></head></html>',
      'The engine answered 502 with an HTML page: 502 Bad Gateway',
      null,
    ],
    ['a page without', 502, '<!DOCTYPE html><p>no', 'The engine answered 502 with an HTML page.', null],
    [
      'an unknown object',
      500,
      '{"oops":1}',
      'The engine answered 500 with an error of a form that is not known; it is in `error.engine`.',
      null,
    ],
    ['broken JSON', 500, '{"error":', '{"error":', null],
  ];
  for (const [what, status, body, message, param] of cases) {
    it(`${what}: ${JSON.stringify(message)}`, () => {
      const normalised = from(status, body);
      assert.equal(normalised.status, status);
      assert.equal(normalised.error.message, message);
      assert.equal(normalised.error.param, param);
    });
  }

  for (const [status, type] of [
    [400, 'invalid_request_error'],
    [401, 'authentication_error'],
    [403, 'permission_error'],
    [404, 'not_found_error'],
    [429, 'rate_limit_error'],
    [500, 'server_error'],
    [501, 'not_supported_error'],
  ] as const) {
    it(`a ${status} without a type is a ${type}`, () => assert.equal(from(status, 'x').error.type, type));
  }

  it('keeps a page as the engine sent it', () =>
    assert.equal(from(502, '<html>x</html>').error.engine, '<html>x</html>'));

  it('cuts what is larger than 8 KB, and not within a character', () => {
    const { message, engine } = from(500, 'é'.repeat(10_000)).error;
    assert.equal(message, 'é'.repeat(4_096));
    assert.equal(engine, 'é'.repeat(4_096));
    assert.equal(from(500, `a${'é'.repeat(10_000)}`).error.message, `a${'é'.repeat(4_095)}`);
    const object = from(500, JSON.stringify({ detail: 'no', more: 'x'.repeat(20_000) })).error.engine;
    assert.equal(typeof object === 'string' && object.length, 8_192);
  });

  it('takes bytes that are no UTF-8', () => {
    assert.equal(from(500, Buffer.from([0x6e, 0x6f, 0xff])).error.message, 'no\ufffd');
  });
});

describe('500s of llama-server that are the caller’s fault', () => {
  const messages = [
    "Failed to parse messages: Missing 'content'",
    'Failed to parse tools: Expected an array',
    'audio input is not supported - hint: if this is unexpected, you may need to provide the mmproj',
    '"prompt" must not be empty',
    '"prompt" is required',
    'Only no echo is supported',
    'Unsupported param: suffix',
    'Cannot use both json_schema and grammar',
    'tools param requires --jinja flag',
    '[json.exception.parse_error.101] parse error',
    'Error: Jinja Exception: Conversation roles must alternate user/assistant',
    'input (900 tokens) is too large to process. increase the physical batch size (current batch size: 512)',
  ];
  const from = (status: number, message: string) =>
    engineKind('llama.cpp').normaliseError(
      status,
      Buffer.from(JSON.stringify({ error: { code: status, message, type: 'server_error' } })),
    );
  for (const message of messages) {
    it(message.slice(0, 60), () => assert.equal(from(500, message).status, 400));
  }
  it('not so for a 503, whatever it says', () => assert.equal(from(503, messages[0] as string).status, 503));
  it('not so for what speaks of the server', () => assert.equal(from(500, 'failed to decode batch').status, 500));
});
