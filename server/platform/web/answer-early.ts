import type { IncomingMessage, ServerResponse } from 'node:http';

export interface EarlyAnswer {
  readonly status: number;
  /** Flat `[name, value, …]`. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Answers, perhaps before the whole body has come: what still comes of it is dropped, so that the client sees the answer. */
export function answerEarly(req: IncomingMessage, res: ServerResponse, { status, headers, body }: EarlyAnswer): void {
  if (!req.complete) {
    res.shouldKeepAlive = false;
    req.resume();
  }
  res.writeHead(status, [...headers]);
  res.end(body);
}
