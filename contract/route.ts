import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { initContract } from '@ts-rest/core';
import { z } from 'zod';

extendZodWithOpenApi(z);

export const c = initContract();

/** What a caller must be allowed to do. `public`: no key needed. `self`: a login (its own things), or the verb `users`. */
export type RouteVerb = 'public' | 'self' | 'infer' | 'read' | 'lora' | 'engines' | 'endpoints' | 'users' | 'admin';

/** Every route's `metadata`. */
export interface RouteMeta {
  /** camelCase, unique, stable: names the method in generated clients. */
  readonly operationId: string;
  readonly tag: string;
  readonly verb: RouteVerb;
  /** The body is passed to an engine as it is; the hot path serves it, not Express. */
  readonly forwarded?: boolean;
  /** The body may also come as an HTML form sends it. */
  readonly formBody?: boolean;
  /** Schema of one event's `data` where the route can answer with an event stream. */
  readonly events?: z.ZodType;
  /** Ends the stream, e.g. `[DONE]`; not JSON. */
  readonly streamEnd?: string;
  /** Request examples by name. */
  readonly requestExamples?: Readonly<Record<string, unknown>>;
  /** Response examples by name, for the success status. */
  readonly responseExamples?: Readonly<Record<string, unknown>>;
  readonly description: string;
}

export const meta = (value: RouteMeta): RouteMeta => value;
