import createClient, { type Client } from 'openapi-fetch';
import { errorFromBody } from './errors.ts';
import type { paths } from './generated/schema.ts';

export interface RoundhouseClientOptions {
  /** Where the gateway listens, e.g. `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer`. Leave out where the gateway needs none. */
  readonly apiKey?: string;
  /** Another fetch: for a proxy, for longer timeouts than the built-in one has, for tests. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** `client.GET('/v1/models')`, `client.POST('/v1/embeddings', { body })`: typed by path. See `unwrap` and `stream`. */
export type RoundhouseClient = Client<paths>;

export function createRoundhouseClient(options: RoundhouseClientOptions): RoundhouseClient {
  const headers = options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` };
  const fetch = options.fetch === undefined ? {} : { fetch: options.fetch };
  return createClient<paths>({ baseUrl: options.baseUrl, headers, ...fetch });
}

/** What a call of the client resolves to. */
interface CallResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The data of a call: `const models = await unwrap(client.GET('/v1/models'))`. Throws a `RoundhouseError` of the class
 * that fits the status where the answer is an error.
 */
export async function unwrap<Result extends CallResult>(
  call: Promise<Result>,
): Promise<Exclude<Result['data'], undefined>> {
  const { data, error, response } = await call;
  if (!response.ok) throw errorFromBody(response.status, error, response.headers.get('x-request-id'));
  return data as Exclude<Result['data'], undefined>;
}
