/** The engine's own bytes, untouched: extra routes, and `wrap_response: false`. A stream goes out by whole events. */
import type { ServerResponse } from 'node:http';
import type { AppError } from '../../platform/errors.ts';
import { isEventStream } from '../../platform/web/answer-headers.ts';
import { WholeEvents } from '../../platform/web/whole-events.ts';
import type { Target } from '../route-table.ts';
import { type AnswerSink, clientHeaders } from './answer-sink.ts';
import type { ErrorAnswers } from './ports.ts';

export class PassThrough implements AnswerSink {
  readonly #res: ServerResponse;
  readonly #requestId: string;
  readonly #target: Target;
  readonly #errors: ErrorAnswers;
  #events: WholeEvents | null = null;
  bytesOut = 0;

  constructor(res: ServerResponse, requestId: string, target: Target, errors: ErrorAnswers) {
    this.#res = res;
    this.#requestId = requestId;
    this.#target = target;
    this.#errors = errors;
  }

  begin(status: number, raw: readonly Buffer[]): void {
    const { headers, contentType } = clientHeaders(raw, this.#requestId);
    this.#res.writeHead(this.#target.forwardStatus ? status : 200, headers);
    if (!isEventStream(contentType)) return;
    this.#events = new WholeEvents();
    // An engine that sends its head before the first token wants the client to have it.
    process.nextTick(flushHead, this.#res);
  }

  write(chunk: Buffer): boolean {
    const ready = this.#events === null ? chunk : this.#events.push(chunk);
    this.bytesOut += ready.length;
    return ready.length === 0 || this.#res.write(ready);
  }

  end(): void {
    const rest = this.#events?.rest() ?? null;
    this.bytesOut += rest?.length ?? 0;
    if (rest === null) this.#res.end();
    else this.#res.end(rest);
  }

  breakOff(error: AppError): void {
    // The length has been promised, or the body is JSON: only a broken connection says that it is not whole.
    if (this.#events === null) return void this.#res.destroy();
    const lead = this.#events.atEventBoundary ? '' : '\n\n';
    this.#res.end(lead + this.#errors.event(error, this.#requestId));
  }
}

function flushHead(res: ServerResponse): void {
  if (!res.destroyed && !res.writableEnded) res.flushHeaders();
}
