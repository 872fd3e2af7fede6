/** The hub's refusals: status, `X-Error-Code`, `X-Error-Message` and a JSON body. */
import type { ServerResponse } from 'node:http';

export function refuse(response: ServerResponse, status: number, code: string | null, message: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'x-error-message': message,
    'x-request-id': 'Root=1-fake',
    ...(code === null ? {} : { 'x-error-code': code }),
  });
  response.end(JSON.stringify({ error: message }));
}
