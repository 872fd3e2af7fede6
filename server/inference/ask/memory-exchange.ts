/**
 * A request of the gateway itself, and its answer: both in memory, for the way that all requests go. So quotas, queues,
 * variants and the log of requests count here too.
 */
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { EarlyAnswer } from '../../platform/web/answer-early.ts';

/** A POST of JSON. */
export function requestInMemory(body: Buffer): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  req.method = 'POST';
  req.headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
  req.complete = true;
  req.push(body);
  req.push(null);
  return req;
}

/** Keeps what is written to it. Never streams: what a caller gets of it is whole. */
export class MemoryResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];
  readonly #answer = Promise.withResolvers<EarlyAnswer>();
  #headers: readonly string[] = [];

  /** The whole answer. Rejects where it breaks off. */
  get answer(): Promise<EarlyAnswer> {
    return this.#answer.promise;
  }

  /** Flat `[name, value, …]`, as the inference path writes them. */
  override writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status;
    const headers = rest.at(-1);
    if (Array.isArray(headers)) this.#headers = headers.map(String);
    return super.writeHead(status);
  }

  override write(chunk: string | Uint8Array): boolean {
    this.#chunks.push(Buffer.from(chunk as Uint8Array));
    return true;
  }

  override end(chunk?: unknown): this {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) this.write(chunk);
    this.#answer.resolve({ status: this.statusCode, headers: this.#headers, body: Buffer.concat(this.#chunks) });
    return this;
  }

  override flushHeaders(): void {}

  /** The client has left, or the answer broke off. */
  override destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.#answer.reject(error ?? new Error('the answer broke off'));
    this.emit('close');
    return this;
  }
}
