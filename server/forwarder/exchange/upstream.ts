/** One request at the engine: its answer goes into a sink, with backpressure; how it ended goes to the owner, once. */
import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { AppError } from '../../platform/errors.ts';
import type { AnswerSink } from './answer-sink.ts';
import { connectionFault } from './connection-fault.ts';

export interface UpstreamOwner {
  /** The whole answer has been handed to the client. */
  completed(): void;
  /** The connection failed, the answer broke off, or it cannot be passed on. The connection is closed. */
  failed(error: AppError): void;
}

export class Upstream implements Dispatcher.DispatchHandler {
  readonly #res: ServerResponse;
  readonly #sink: AnswerSink;
  readonly #owner: UpstreamOwner;
  #controller: Dispatcher.DispatchController | null = null;
  #abortReason: Error | null = null;
  #requestWritten = false;
  #ended = false;
  #awaitsDrain = false;
  /** The engine's; 0: it has not answered. */
  status = 0;
  firstByteAtMs: number | null = null;

  constructor(res: ServerResponse, sink: AnswerSink, owner: UpstreamOwner) {
    this.#res = res;
    this.#sink = sink;
    this.#owner = owner;
  }

  /** Closes the connection to the engine, so that it stops generating. The owner hears nothing more. */
  abort(reason: Error): void {
    this.#ended = true;
    this.#abortReason = reason;
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortReason !== null) controller.abort(this.#abortReason);
    else this.#requestWritten = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200 || this.#ended) return;
    this.status = status;
    this.#try(() => this.#sink.begin(status, controller.rawHeaders as Buffer[]));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) return;
    this.firstByteAtMs ??= performance.now();
    this.#try(() => {
      if (!this.#sink.write(chunk)) this.#pause(controller);
    });
  }

  onResponseEnd(): void {
    if (this.#ended) return;
    if (this.#try(() => this.#sink.end())) {
      this.#ended = true;
      this.#owner.completed();
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#owner.failed(connectionFault(error, this.#requestWritten));
  }

  #try(step: () => void): boolean {
    try {
      step();
      return true;
    } catch (error) {
      this.abort(error as Error);
      this.#owner.failed(asAppError(error));
      return false;
    }
  }

  #pause(controller: Dispatcher.DispatchController): void {
    controller.pause();
    if (this.#awaitsDrain) return;
    this.#awaitsDrain = true;
    this.#res.on('drain', () => controller.resume());
  }
}

/** Node refuses some header values that an engine may have sent. */
function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError(
    'engine_bad_response',
    'The engine gave an answer that cannot be passed on.',
    {},
    { cause: error },
  );
}
