import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAccounting, type RequestRecord } from '../../../server/inference/accounting.ts';
import { type Log, silentLog } from '../../../server/platform/log.ts';
import { createMetricsRegistry } from '../../../server/platform/metrics/registry.ts';

const completed: RequestRecord = {
  requestId: 'r-1',
  path: '/v1/chat/completions',
  model: 'tiny',
  engineId: 'tiny-abc123',
  caller: 'ci',
  status: 200,
  outcome: 'completed',
  code: null,
  streamed: true,
  receivedAtMs: 1_000,
  queuedAtMs: 1_100,
  leasedAtMs: 1_600,
  firstByteAtMs: 2_000,
  endedAtMs: 6_000,
  bytesOut: 99,
  usage: { promptTokens: 7, completionTokens: 5 },
};

/** What is told after the requests: the value of a sample by its text. */
function after(...requests: readonly Partial<RequestRecord>[]) {
  const registry = createMetricsRegistry();
  const lines: object[] = [];
  const log: Log = { ...silentLog, info: (fields) => lines.push(fields) };
  const accounting = createAccounting(registry, log);
  for (const changes of requests) accounting.record({ ...completed, ...changes });
  const text = registry.render();
  const value = (sample: string): number | undefined => {
    const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  };
  return { value, text, lines };
}

const requests = (labels: string): string => `roundhouse_requests_total{${labels}}`;
const chat = 'route="/v1/chat/completions"';

describe('accounting', () => {
  it('counts requests by model, route, status and outcome', () => {
    const left = { status: 499, outcome: 'client_left' } as const;
    const { value } = after({}, {}, left, { path: '/v1/embeddings' });
    assert.equal(value(requests(`model="tiny",${chat},status="200",outcome="completed"`)), 2);
    assert.equal(value(requests(`model="tiny",${chat},status="499",outcome="client_left"`)), 1);
    assert.equal(value(requests('model="tiny",route="/v1/embeddings",status="200",outcome="completed"')), 1);
  });

  it('counts all names that are not configured as one', () => {
    const refused = { model: null, status: 404, outcome: 'refused' } as const;
    const { value } = after(refused, refused);
    assert.equal(value(requests(`model="unknown",${chat},status="404",outcome="refused"`)), 2);
  });

  it('keeps the time of requests by outcome', () => {
    const { value } = after({}, { outcome: 'refused', status: 429, endedAtMs: 1_001 });
    assert.equal(value('roundhouse_request_duration_seconds_sum{model="tiny",outcome="completed"}'), 5);
    assert.equal(value('roundhouse_request_duration_seconds_count{model="tiny",outcome="completed"}'), 1);
    assert.equal(value('roundhouse_request_duration_seconds_sum{model="tiny",outcome="refused"}'), 0.001);
  });

  it('takes the time to the first token from the request line, of streams only', () => {
    const { value } = after({}, { streamed: false });
    assert.equal(value('roundhouse_time_to_first_token_seconds_sum{model="tiny"}'), 1);
    assert.equal(value('roundhouse_time_to_first_token_seconds_count{model="tiny"}'), 1);
  });

  it('takes the time per token between the first and the last', () => {
    assert.equal(after({}).value('roundhouse_time_per_output_token_seconds_sum{model="tiny"}'), 1);
  });

  it('takes no time per token from an answer of one token, or without usage', () => {
    const one = { usage: { promptTokens: 7, completionTokens: 1 } };
    assert.equal(after(one, { usage: null }).value('roundhouse_time_per_output_token_seconds_count{model="tiny"}'), 0);
  });

  it('counts tokens, of streams and of other answers', () => {
    const { value } = after({}, { streamed: false }, { usage: null });
    assert.equal(value('roundhouse_prompt_tokens_total{model="tiny"}'), 14);
    assert.equal(value('roundhouse_generation_tokens_total{model="tiny"}'), 10);
  });

  it('takes the wait from asking for an engine to having one, where it came so far', () => {
    const { value } = after({}, { leasedAtMs: null }, { queuedAtMs: null, leasedAtMs: null });
    assert.equal(value('roundhouse_queue_wait_seconds_sum{model="tiny"}'), 0.5);
    assert.equal(value('roundhouse_queue_wait_seconds_count{model="tiny"}'), 1);
  });

  it('logs each request once, with its times and tokens', () => {
    const { lines } = after({});
    assert.deepEqual(lines, [
      {
        request_id: 'r-1',
        path: '/v1/chat/completions',
        model: 'tiny',
        engine: 'tiny-abc123',
        caller: 'ci',
        status: 200,
        outcome: 'completed',
        code: undefined,
        streamed: true,
        duration_ms: 5_000,
        wait_ms: 500,
        ttft_ms: 1_000,
        bytes_out: 99,
        prompt_tokens: 7,
        generated_tokens: 5,
      },
    ]);
  });
});
