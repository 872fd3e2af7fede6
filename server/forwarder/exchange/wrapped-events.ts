/**
 * A stream as `data: {"result": …}` events, one for each of the engine's. An engine's error, or its one JSON answer, is
 * kept until it is whole: the error is answered as one, the JSON becomes the only event.
 */
import type { ServerResponse } from 'node:http';
import { AppError } from '../../platform/errors.ts';
import { EventData } from '../event-data.ts';
import type { Target } from '../route-table.ts';
import { wrapEventData } from '../wrap-result.ts';
import { type AnswerSink, clientHeaders, ownHeaders } from './answer-sink.ts';
import type { ErrorAnswers } from './ports.ts';

const MAX_KEPT_BYTES = 64 * 1024 * 1024;

export class WrappedEvents implements AnswerSink {
  readonly #res: ServerResponse;
  readonly #requestId: string;
  readonly #target: Target;
  readonly #resultsAsString: boolean;
  readonly #errors: ErrorAnswers;
  readonly #events = new EventData();
  #kept: Buffer[] | null = null;
  #keptBytes = 0;
  #status = 0;
  bytesOut = 0;

  constructor(res: ServerResponse, requestId: string, target: Target, resultsAsString: boolean, errors: ErrorAnswers) {
    this.#res = res;
    this.#requestId = requestId;
    this.#target = target;
    this.#resultsAsString = resultsAsString;
    this.#errors = errors;
  }

  begin(status: number, raw: readonly Buffer[]): void {
    this.#status = status;
    const { contentType } = clientHeaders(raw, this.#requestId);
    if (status >= 400 || contentType.startsWith('application/json')) this.#kept = [];
    else this.#open();
  }

  write(chunk: Buffer): boolean {
    if (this.#kept === null) return this.#send(this.#read(chunk));
    this.#keptBytes += chunk.length;
    if (this.#keptBytes > MAX_KEPT_BYTES)
      throw new AppError('engine_bad_response', 'The engine answered more than 64 MiB instead of a stream.');
    this.#kept.push(chunk);
    return true;
  }

  end(): void {
    if (this.#kept === null) this.#send(this.#events.end());
    else if (this.#status >= 400 && this.#target.forwardStatus) return this.#refuse(Buffer.concat(this.#kept));
    else {
      this.#open();
      this.#send([Buffer.concat(this.#kept).toString()]);
    }
    this.#res.end();
  }

  breakOff(error: AppError): void {
    this.#res.end(this.#errors.event(error, this.#requestId));
  }

  #open(): void {
    this.#res.writeHead(200, [
      ...ownHeaders(this.#requestId),
      'content-type',
      'text/event-stream; charset=utf-8',
      'cache-control',
      'no-cache',
      'x-accel-buffering',
      'no',
    ]);
    this.#res.flushHeaders();
  }

  #read(chunk: Buffer): readonly string[] {
    try {
      return this.#events.push(chunk);
    } catch (error) {
      throw new AppError('engine_bad_response', `The engine's stream: ${(error as Error).message}.`);
    }
  }

  #send(data: readonly string[]): boolean {
    if (data.length === 0) return true;
    const wrapping = {
      resultsAsString: this.#resultsAsString,
      status: this.#target.statusInBody ? this.#status : null,
    };
    const text = data.map((one) => `data: ${wrapEventData(one, wrapping)}\n\n`).join('');
    this.bytesOut += Buffer.byteLength(text);
    return this.#res.write(text);
  }

  #refuse(body: Buffer): void {
    const answer = this.#errors.engine(this.#status, body, this.#requestId);
    this.bytesOut = answer.body.length;
    this.#res.writeHead(answer.status, [...answer.headers]);
    this.#res.end(answer.body);
  }
}
