/**
 * Passes one engine answer to the client: its own bytes, with backpressure, nothing parsed; a stream by whole events. It
 * owns no lease and decides nothing; how it ended goes to its owner, once.
 */
import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { copyAnswerHeaders, isEventStream } from '../platform/web/answer-headers.ts';
import { WholeEvents } from '../platform/web/whole-events.ts';
import { type Usage, UsageTap } from './usage.ts';

/** What looks at an answer because somebody pays for it. */
export interface RelayMeter {
  /** Of the gateway's own: flat `[name, value, …]`. */
  readonly headers: readonly string[];
  /** Whole events of a stream, before they go out. Returns what the client may have of them now. */
  pass(events: Buffer): Buffer;
  /** What it keeps back still: for when the stream has ended, or breaks. */
  rest(): Buffer;
  /** An answer that is no stream has told its usage. */
  told(usage: Usage): void;
}

export interface RelayOwner {
  /** The whole answer has been handed to the client. */
  relayCompleted(): void;
  /** The engine answered with a status of 400 or more; nothing has been sent to the client. */
  relayRefused(status: number, body: Buffer): void;
  /** The connection failed, or the answer broke off. */
  relayFailed(error: Error): void;
}

const MAX_ERROR_BYTES = 1024 * 1024;
const noHeaders: readonly string[] = [];

export class Relay implements Dispatcher.DispatchHandler {
  readonly #res: ServerResponse;
  readonly #requestId: string;
  readonly #owner: RelayOwner;
  readonly #meter: RelayMeter | null;
  #controller: Dispatcher.DispatchController | null = null;
  #abortReason: Error | null = null;
  #errorBody: Buffer[] | null = null;
  #errorBytes = 0;
  #ended = false;
  #awaitsDrain = false;
  /** From here on the engine may have seen the request: it must not be sent again. */
  requestWritten = false;
  status = 0;
  streamed = false;
  bytesOut = 0;
  firstByteAtMs: number | null = null;
  readonly #tap = new UsageTap();
  #events: WholeEvents | null = null;

  constructor(res: ServerResponse, requestId: string, owner: RelayOwner, meter: RelayMeter | null = null) {
    this.#res = res;
    this.#requestId = requestId;
    this.#owner = owner;
    this.#meter = meter;
  }

  /** Closes the connection to the engine, so that it stops generating. The owner hears nothing more. */
  abort(reason: Error): void {
    this.#ended = true;
    this.#abortReason = reason;
    this.#controller?.abort(reason);
  }

  /** Grows with all that comes from the engine; 0: nothing has come. */
  get progress(): number {
    return this.status === 0 ? 0 : 1 + this.bytesOut + this.#errorBytes;
  }

  /** Whether the engine may not go on, because the client is slow. */
  get paused(): boolean {
    return this.#controller?.paused ?? false;
  }

  /** What the engine has told of tokens until now. */
  get usage(): Usage | null {
    return this.#tap.usage;
  }

  /** Whether what went out so far ends with a whole event. */
  get atEventBoundary(): boolean {
    return this.#events === null || this.#events.atEventBoundary;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortReason !== null) controller.abort(this.#abortReason);
    else this.requestWritten = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    this.status = status;
    if (status >= 400) {
      this.#errorBody = [];
      return;
    }
    const raw = controller.rawHeaders as Buffer[];
    // They lie in the chunk that was read, and are not needed for as long as the answer lasts.
    controller.rawHeaders = null;
    const own = this.#meter?.headers ?? noHeaders;
    const headers: string[] = ['x-request-id', this.#requestId, 'x-roundhouse-source', 'engine', ...own];
    this.streamed = isEventStream(copyAnswerHeaders(raw, headers, own.length > 0));
    this.#res.writeHead(status, headers);
    // An engine that sends its head before the first token wants the client to have it.
    if (!this.streamed) return;
    this.#events = new WholeEvents();
    process.nextTick(flushHead, this);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#errorBody !== null) return this.#keepError(chunk);
    this.firstByteAtMs ??= performance.now();
    this.bytesOut += chunk.length;
    this.#tap.see(chunk);
    const ready = this.#events === null ? chunk : this.#events.push(chunk);
    const passed = this.#meter === null ? ready : this.#metered(ready, this.#meter);
    if (passed.length > 0 && !this.#res.write(passed)) this.#pause(controller);
  }

  onResponseEnd(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#controller = null;
    if (this.#errorBody !== null) return this.#owner.relayRefused(this.status, Buffer.concat(this.#errorBody));
    // An event without its blank line, where the engine does not end its last one.
    const last = this.#events?.rest() ?? null;
    const passed = last === null || this.#meter === null ? last : this.#meter.pass(last);
    if (passed !== null && passed.length > 0) this.#res.write(passed);
    const held = this.takeHeld();
    if (held === null) this.#res.end();
    else this.#res.end(held);
    this.#owner.relayCompleted();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#controller = null;
    this.#owner.relayFailed(error);
  }

  /** Whole events that were kept back; null: none. */
  takeHeld(): Buffer | null {
    const held = this.#meter?.rest() ?? null;
    return held === null || held.length === 0 ? null : held;
  }

  #metered(ready: Buffer, meter: RelayMeter): Buffer {
    if (this.#events !== null) return ready.length === 0 ? ready : meter.pass(ready);
    if (this.#tap.usage !== null) meter.told(this.#tap.usage);
    return ready;
  }

  /** Called by nextTick: sends the head alone when no chunk came along with it. */
  flushHead(): void {
    if (this.firstByteAtMs === null && !this.#ended && !this.#res.destroyed) this.#res.flushHeaders();
  }

  #pause(controller: Dispatcher.DispatchController): void {
    controller.pause();
    if (this.#awaitsDrain) return;
    this.#awaitsDrain = true;
    this.#res.on('drain', () => controller.resume());
  }

  #keepError(chunk: Buffer): void {
    this.#errorBytes += chunk.length;
    if (this.#errorBytes <= MAX_ERROR_BYTES) this.#errorBody?.push(chunk);
  }
}

function flushHead(relay: Relay): void {
  relay.flushHead();
}
