import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../accounts/keys.ts';
import type { ForwardedRoute } from './ports.ts';

/** A request on a forwarded route whose caller is known; its body is still to be read. */
export interface IncomingRequest {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly route: ForwardedRoute;
  readonly caller: Caller;
  readonly requestId: string;
  readonly receivedAtMs: number;
}
