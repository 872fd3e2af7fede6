import { randomBytes } from 'node:crypto';

/** What a client may give as `x-request-id`: safe in a header, a log line and a URL. */
const acceptable = /^[A-Za-z0-9._:/+=-]{1,128}$/;

const prefix = `req_${randomBytes(9).toString('base64url').replaceAll(/[-_]/g, '0')}`;
let counter = 0;

/** The client's own id where it can be carried, else a new one: unique among processes by its random prefix. */
export function requestId(given: string | undefined): string {
  if (given !== undefined && acceptable.test(given)) return given;
  counter += 1;
  return prefix + counter.toString(36);
}
