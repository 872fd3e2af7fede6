/** What the forwarder takes from a request's body. Pure. */
import { AppError } from '../platform/errors.ts';
import { scanMembers } from '../platform/json-members.ts';

export interface ReadRequest {
  /** The value of `args` where the body has one (in the client's own bytes), else the whole body. */
  readonly args: Buffer;
  readonly wantsStream: boolean;
  /** What the request itself says of its result; null: nothing. */
  readonly resultsAsString: boolean | null;
}

/** Throws AppError `invalid_json`. Where `args` is null, or is repeated, it is as for any reader: not there, the last. */
export function readRequest(bytes: Buffer): ReadRequest {
  const body = parse(bytes);
  const hasArgs = isObject(body) && Object.hasOwn(body, 'args') && body['args'] !== null;
  const args = hasArgs ? body['args'] : body;
  const own = isObject(args) ? args : {};
  const asString = own['serialize_results_as_string'];
  return {
    args: hasArgs ? bytesOf(bytes, 'args') : bytes,
    wantsStream: Boolean(own['stream']),
    resultsAsString: typeof asString === 'boolean' ? asString : null,
  };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new AppError(
      'invalid_json',
      bytes.length === 0
        ? 'The body is empty; send JSON, e.g. {"args": {…}}.'
        : 'The body is not JSON; send JSON, e.g. {"args": {…}}.',
    );
  }
}

function bytesOf(bytes: Buffer, key: string): Buffer {
  const match = scanMembers(bytes, key).matches.at(-1);
  if (match === undefined) throw new AppError('internal_error', `The value of "${key}" was not found again.`);
  return bytes.subarray(match.valueStart, match.valueEnd);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
