import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { askForUsage } from '../../../../server/inference/metered/ask-for-usage.ts';
import { parseRequest } from '../../../../server/inference/resolve.ts';
import type { EngineKindName } from '../../../../server/platform/config/config.ts';

const CHAT = '/v1/chat/completions';

function asked(text: string, path = CHAT, kind: EngineKindName = 'vllm'): string | null {
  return askForUsage(kind, path, parseRequest(Buffer.from(text)))?.toString() ?? null;
}

describe('asking for the usage of a stream', () => {
  test('puts the wish in front and leaves every other byte', () => {
    const text = '  {"model":"m", "seed":1.0e3,"stream":true,"messages":[]}\n';
    assert.equal(asked(text), `  {"stream_options":{"include_usage":true},${text.slice(3)}`);
  });

  test('changes nothing where the client has asked itself', () => {
    assert.equal(asked('{"model":"m","stream":true,"stream_options":{"include_usage":true}}'), null);
  });

  test('keeps the other options', () => {
    assert.equal(
      asked('{"model":"m","stream_options":{"x":1,"include_usage":false},"stream":true}'),
      '{"model":"m","stream_options":{"x":1,"include_usage":true},"stream":true}',
    );
    assert.equal(
      asked('{"model":"m","stream":true,"stream_options":null}'),
      '{"model":"m","stream":true,"stream_options":{"include_usage":true}}',
    );
  });

  test('does not wake up an option that meant nothing without it', () => {
    const options = JSON.parse(
      asked('{"model":"m","stream":true,"stream_options":{"continuous_usage_stats":true}}') ?? '',
    );
    assert.deepEqual(options.stream_options, { continuous_usage_stats: false, include_usage: true });
  });

  test('leaves what the engine must judge', () => {
    for (const value of ['"yes"', '3', '[]', 'true'])
      assert.equal(asked(`{"model":"m","stream":true,"stream_options":${value}}`), null);
    for (const value of ['"true"', '1', '0', '{}', '[]'])
      assert.equal(asked(`{"model":"m","stream":true,"stream_options":{"include_usage":${value}}}`), null, value);
    for (const value of ['null', 'false'])
      assert.match(asked(`{"model":"m","stream":true,"stream_options":{"include_usage":${value}}}`) ?? '', /:true}}$/);
  });

  test('is for streams only: elsewhere the usage comes anyway, or the option is refused', () => {
    assert.equal(asked('{"model":"m"}'), null);
    assert.equal(asked('{"model":"m","stream":false}'), null);
    for (const path of ['/v1/responses', '/v1/messages', '/v1/embeddings', '/tokenize'])
      assert.equal(asked('{"model":"m","stream":true}', path), null);
  });

  test('is not needed for completions of llama-server, which always tell it', () => {
    assert.equal(asked('{"model":"m","stream":true}', '/v1/completions', 'llama.cpp'), null);
    assert.notEqual(asked('{"model":"m","stream":true}', CHAT, 'llama.cpp'), null);
    assert.notEqual(asked('{"model":"m","stream":true}', '/v1/completions', 'sglang'), null);
  });
});
