/** Which routes can stream and what their events are, worked out from the spec's types. */
import type { MaybeOptionalInit } from 'openapi-fetch';
import type { components, paths } from './generated/schema.ts';

type EventOf<Operation> = Operation extends {
  responses: { 200: { content: { 'text/event-stream': infer Event } } };
}
  ? Event
  : never;

type StreamMethod<Path extends keyof paths> = [EventOf<paths[Path]['post']>] extends [never]
  ? [EventOf<paths[Path]['get']>] extends [never]
    ? never
    : 'get'
  : 'post';

/** The paths that can answer with an event stream. */
export type StreamPath = { [Path in keyof paths]: [StreamMethod<Path>] extends [never] ? never : Path }[keyof paths];

/** An event that says what went wrong; `stream` throws it. */
type ErrorEvent = components['schemas']['ErrorResponse' | 'AnthropicErrorResponse' | 'ResponseErrorEvent'];

/** One event of the route, error events aside. */
export type StreamEvent<Path extends StreamPath> = Exclude<EventOf<paths[Path][StreamMethod<Path>]>, ErrorEvent>;

/** Body, parameters, headers and `signal` of the request. `stream: true` or `follow: true` is added. */
export type StreamInit<Path extends StreamPath> = MaybeOptionalInit<paths[Path], StreamMethod<Path>>;

type RequiredKeys<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? never : Key }[keyof T];

/** The options may be left out where nothing in them is required. */
export type StreamArguments<Path extends StreamPath> = [RequiredKeys<NonNullable<StreamInit<Path>>>] extends [never]
  ? [init?: StreamInit<Path>]
  : [init: StreamInit<Path>];
