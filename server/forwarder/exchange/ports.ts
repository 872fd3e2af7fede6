/** What an exchange is given by the program. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pool } from 'undici';
import type { AppError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import type { EarlyAnswer } from '../../platform/web/answer-early.ts';
import type { Permits } from '../permits/messages.ts';
import type { ServedRoute } from '../route-table.ts';

/** Errors as bytes, in the product's one envelope. */
export interface ErrorAnswers {
  /** An error of the forwarder's own. */
  forwarder(error: AppError, requestId: string): EarlyAnswer;
  /** An engine's error answer, under its own status. */
  engine(status: number, body: Buffer, requestId: string): EarlyAnswer;
  /** One event that tells the error; the stream ends after it. */
  event(error: AppError, requestId: string): string;
}

export interface ExchangePorts {
  readonly errors: ErrorAnswers;
  readonly permits: Permits;
  readonly log: Log;
  /** The connections to an engine, by its origin. */
  pool(origin: string): Pool;
}

/** A request whose body is still to be read. */
export interface IncomingRequest {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** As the client asked for it. */
  readonly path: string;
  readonly route: ServedRoute;
  readonly requestId: string;
  readonly receivedAtMs: number;
}
