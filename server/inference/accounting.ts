/**
 * What is counted and logged of each forwarded request, once, when it has ended. Prompts and answers are not part of it.
 */
import type { Log } from '../platform/log.ts';
import type { Counter, Histogram, MetricsRegistry } from '../platform/metrics/registry.ts';
import type { Usage } from './usage.ts';

export type Outcome = 'completed' | 'client_left' | 'engine_failed' | 'refused';

/** One ended request. Times are milliseconds of the monotonic clock; null: it did not come that far. */
export interface RequestRecord {
  readonly requestId: string;
  readonly path: string;
  /** The configured model; null: none of that name. */
  readonly model: string | null;
  readonly engineId: string | null;
  readonly caller: string;
  readonly status: number;
  readonly outcome: Outcome;
  /** The code of the gateway's own error, if it answered with one. */
  readonly code: string | null;
  readonly streamed: boolean;
  readonly receivedAtMs: number;
  readonly queuedAtMs: number | null;
  readonly leasedAtMs: number | null;
  readonly firstByteAtMs: number | null;
  readonly endedAtMs: number;
  readonly bytesOut: number;
  readonly usage: Usage | null;
}

export interface Accounting {
  record(request: RequestRecord): void;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const PER_TOKEN_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Unknown names share one label value, so that a client cannot make series. */
const UNKNOWN_MODEL = 'unknown';

class ModelMeters {
  /** By outcome: refusals take no time, and would make every quantile look good. */
  readonly duration = new Map<Outcome, Histogram>();
  readonly timeToFirstToken: Histogram;
  readonly timePerOutputToken: Histogram;
  readonly queueWait: Histogram;
  readonly promptTokens: Counter;
  readonly generatedTokens: Counter;
  readonly byStatus = new Map<string, Counter>();

  constructor(meters: Meters, model: string) {
    const labels = { model };
    this.timeToFirstToken = meters.timeToFirstToken.with(labels);
    this.timePerOutputToken = meters.timePerOutputToken.with(labels);
    this.queueWait = meters.queueWait.with(labels);
    this.promptTokens = meters.promptTokens.with(labels);
    this.generatedTokens = meters.generatedTokens.with(labels);
  }
}

type Meters = ReturnType<typeof registerMeters>;

function registerMeters(registry: MetricsRegistry) {
  const name = (suffix: string) => `roundhouse_${suffix}`;
  return {
    requests: registry.counter({ name: name('requests_total'), help: 'Forwarded requests that have ended.' }),
    duration: registry.histogram({
      name: name('request_duration_seconds'),
      help: 'From the request line to the last byte of the answer.',
      buckets: SECONDS,
    }),
    timeToFirstToken: registry.histogram({
      name: name('time_to_first_token_seconds'),
      help: 'From the request line to the first byte of a streamed answer.',
      buckets: SECONDS,
    }),
    timePerOutputToken: registry.histogram({
      name: name('time_per_output_token_seconds'),
      help: 'Mean time between the tokens of one streamed answer.',
      buckets: PER_TOKEN_SECONDS,
    }),
    queueWait: registry.histogram({
      name: name('queue_wait_seconds'),
      help: 'From asking for an engine to having one; loads and swaps included.',
      buckets: SECONDS,
    }),
    promptTokens: registry.counter({
      name: name('prompt_tokens_total'),
      help: 'Prompt tokens, as engines report them.',
    }),
    generatedTokens: registry.counter({
      name: name('generation_tokens_total'),
      help: 'Generated tokens, as engines report them.',
    }),
  };
}

export function createAccounting(registry: MetricsRegistry, log: Log): Accounting {
  const meters = registerMeters(registry);
  const byModel = new Map<string, ModelMeters>();
  const ofModel = (model: string): ModelMeters => {
    let found = byModel.get(model);
    if (found === undefined) {
      found = new ModelMeters(meters, model);
      byModel.set(model, found);
    }
    return found;
  };
  return {
    record(request) {
      const model = request.model ?? UNKNOWN_MODEL;
      count(ofModel(model), meters, model, request);
      log.info(logFields(request), 'request');
    },
  };
}

function count(model: ModelMeters, meters: Meters, name: string, request: RequestRecord): void {
  const key = `${request.path} ${request.status} ${request.outcome}`;
  let requests = model.byStatus.get(key);
  if (requests === undefined) {
    const { path, status, outcome } = request;
    requests = meters.requests.with({ model: name, route: path, status: String(status), outcome });
    model.byStatus.set(key, requests);
  }
  requests.inc();
  durationOf(model, meters, name, request.outcome).observe((request.endedAtMs - request.receivedAtMs) / 1000);
  if (request.leasedAtMs !== null && request.queuedAtMs !== null)
    model.queueWait.observe((request.leasedAtMs - request.queuedAtMs) / 1000);
  if (request.streamed && request.firstByteAtMs !== null)
    model.timeToFirstToken.observe((request.firstByteAtMs - request.receivedAtMs) / 1000);
  if (request.usage !== null) countTokens(model, request, request.usage);
}

function durationOf(model: ModelMeters, meters: Meters, name: string, outcome: Outcome): Histogram {
  let duration = model.duration.get(outcome);
  if (duration === undefined) {
    duration = meters.duration.with({ model: name, outcome });
    model.duration.set(outcome, duration);
  }
  return duration;
}

function countTokens(model: ModelMeters, request: RequestRecord, usage: Usage): void {
  model.promptTokens.inc(usage.promptTokens);
  model.generatedTokens.inc(usage.completionTokens);
  if (!request.streamed || request.firstByteAtMs === null || usage.completionTokens < 2) return;
  const seconds = (request.endedAtMs - request.firstByteAtMs) / 1000;
  model.timePerOutputToken.observe(seconds / (usage.completionTokens - 1));
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

function logFields(request: RequestRecord): object {
  const { receivedAtMs, firstByteAtMs, leasedAtMs, queuedAtMs, usage } = request;
  return {
    request_id: request.requestId,
    path: request.path,
    model: request.model,
    engine: request.engineId,
    caller: request.caller,
    status: request.status,
    outcome: request.outcome,
    code: request.code ?? undefined,
    streamed: request.streamed,
    duration_ms: round(request.endedAtMs - receivedAtMs),
    wait_ms: leasedAtMs === null || queuedAtMs === null ? undefined : round(leasedAtMs - queuedAtMs),
    ttft_ms: firstByteAtMs === null ? undefined : round(firstByteAtMs - receivedAtMs),
    bytes_out: request.bytesOut,
    prompt_tokens: usage?.promptTokens,
    generated_tokens: usage?.completionTokens,
  };
}
