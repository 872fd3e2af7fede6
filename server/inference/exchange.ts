/**
 * One forwarded request, from its body to the end of its answer: resolve → choose variant → lease → forward → account.
 * Owns the lease and gives it back exactly once, however the request ends.
 */
import type { Caller } from '../accounts/keys.ts';
import type { Lease, LeaseOutcome, Waiting } from '../engines/fleet/index.ts';
import { engineKind } from '../engines/kinds/index.ts';
import { modelNotFound } from '../library/models/model-not-found.ts';
import type { Link } from '../platform/chain.ts';
import type { Timeouts } from '../platform/config/config.ts';
import { AppError } from '../platform/errors.ts';
import { answerEarly } from '../platform/web/answer-early.ts';
import type { Outcome } from './accounting.ts';
import { connectionFault, engineSilent } from './connection-fault.ts';
import { bodyFor, type EngineRequest, engineHeaders, engineRequest } from './engine-request.ts';
import type { IncomingRequest } from './incoming.ts';
import { PaidRequest } from './metered/index.ts';
import type { InferencePorts } from './ports.ts';
import { Relay } from './relay.ts';
import { type ParsedRequest, parseRequest, type ResolvedModel, resolveModel } from './resolve.ts';
import { smallestVariant } from './smallest-variant.ts';

/**
 * A refused connection is tried again, with a lease of its own each time: after 50, 100, 200, 400 and 800 ms. An engine
 * that was killed refuses connections before its exit is known; then the request waits for the next start instead.
 */
const MAX_ATTEMPTS = 6;
const RETRY_DELAY_MS = 50;

export class Exchange implements Link {
  next: Link | null = null;
  previous: Link | null = null;
  readonly #ports: InferencePorts;
  readonly #incoming: IncomingRequest;
  readonly #onEnd: (exchange: Exchange) => void;
  #request: EngineRequest | null = null;
  #resolved: ResolvedModel | null = null;
  #minVariant = 0;
  #waiting: Waiting | null = null;
  #lease: Lease | null = null;
  #engineId: string | null = null;
  #relay: Relay | null = null;
  /** null: nobody pays. */
  #paid: PaidRequest | null = null;
  #attempts = 0;
  #missedLora = false;
  #progress = 0;
  #progressAtMs = 0;
  #queuedAtMs: number | null = null;
  #leasedAtMs: number | null = null;
  #ended = false;

