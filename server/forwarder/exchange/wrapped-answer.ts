/** One JSON answer as `{"result": …}`: kept until it is whole, because only then is it known to be JSON. */
import type { ServerResponse } from 'node:http';
import { AppError } from '../../platform/errors.ts';
import type { Target } from '../route-table.ts';
import { wrapAnswer } from '../wrap-result.ts';
import { type AnswerSink, ownHeaders } from './answer-sink.ts';

const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

export class WrappedAnswer implements AnswerSink {
  readonly #res: ServerResponse;
  readonly #requestId: string;
  readonly #target: Target;
  readonly #resultsAsString: boolean;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  bytesOut = 0;

  constructor(res: ServerResponse, requestId: string, target: Target, resultsAsString: boolean) {
    this.#res = res;
    this.#requestId = requestId;
    this.#target = target;
    this.#resultsAsString = resultsAsString;
  }

  begin(status: number): void {
    this.#status = status;
  }

  write(chunk: Buffer): boolean {
    this.#size += chunk.length;
    if (this.#size > MAX_ANSWER_BYTES)
      throw new AppError('engine_bad_response', 'The engine answered more than 256 MiB, which cannot be wrapped.');
    this.#chunks.push(chunk);
    return true;
  }

  end(): void {
    const { forwardStatus, statusInBody } = this.#target;
    const answer = wrapAnswer(Buffer.concat(this.#chunks).toString(), {
      resultsAsString: this.#resultsAsString,
      status: statusInBody ? this.#status : null,
    });
    if (answer === null)
      throw new AppError(
        'engine_bad_response',
        `The engine answered ${this.#status} with what is not JSON, which cannot be wrapped; ` +
          'correct the engine, or set wrap_response to false.',
        { fields: { engine_status: this.#status } },
      );
    const bytes = Buffer.from(answer);
    this.bytesOut = bytes.length;
    this.#res.writeHead(forwardStatus ? this.#status : 200, [
      ...ownHeaders(this.#requestId),
      'content-type',
      'application/json',
      'content-length',
      String(bytes.length),
    ]);
    this.#res.end(bytes);
  }

  /** Nothing is sent before the end. */
  breakOff(): void {
    this.#res.destroy();
  }
}
