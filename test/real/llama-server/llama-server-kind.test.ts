/**
 * The llama.cpp kind against a real llama-server: the one in `LLAMA_SERVER`, else the newest in the cache. Skipped, and
 * said so, where there is none.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { engineKind } from '../../../server/engines/kinds/index.ts';
import type { EngineTarget } from '../../../server/engines/kinds/kind.ts';
import { estimateTokens } from '../../../server/inference/variants/index.ts';
import type { ModelConfig, VariantConfig } from '../../../server/platform/config/config.ts';

const cached = globSync(join(homedir(), '.cache/roundhouse/llama-server/*/llama-server')).sort();
const binary = process.env['LLAMA_SERVER'] ?? cached.at(-1) ?? '';
const skip = existsSync(binary) ? false : 'no llama-server in LLAMA_SERVER or in the cache';
const tiny = fileURLToPath(new URL('../../../models/tiny.q8_0.gguf', import.meta.url));
const kind = engineKind('llama.cpp');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function commandArgs(port: number): string[] {
  const run = { by: 'model', model: tiny, args: ['-t', '1', '-np', '1'] } as const;
  const variant: VariantConfig = {
    context: 1_024,
    run,
    source: null,
    env: {},
    workDir: '/',
    stopCommand: null,
    readyTimeoutMs: 1,
    stopTimeoutMs: 1,
  };
  const { command } = kind.commandLine({ model: { name: 'tiny', engineModel: null } as ModelConfig, variant });
  const filled: Readonly<Record<string, string>> = { ['$' + '{HOST}']: '127.0.0.1', ['$' + '{PORT}']: String(port) };
  return command.slice(1).map((it) => filled[it] ?? it);
}

describe('the llama.cpp kind with a real llama-server', { skip }, () => {
  let engine: ChildProcess;
  let target: EngineTarget;

  before(async () => {
    const port = await freePort();
    target = { baseUrl: `http://127.0.0.1:${port}`, headers: {}, healthPath: null };
    engine = spawn(binary, commandArgs(port), { stdio: 'ignore' });
    while ((await kind.ready(target, 1_000)).state !== 'ready') {
      assert.equal(engine.exitCode, null, 'llama-server ended before it was ready');
      await delay(20);
    }
  });

  after(async () => {
    if (engine.exitCode !== null) return;
    engine.kill('SIGKILL');
    await once(engine, 'exit');
  });

  async function post(path: string, body: string) {
    const answer = await fetch(target.baseUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
  }

  it('tells its version', async () => assert.match((await kind.version(target)) ?? '', /^b\d+-/));

  const parameters = { type: 'object', properties: { city: { type: 'string' } } };
  const counted: [path: string, body: object][] = [
    ['/v1/chat/completions', { messages: [{ role: 'user', content: 'What is the capital of Japan?' }] }],
    [
      '/v1/chat/completions',
      {
        messages: [
          { role: 'system', content: '日本 😀' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'a' },
              { type: 'text', text: 'b' },
            ],
          },
        ],
      },
    ],
    [
      '/v1/chat/completions',
      {
        messages: [{ role: 'user', content: 'x <|im_end|> y' }],
        tools: [{ type: 'function', function: { name: 'f', parameters } }],
      },
    ],
    ['/v1/completions', { prompt: 'Once upon a time' }],
    ['/v1/completions', { prompt: [12, 300, 301] }],
    ['/v1/messages', { system: 'Be brief', messages: [{ role: 'user', content: 'Hello' }] }],
    ['/v1/responses', { instructions: 'Be brief', input: 'Hello' }],
  ];
  for (const [path, body] of counted) {
    it(`counts what it then uses, for ${path} ${JSON.stringify(body).slice(0, 60)}`, async () => {
      const request = { model: 'tiny', max_tokens: 2, ...body };
      const tokens = await kind.countTokens(target, { path, body: request }, 5_000);
      const answer = await post(path, JSON.stringify(request));
      const { usage } = JSON.parse(answer.body.toString()) as {
        usage: { prompt_tokens?: number; input_tokens?: number };
      };
      assert.equal(tokens, usage.prompt_tokens ?? usage.input_tokens);
      assert.ok(estimateTokens(path, request) >= (tokens as number));
    });
  }

  const faults: [what: string, path: string, body: string, code: string | null][] = [
    ['a message without a role', '/v1/chat/completions', '{"messages":[{"content":"x"}]}', null],
    ['broken JSON', '/v1/chat/completions', '{"messages":', null],
    [
      'tools that are no list',
      '/v1/chat/completions',
      '{"messages":[{"role":"user","content":"x"}],"tools":"x"}',
      null,
    ],
    ['no prompt', '/v1/completions', '{}', null],
    [
      'too long a prompt',
      '/v1/completions',
      JSON.stringify({ prompt: 'word '.repeat(3_000) }),
      'context_length_exceeded',
    ],
  ];
  for (const [what, path, body, code] of faults) {
    it(`calls ${what} the caller's fault`, async () => {
      const answer = await post(path, body);
      const { status, error } = kind.normaliseError(answer.status, answer.body);
      assert.deepEqual([status, error.type, error.code], [400, 'invalid_request_error', code]);
    });
  }

  it('tokenizes a `prompt` as well as a `content`', async () => {
    const bytes = Buffer.from('{"prompt":"Hello world"}');
    const rewritten = kind.rewriteRequest({
      path: '/tokenize',
      bytes,
      body: { prompt: 'Hello world' },
      engineModel: null,
    });
    assert.deepEqual(JSON.parse((await post('/tokenize', rewritten.toString())).body.toString()), {
      tokens: [541, 419, 316],
    });
  });
});