  constructor(ports: InferencePorts, incoming: IncomingRequest, onEnd: (exchange: Exchange) => void) {
    this.#ports = ports;
    this.#incoming = incoming;
    this.#onEnd = onEnd;
    incoming.res.on('close', () => this.#clientClosed());
  }

  get caller(): Caller {
    return this.#incoming.caller;
  }

  /** Call once, with the whole body. */
  start(bytes: Buffer): void {
    if (this.#ended) return;
    try {
      const parsed = parseRequest(bytes);
      const resolved = resolveModel(parsed.model, this.#incoming, this.#ports);
      this.#resolved = resolved;
      const chosen = smallestVariant(resolved.model, this.#incoming.route.path, parsed, this.#ports);
      if (typeof chosen === 'number') this.#reserve(resolved, parsed, chosen);
      else chosen.then((variant) => this.#reserve(resolved, parsed, variant)).catch((error) => this.fail(error));
    } catch (error) {
      this.fail(error);
    }
  }

  /** Call now and then: ends what takes too long. What came from the engine counts from the call that sees it. */
  watch(nowMs: number, { wholeRequestMs, firstByteMs, betweenChunksMs }: Timeouts): void {
    if (nowMs - this.#incoming.receivedAtMs > wholeRequestMs) return this.fail(overdue(wholeRequestMs));
    const relay = this.#relay;
    if (relay === null || this.#lease === null) return;
    if (relay.progress !== this.#progress || relay.paused) {
      this.#progress = relay.progress;
      this.#progressAtMs = nowMs;
    }
    const silentMs = nowMs - Math.max(this.#progressAtMs, this.#leasedAtMs as number);
    if (this.#progress === 0 && silentMs > firstByteMs) this.fail(engineSilent(this.#lease.engineId, 'first_byte'));
    else if (this.#progress > 0 && silentMs > betweenChunksMs)
      this.fail(engineSilent(this.#lease.engineId, 'between_chunks'));
  }

  /** Ends the request with an error: an answer in the envelope, or an error event where the stream has begun. */
  fail(error: unknown): void {
    if (this.#ended) return;
    const known = asAppError(error);
    this.#relay?.abort(known);
    const { req, res, route, requestId } = this.#incoming;
    if (known.code === 'internal_error')
      this.#ports.log.error({ err: known.cause, request_id: requestId }, 'a request failed');
    let status = res.statusCode;
    if (!res.headersSent) {
      const rendered = this.#ports.errors.gateway(known, route.errorShape, requestId);
      status = rendered.status;
      answerEarly(req, res, rendered);
    } else if (this.#relay?.streamed) {
      const held = this.#relay.takeHeld();
      if (held !== null) res.write(held);
      const lead = this.#relay.atEventBoundary ? '' : '\n\n';
      res.end(lead + this.#ports.errors.event(known, route.errorShape, requestId));
    } else {
      res.destroy();
    }
    const byEngine = known.code === 'engine_unreachable' || known.code === 'engine_disconnected';
    this.#end(byEngine ? 'engine_failed' : 'refused', byEngine ? 'engine_failed' : 'abandoned', status, known.code);
  }

  /** Before the lease: who has used up a limit must not have an engine started. */
  #reserve(resolved: ResolvedModel, parsed: ParsedRequest, minVariant: number): void {
    const { quotas } = this.#ports;
    if (this.#ended) return;
    const paid = quotas === undefined ? null : PaidRequest.reserve(quotas, this.#incoming, resolved.model, parsed);
    if (!(paid instanceof Promise)) return this.#reserved(paid, resolved, parsed, minVariant);
    paid.then((it) => this.#reserved(it, resolved, parsed, minVariant)).catch((error) => this.fail(error));
  }

  #reserved(paid: PaidRequest | null, resolved: ResolvedModel, parsed: ParsedRequest, minVariant: number): void {
    if (this.#ended) return paid?.cancel();
    this.#paid = paid;
    this.#prepare(resolved, paid?.parsed ?? parsed, minVariant);
  }

  #prepare(resolved: ResolvedModel, parsed: ParsedRequest, minVariant: number): void {
    const guarded = this.#ports.names.hasLoras(resolved.model.name);
    this.#request = engineRequest(resolved, guarded, this.#incoming.route.path, parsed);
    this.#minVariant = minVariant;
    this.#takeLease();
  }

  #takeLease(): void {
    if (this.#ended) return;
    this.#queuedAtMs ??= performance.now();
    const { model, lora } = this.#resolved as ResolvedModel;
    if (lora !== null && this.#ports.names.resolve(lora)?.lora !== lora) throw modelNotFound(lora, 'model', []);
    const answer = this.#ports.fleet.lease({ model: model.name, minVariant: this.#minVariant, lora });
    if (!('lease' in answer)) return this.#forward(answer);
    this.#waiting = answer;
    answer.lease.then(
      (lease) => this.#leased(lease),
      (error) => this.fail(error),
    );
  }

  #leased(lease: Lease): void {
    this.#waiting = null;
    if (this.#ended) return lease.release('abandoned');
    try {
      this.#forward(lease);
    } catch (error) {
      this.fail(error);
    }
  }

  #forward(lease: Lease): void {
    this.#lease = lease;
    this.#engineId = lease.engineId;
    this.#leasedAtMs = performance.now();
    lease.onRevoke = (why) => this.fail(why);
    this.#attempts += 1;
    const { requestId, res } = this.#incoming;
    const relay = new Relay(res, requestId, this, this.#paid?.meter ?? null);
    this.#relay = relay;
    const connections = this.#ports.pools.get(lease.target.baseUrl);
    const request = this.#request as EngineRequest;
    const { path, method, reset } = request;
    const body = bodyFor(request, lease);
    const headers = engineHeaders(lease.target, this.#incoming);
    const options = { path: connections.pathPrefix + path, method, headers, body, reset };
    if (this.#paid === null) return void connections.pool.dispatch(options, relay);
    this.#paid.sent(lease, body);
    this.#paid.whenWritten((unwritten) => {
      if (unwritten !== null) return this.fail(unwritten);
      if (this.#ended) return;
      try {
        connections.pool.dispatch(options, relay);
      } catch (error) {
        this.fail(error);
      }
    });
  }

  relayCompleted(): void {
    this.#end('completed', 'answered', this.#relay?.status ?? 200, null);
  }

  relayRefused(status: number, body: Buffer): void {
    if (this.#ended) return;
    try {
      this.#passRefusal(status, body);
    } catch (error) {
      this.fail(error);
    }
  }

  #passRefusal(status: number, body: Buffer): void {
    const error = engineKind((this.#lease as Lease).kind).normaliseError(status, body);
    const lora = this.#request?.lora ?? null;
    if (lora?.support.lacks(error, lora.name) && !this.#missedLora) return this.#loraIsMissing();
    const { req, res, route, requestId } = this.#incoming;
    const rendered = this.#ports.errors.engine(error, route.errorShape, requestId);
    const own = this.#paid?.meter.headers ?? [];
    answerEarly(req, res, own.length === 0 ? rendered : { ...rendered, headers: [...rendered.headers, ...own] });
    const broken = rendered.status >= 500 && rendered.status !== 501;
    this.#end(broken ? 'engine_failed' : 'refused', broken ? 'engine_failed' : 'answered', rendered.status, null);
  }

  /** The engine knows nothing of the LoRA adapter: it was restarted behind our back, and gets it again before we do. */
  #loraIsMissing(): void {
    this.#missedLora = true;
    this.#lease?.release('engine_failed');
    this.#lease = null;
    this.#retry();
  }

  relayFailed(error: Error): void {
    if (this.#ended) return;
    const relay = this.#relay as Relay;
    if (relay.requestWritten || this.#attempts >= MAX_ATTEMPTS)
      return this.fail(connectionFault(error, this.#engineId as string, relay.requestWritten));
    // Nothing reached the engine: the request may go to another replica, or to this one once more.
    this.#lease?.release('engine_failed');
    this.#lease = null;
    const again = setTimeout(() => this.#retry(), RETRY_DELAY_MS * 2 ** (this.#attempts - 1));
    again.unref();
  }

  #retry(): void {
    try {
      this.#takeLease();
    } catch (error) {
      this.fail(error);
    }
  }

  #clientClosed(): void {
    if (this.#ended) return;
    this.#relay?.abort(new Error('the client has left'));
    this.#end('client_left', 'abandoned', 499, null);
  }

  #end(outcome: Outcome, leaseOutcome: LeaseOutcome, status: number, code: string | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#waiting?.leave();
    this.#lease?.release(leaseOutcome);
    this.#lease = null;
    this.#onEnd(this);
    this.#paid?.settle(outcome, this.#relay);
    this.#record(outcome, status, code);
  }

  #record(outcome: Outcome, status: number, code: string | null): void {
    const relay = this.#relay;
    const { requestId, route, caller, receivedAtMs } = this.#incoming;
    this.#ports.accounting.record({
      requestId,
      path: route.path,
      model: this.#resolved?.model.name ?? null,
      engineId: this.#engineId,
      caller: caller.name,
      status,
      outcome,
      code,
      streamed: relay?.streamed ?? false,
      receivedAtMs,
      queuedAtMs: this.#queuedAtMs,
      leasedAtMs: this.#leasedAtMs,
      firstByteAtMs: relay?.firstByteAtMs ?? null,
      endedAtMs: performance.now(),
      bytesOut: relay?.bytesOut ?? 0,
      usage: relay?.usage ?? null,
    });
  }
}

const overdue = (limitMs: number): AppError =>
  new AppError('engine_timeout', `The request took longer than ${limitMs / 1000} s (\`timeouts.request\`).`);

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(
    'internal_error',
    'The gateway failed on this request; its log has the reason.',
    {},
    { cause: error },
  );
}
