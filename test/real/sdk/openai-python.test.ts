/** The `openai` package of Python against the gateway with its own engine; the script beside this file uses it. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { runGateway } from '../../integration/gateway/run-gateway.ts';
import { type AnswerToCheck, validateAnswer } from '../../integration/gateway/validate-answer.ts';
import { TOKYO } from '../checked-answers.ts';
import { sdkEnv, sdkYaml } from './sdk-gateway.ts';

interface SeenError {
  readonly class: string;
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;
  readonly request_id: string | null;
}

interface Seen {
  readonly models: string[];
  readonly model: string;
  readonly chat: string;
  readonly total_tokens: number;
  readonly request_id: string;
  readonly stream: { readonly text: string; readonly total_tokens: number };
  readonly completion: string;
  readonly embeddings: { readonly count: number; readonly difference: number };
  readonly errors: Readonly<Record<string, SeenError>>;
  readonly exchanges: readonly AnswerToCheck[];
}

const run = promisify(execFile);
const script = join(import.meta.dirname, 'openai_python.py');
const python = process.env['ROUNDHOUSE_PYTHON'] || 'python3';
const skip = whyNot();

/** In CI a missing package is a failure. */
function whyNot(): string | false {
  const { status } = spawnSync(python, ['-c', 'import openai'], { stdio: 'ignore' });
  if (status === 0) return false;
  const reason = `${python} has no openai: pip install -r test/real/sdk/requirements.txt, then set ROUNDHOUSE_PYTHON`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  return reason;
}

describe('the openai package of Python', { skip }, () => {
  let seen: Seen;

  before(async () => {
    await using running = await runGateway(sdkYaml, { env: sdkEnv });
    const env = { ...process.env, OPENAI_API_KEY: sdkEnv.APP_KEY, READER_KEY: sdkEnv.READER_KEY };
    const { stdout } = await run(python, [script, `${running.url}/v1`], { env, timeout: 120_000, maxBuffer: 2 ** 24 });
    seen = JSON.parse(stdout) as Seen;
  });

  it('gets answers that are as the contract promises', () => {
    assert.ok(seen.exchanges.length >= 12, `${seen.exchanges.length} answers`);
    for (const exchange of seen.exchanges) validateAnswer(exchange);
  });

  it('lists the models, and gets one', () => {
    assert.deepEqual(seen.models, ['other', 'tiny', 'tiny-alias']);
    assert.equal(seen.model, 'tiny');
  });

  it('chats, and gives the request id', () => {
    assert.deepEqual([seen.chat, seen.total_tokens], [TOKYO, 34]);
    assert.match(seen.request_id, /^req_/);
  });

  it('streams a chat, with the usage', () => assert.deepEqual(seen.stream, { text: TOKYO, total_tokens: 34 }));

  it('completes a text', () => assert.notEqual(seen.completion, ''));

  it('embeds, by base64 as it does by itself, and by numbers the same', () => {
    assert.equal(seen.embeddings.count, 2);
    assert.ok(seen.embeddings.difference < 1e-6, `${seen.embeddings.difference}`);
  });

  for (const [name, expected] of [
    ['unknown_model', ['NotFoundError', 404, 'model_not_found', 'model']],
    ['unknown_model_retrieved', ['NotFoundError', 404, 'model_not_found']],
    ['wrong_key', ['AuthenticationError', 401, 'invalid_api_key', null]],
    ['no_verb', ['PermissionDeniedError', 403, 'permission_denied', null]],
    ['too_long', ['BadRequestError', 400, 'context_length_exceeded']],
    ['too_long_streamed', ['BadRequestError', 400, 'context_length_exceeded']],
  ] as const)
    it(`raises its ${expected[0]} for ${name.replaceAll('_', ' ')}, with the request id`, () => {
      const error = seen.errors[name];
      assert.deepEqual([error?.class, error?.status, error?.code, error?.param].slice(0, expected.length), [
        ...expected,
      ]);
      assert.match(error?.request_id ?? '', /^req_/);
    });
});
