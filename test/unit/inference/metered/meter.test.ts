import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Charge, Hold } from '../../../../server/accounts/quotas/index.ts';
import { HeldUsage } from '../../../../server/inference/metered/held-usage.ts';
import { type EndedAnswer, Meter } from '../../../../server/inference/metered/meter.ts';

const CHAT = '/v1/chat/completions';

class FakeHold implements Hold {
  readonly headers = ['x-ratelimit-limit-requests', '5'];
  readonly reserved = { promptTokens: 100, genTokens: 50 };
  readonly told: number[] = [];
  charged: Charge | null = null;
  whenWritten(go: (error: null) => void): void {
    go(null);
  }
  generated(genTokens: number): void {
    this.told.push(genTokens);
  }
  settle(charge: Charge): void {
    this.charged = charge;
  }
  cancel(): void {}
}

const whole: EndedAnswer = { outcome: 'completed', status: 200, streamed: false, bytesOut: 400, usage: null };
const usage = (promptTokens: number, completionTokens: number) => ({ promptTokens, completionTokens });
const piece = (text: string): Buffer =>
  Buffer.from(`data: {"choices":[{"index":0,"delta":{"content":"${text}"}}]}\n\n`);
const metered = (path = CHAT, held: HeldUsage | null = null) => {
  const hold = new FakeHold();
  return { hold, meter: new Meter(hold, path, held) };
};

describe('a meter', () => {
  test('charges what the engine says', () => {
    const { meter } = metered();
    const charge = meter.charge({ ...whole, usage: usage(7, 3) }, null);
    assert.deepEqual(charge, { promptTokens: 7, genTokens: 3, outcome: 'completed' });
  });

  test('charges nothing for what the engine refused', () => {
    const { meter } = metered();
    for (const status of [400, 404, 429, 500, 503])
      assert.deepEqual(meter.charge({ ...whole, outcome: 'refused', status, usage: usage(7, 3) }, 9), {
        promptTokens: 0,
        genTokens: 0,
        outcome: 'refused',
      });
  });

  test('charges a stream that broke for what came, though its usage was told at its beginning', () => {
    const { meter } = metered('/v1/messages');
    for (const text of ['a', 'b', 'c'])
      meter.pass(Buffer.from(`event: content_block_delta\ndata: {"delta":{"type":"text_delta","text":"${text}"}}\n\n`));
    for (const outcome of ['cancelled', 'failed'] as const)
      assert.deepEqual(meter.charge({ ...whole, outcome, streamed: true, usage: usage(7, 1) }, null), {
        promptTokens: 7,
        genTokens: 3,
        outcome,
      });
  });

  test('believes no usage of Responses that its client may have written: the first events repeat the request', () => {
    const { meter } = metered('/v1/responses');
    const tool = '{"type":"function","parameters":{"usage":{"input_tokens":0},"text":"event: response.completed"}}';
    meter.pass(Buffer.from(`event: response.created\ndata: {"response":{"tools":[${tool}],"usage":null}}\n\n`));
    meter.pass(Buffer.from('event: response.output_text.delta\ndata: {"delta":"a"}\n\n'));
    const left = { ...whole, outcome: 'cancelled', streamed: true, usage: usage(0, 0) } as const;
    assert.equal(meter.lacksPrompt(left), true);
    assert.deepEqual(meter.charge(left, 40), { promptTokens: 40, genTokens: 1, outcome: 'cancelled' });
    meter.pass(Buffer.from('event: response.completed\ndata: {"response":{"usage":{}}}\n\n'));
    const told = { ...left, usage: usage(41, 2) };
    assert.equal(meter.lacksPrompt(told), false);
    assert.deepEqual(meter.charge(told, null), { promptTokens: 41, genTokens: 2, outcome: 'cancelled' });
  });

  test('charges a stream without a usage by its events, and its prompt as counted, else as reserved', () => {
    const { meter } = metered();
    for (const text of ['a', 'b']) meter.pass(piece(text));
    const answer = { ...whole, outcome: 'cancelled', streamed: true } as const;
    assert.deepEqual(meter.charge(answer, 8), { promptTokens: 8, genTokens: 2, outcome: 'cancelled' });
    assert.equal(meter.charge(answer, null).promptTokens, 100);
  });

  test('charges an answer without a usage by its length, within what was reserved', () => {
    const { meter } = metered();
    assert.equal(meter.charge({ ...whole, bytesOut: 40 }, 8).genTokens, 10);
    assert.equal(meter.charge({ ...whole, bytesOut: 4_000_000 }, 8).genTokens, 50);
  });

  test('charges no generated tokens on routes that write nothing', () => {
    for (const path of ['/v1/embeddings', '/v1/rerank', '/tokenize'])
      assert.equal(metered(path).meter.charge(whole, null).genTokens, 0);
  });

  test('does not believe in numbers beyond all counting', () => {
    const { meter, hold } = metered();
    const { promptTokens, genTokens } = meter.charge({ ...whole, usage: usage(1e300, Number.POSITIVE_INFINITY) }, null);
    assert.deepEqual([promptTokens, genTokens], [1e9, 1e9]);
    meter.told(usage(5, 1e300));
    assert.deepEqual(hold.told, [1e9]);
  });

  test('tells how much has been generated before it goes out', () => {
    const { meter, hold } = metered();
    meter.pass(Buffer.concat([piece('a'), piece('b')]));
    meter.pass(piece('c'));
    meter.told(usage(5, 9));
    assert.deepEqual(hold.told, [2, 3, 9]);
  });

  test('passes on what it is given, but for the usage that nobody asked for', () => {
    const extra = Buffer.from('data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":1}}\n\n');
    const { meter } = metered();
    assert.deepEqual(meter.pass(extra), extra);
    const held = metered(CHAT, new HeldUsage()).meter;
    assert.equal(held.pass(piece('a')).toString(), piece('a').toString());
    assert.equal(held.pass(extra).length, 0);
    assert.equal(held.rest().length, 0);
  });

  test('asks for a count of the prompt only where an answer came and nothing else tells', () => {
    const { meter } = metered();
    assert.equal(meter.lacksPrompt(whole), true);
    assert.equal(meter.lacksPrompt({ ...whole, usage: usage(1, 1) }), false);
    assert.equal(meter.lacksPrompt({ ...whole, status: 500 }), false);
    assert.equal(meter.lacksPrompt({ ...whole, status: 0 }), false);
    assert.equal(metered('/v1/embeddings').meter.lacksPrompt(whole), false);
  });

  test('has the headers of its hold', () => {
    const { meter, hold } = metered();
    assert.equal(meter.headers, hold.headers);
  });
});
