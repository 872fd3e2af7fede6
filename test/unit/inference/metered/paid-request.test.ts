import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import type { Caller } from '../../../../server/accounts/keys.ts';
import type { Charge, Hold, QuotaAsk, Quotas } from '../../../../server/accounts/quotas/index.ts';
import type { Lease } from '../../../../server/engines/fleet/index.ts';
import { PaidRequest } from '../../../../server/inference/metered/index.ts';
import type { ParsedRequest } from '../../../../server/inference/resolve.ts';
import type { ModelConfig } from '../../../../server/platform/config/config.ts';
import { AppError } from '../../../../server/platform/errors.ts';

const CHAT = '/v1/chat/completions';
const caller: Caller = { name: 'alice', verbs: new Set(['infer']), models: null, account: null };
const model = (engine: string): ModelConfig =>
  ({ name: 'tiny', engine, reserveTokens: 512, variants: [{ context: 1024 }] }) as unknown as ModelConfig;
const incoming = (path: string) => ({
  caller,
  requestId: 'req_1',
  route: { path, errorShape: 'openai' as const },
});

function parsed(fields: object = {}): ParsedRequest {
  const body = { model: 'nick', messages: [{ role: 'user', content: 'hello' }], max_tokens: 10, ...fields };
  return { bytes: Buffer.from(JSON.stringify(body)), body, model: 'nick' };
}

/** Lets everybody through, and keeps what it was asked and told. */
class FakeQuotas implements Quotas {
  readonly asked: QuotaAsk[] = [];
  readonly ended: (Charge | 'cancelled')[] = [];
  unwritten: AppError | null = null;
  onEnded = (): void => {};
  counts(): boolean {
    return true;
  }
  reserve(ask: QuotaAsk): Hold {
    this.asked.push(ask);
    return {
      headers: [],
      reserved: { promptTokens: ask.promptTokens, genTokens: ask.genTokens },
      whenWritten: (go) => go(this.unwritten),
      generated() {},
      settle: (charge) => {
        this.ended.push(charge);
        this.onEnded();
      },
      cancel: () => void this.ended.push('cancelled'),
    };
  }
}

function reserved(quotas: Quotas, request = parsed(), engine = 'vllm', path = CHAT): PaidRequest {
  const paid = PaidRequest.reserve(quotas, incoming(path), model(engine), request);
  assert.ok(paid instanceof PaidRequest);
  return paid;
}

const answered = { status: 200, streamed: false, bytesOut: 100, usage: { promptTokens: 7, completionTokens: 3 } };

describe('a request that somebody pays for', () => {
  test('is asked for under its model’s own name, whatever the client calls it', () => {
    const quotas = new FakeQuotas();
    reserved(quotas);
    const [ask] = quotas.asked;
    assert.deepEqual([ask?.model, ask?.path, ask?.genTokens, ask?.requestId], ['tiny', CHAT, 10, 'req_1']);
  });

  test('goes to the engine as it came, unless its stream would not tell the usage', () => {
    const quotas = new FakeQuotas();
    for (const fields of [{}, { stream: true, stream_options: { include_usage: true } }]) {
      const request = parsed(fields);
      assert.equal(reserved(quotas, request).parsed, request);
    }
    const streamed = reserved(quotas, parsed({ stream: true })).parsed;
    assert.match(streamed.bytes.toString(), /"stream_options":\{"include_usage":true\}/);
  });

  test('is nobody’s where nobody is charged, at once or later', async () => {
    const nobody = { counts: () => true, reserve: () => null };
    assert.equal(PaidRequest.reserve(nobody, incoming(CHAT), model('vllm'), parsed()), null);
    const later = { counts: () => true, reserve: async () => null };
    assert.equal(await PaidRequest.reserve(later, incoming(CHAT), model('vllm'), parsed()), null);
  });

  test('is not looked at where nobody could be charged', () => {
    const quotas = new FakeQuotas();
    quotas.counts = () => false;
    assert.equal(PaidRequest.reserve(quotas, incoming(CHAT), model('vllm'), parsed()), null);
    assert.deepEqual(quotas.asked, []);
  });

  test('is charged as the engine says', () => {
    const quotas = new FakeQuotas();
    reserved(quotas).settle('completed', answered);
    assert.deepEqual(quotas.ended, [{ promptTokens: 7, genTokens: 3, outcome: 'completed' }]);
  });

  test('costs nothing where no engine was asked, or none answered', () => {
    const quotas = new FakeQuotas();
    reserved(quotas).settle('refused', null);
    reserved(quotas).settle('engine_failed', { ...answered, status: 0, usage: null });
    reserved(quotas).settle('client_left', { ...answered, status: 0, usage: null });
    reserved(quotas).cancel();
    assert.deepEqual(quotas.ended, ['cancelled', 'cancelled', 'cancelled', 'cancelled']);
  });

  test('tells how it ended in the words of usage', () => {
    const quotas = new FakeQuotas();
    for (const outcome of ['completed', 'client_left', 'engine_failed', 'refused'] as const)
      reserved(quotas).settle(outcome, answered);
    assert.deepEqual(
      quotas.ended.map((charge) => (charge === 'cancelled' ? charge : charge.outcome)),
      ['completed', 'cancelled', 'failed', 'refused'],
    );
  });

  test('is charged as reserved for its prompt where nobody can count it', async () => {
    const quotas = new FakeQuotas();
    const paid = reserved(quotas, parsed(), 'openai');
    const target = { baseUrl: 'http://127.0.0.1:1', headers: {}, model: 'tiny' };
    paid.sent({ kind: 'openai', target } as unknown as Lease, parsed().bytes);
    paid.settle('client_left', { ...answered, usage: null });
    for (let i = 0; i < 100 && quotas.ended.length === 0; i++) await new Promise((resolve) => setImmediate(resolve));
    const [charge] = quotas.ended;
    assert.ok(charge !== undefined && charge !== 'cancelled');
    assert.equal(charge.promptTokens, quotas.asked[0]?.promptTokens);
  });

  test('is charged for each of several prompts where the engine has told nothing', async (t) => {
    const engine = createServer((_req, res) => void res.end('{"count":5}')).listen(0, '127.0.0.1');
    t.after(() => void engine.close());
    await once(engine, 'listening');
    const path = '/v1/completions';
    for (const [prompt, promptTokens] of [
      ['a', 5],
      [['a', 'b', 'c'], 15],
    ] as const) {
      const quotas = new FakeQuotas();
      const request = parsed({ prompt });
      const target = { baseUrl: `http://127.0.0.1:${(engine.address() as AddressInfo).port}`, headers: {} };
      const paid = reserved(quotas, request, 'vllm', path);
      paid.sent({ kind: 'vllm', target } as unknown as Lease, request.bytes);
      const settled = new Promise<void>((resolve) => {
        quotas.onEnded = resolve;
      });
      paid.settle('client_left', { ...answered, usage: null });
      await settled;
      assert.equal((quotas.ended[0] as Charge).promptTokens, promptTokens);
    }
  });

  test('is not sent where what it costs cannot be written down', () => {
    const quotas = new FakeQuotas();
    quotas.unwritten = new AppError('storage_unavailable', 'full');
    const said: unknown[] = [];
    reserved(quotas).whenWritten((error) => said.push(error?.code));
    assert.deepEqual(said, ['storage_unavailable']);
  });
});
