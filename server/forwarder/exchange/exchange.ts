/**
 * One request, from its body to the end of its answer: read → permit → forward → log. Owns the permit and gives it back
 * exactly once, however the request ends: a stream has it until its end, a client that leaves frees it.
 */
import { AppError } from '../../platform/errors.ts';
import { answerEarly } from '../../platform/web/answer-early.ts';
import { type ReadRequest, readRequest } from '../read-request.ts';
import { chooseTarget, type Target } from '../route-table.ts';
import type { AnswerSink } from './answer-sink.ts';
import { engineHeaders } from './engine-headers.ts';
import { PassThrough } from './pass-through.ts';
import type { ExchangePorts, IncomingRequest } from './ports.ts';
import { Upstream } from './upstream.ts';
import { WrappedAnswer } from './wrapped-answer.ts';
import { WrappedEvents } from './wrapped-events.ts';

type Outcome = 'completed' | 'refused' | 'engine_failed' | 'client_left';

const ENGINE_FAULTS: ReadonlySet<string> = new Set([
  'engine_unreachable',
  'engine_disconnected',
  'engine_bad_response',
  'engine_timeout',
]);

export class Exchange {
  readonly #ports: ExchangePorts;
  readonly #incoming: IncomingRequest;
  readonly #onEnd: (exchange: Exchange) => void;
  #target: Target | null = null;
  #sink: AnswerSink | null = null;
  #upstream: Upstream | null = null;
  #hasPermit = false;
  #ended = false;

  constructor(ports: ExchangePorts, incoming: IncomingRequest, onEnd: (exchange: Exchange) => void) {
    this.#ports = ports;
    this.#incoming = incoming;
    this.#onEnd = onEnd;
    incoming.res.on('close', () => this.#clientClosed());
  }

  /** Call once, with the whole body. */
  start(bytes: Buffer): void {
    if (this.#ended) return;
    try {
      const request = readRequest(bytes);
      const target = chooseTarget(this.#incoming.route, request.wantsStream);
      this.#target = target;
      const body = target.unwrap ? request.args : bytes;
      this.#ports.permits.take((granted) => this.#permitted(granted, target, request, body));
    } catch (error) {
      this.fail(error);
    }
  }

  /** Ends the request with an error: an answer in the envelope, or an error event where the stream has begun. */
  fail(error: unknown): void {
    if (this.#ended) return;
    const known = asAppError(error);
    this.#upstream?.abort(known);
    const { req, res, requestId } = this.#incoming;
    if (known.code === 'internal_error')
      this.#ports.log.error({ err: known.cause, request_id: requestId }, 'a request failed');
    let status = res.statusCode;
    if (res.headersSent) this.#sink?.breakOff(known);
    else {
      const answer = this.#ports.errors.forwarder(known, requestId);
      status = answer.status;
      answerEarly(req, res, answer);
    }
    this.#end(ENGINE_FAULTS.has(known.code) ? 'engine_failed' : 'refused', status, known.code);
  }

  completed(): void {
    this.#end('completed', this.#incoming.res.statusCode, null);
  }

  failed(error: AppError): void {
    this.fail(error);
  }

  #permitted(granted: boolean, target: Target, request: ReadRequest, body: Buffer): void {
    if (this.#ended) {
      if (granted) this.#ports.permits.release();
      return;
    }
    if (!granted) return this.fail(noRoom());
    this.#hasPermit = true;
    try {
      this.#forward(target, request, body);
    } catch (error) {
      this.fail(error);
    }
  }

  #forward(target: Target, { resultsAsString }: ReadRequest, body: Buffer): void {
    const { req, res, requestId } = this.#incoming;
    const { errors } = this.#ports;
    const asString = resultsAsString ?? target.resultsAsString;
    this.#sink = !target.wrap
      ? new PassThrough(res, requestId, target, errors)
      : target.mode === 'sync'
        ? new WrappedAnswer(res, requestId, target, asString)
        : new WrappedEvents(res, requestId, target, asString, errors);
    this.#upstream = new Upstream(res, this.#sink, this);
    this.#ports.pool(target.origin).dispatch(
      {
        path: target.path,
        method: 'POST',
        headers: engineHeaders(req, requestId),
        body,
        // Some engines close the connection after a stream without saying so; the next request must not meet that.
        reset: target.mode === 'stream',
      },
      this.#upstream,
    );
  }

  #clientClosed(): void {
    if (this.#ended) return;
    this.#upstream?.abort(new Error('the client has left'));
    this.#end('client_left', 499, null);
  }

  #end(outcome: Outcome, status: number, code: string | null): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#hasPermit) this.#ports.permits.release();
    this.#onEnd(this);
    const { requestId, path, receivedAtMs } = this.#incoming;
    const firstByteAtMs = this.#upstream?.firstByteAtMs ?? null;
    this.#ports.log.info(
      {
        request_id: requestId,
        path,
        mode: this.#target?.mode,
        status,
        engine_status: this.#upstream?.status || undefined,
        outcome,
        code: code ?? undefined,
        first_byte_ms: firstByteAtMs === null ? undefined : Math.round(firstByteAtMs - receivedAtMs),
        total_ms: Math.round(performance.now() - receivedAtMs),
        bytes_out: this.#sink?.bytesOut,
      },
      'request',
    );
  }
}

const noRoom = (): AppError =>
  new AppError(
    'concurrency_limit_reached',
    'As many requests as `max_concurrency` allows are being answered; try again when one of them has ended.',
    { retryAfterSeconds: 1 },
  );

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(
    'internal_error',
    'The forwarder failed on this request; its log has the reason.',
    {},
    { cause: error },
  );
}
