import type { ResponseConfig, RouteConfig, ZodContentObject } from '@asteasolutions/zod-to-openapi';
import type { AppRoute } from '@ts-rest/core';
import { z } from 'zod';
import { errorCodes } from '../../contract/errors.ts';
import type { ContractRoute } from '../../contract/index.ts';
import type { RouteMeta } from '../../contract/route.ts';
import { headerNames } from './api-info.ts';

interface NamedExamples {
  readonly examples?: Record<string, { value: unknown }>;
}

const statusNames: Readonly<Record<string, string>> = {
  200: 'OK',
  202: 'It is under way; the answer says where to look.',
  400: 'The request cannot be used as it is.',
  401: 'No API key, or one that is not known.',
  403: 'The API key may not do this.',
  404: 'There is no such thing.',
  409: 'It is in conflict with what runs now.',
  413: 'The body is too large.',
  415: 'The body has a type or an encoding that is not taken.',
  422: 'The engine cannot use the request.',
  429: 'Too many for now; see `retry-after`.',
  500: 'A fault of the gateway or of the engine.',
  501: 'This cannot be done here.',
  502: 'The engine could not be started, reached or understood.',
  503: 'Not now; see `retry-after`.',
  504: 'The engine took too long.',
  507: 'The disk is full.',
};

/** One route of the contract as zod-to-openapi takes it. Throws where the contract says what no spec can say. */
export function emitOperation({ key, route, meta }: ContractRoute): RouteConfig {
  const security = meta.verb === 'public' ? { security: [] } : {};
  const streamEnd = meta.streamEnd === undefined ? {} : { 'x-stream-end': meta.streamEnd };
  const codes = Object.keys(route.responses);
  if (codes.length === 0) throw new Error(`${key} has no responses`);
  return {
    method: route.method.toLowerCase() as RouteConfig['method'],
    path: route.path.replace(/:(\w+)/g, '{$1}'),
    operationId: meta.operationId,
    tags: [meta.tag],
    summary: route.summary ?? '',
    description: meta.description,
    'x-verb': meta.verb,
    ...streamEnd,
    ...security,
    request: emitRequest(route, meta),
    responses: Object.fromEntries(codes.map((code) => [code, emitResponse(route, meta, Number(code))])),
  };
}

function emitRequest(route: AppRoute, meta: RouteMeta): NonNullable<RouteConfig['request']> {
  const headers = Object.entries((route.headers ?? {}) as Record<string, unknown>)
    .filter((entry): entry is [string, z.ZodType] => isZod(entry[1]))
    .map(([name, schema]) => schema.openapi({ param: { name, in: 'header' } }));
  return {
    ...(isZod(route.pathParams) ? { params: route.pathParams as z.ZodObject } : {}),
    ...(isZod(route.query) ? { query: route.query as z.ZodObject } : {}),
    ...(headers.length > 0 ? { headers } : {}),
    ...emitBody(route, meta),
  };
}

function emitBody(route: AppRoute, meta: RouteMeta): Pick<NonNullable<RouteConfig['request']>, 'body'> {
  const schema = 'body' in route ? route.body : undefined;
  if (!isZod(schema)) return {};
  const contentType = ('contentType' in route && route.contentType) || 'application/json';
  const media = { schema: withoutOptional(schema), ...examples(meta.requestExamples) };
  const form = meta.formBody ? { 'application/x-www-form-urlencoded': { schema: media.schema } } : {};
  return { body: { required: !schema.safeParse(undefined).success, content: { [contentType]: media, ...form } } };
}

function emitResponse(route: AppRoute, meta: RouteMeta, code: number): ResponseConfig {
  const content: ZodContentObject = {};
  const success = code >= 200 && code < 300;
  const own = responseBody(route.responses[code]);
  if (own !== null) content[own.contentType] = { schema: own.schema };
  if (success && meta.events) content['text/event-stream'] = { schema: meta.events };
  const exampled = own === null ? undefined : content[own.contentType];
  if (success && exampled) Object.assign(exampled, examples(meta.responseExamples));
  return {
    description: describeStatus(code),
    headers: headersOf(meta, code),
    ...(own !== null || Object.keys(content).length > 0 ? { content } : {}),
  };
}

/** The status in words and, for errors, the codes of the gateway that it can carry. */
function describeStatus(code: number): string {
  const name = statusNames[code];
  if (name === undefined) throw new Error(`status ${code} has no description`);
  const codes = Object.entries(errorCodes).filter(([, meaning]) => meaning.status === code);
  if (codes.length === 0) return name;
  return `${name} The gateway’s own codes: ${codes.map(([text]) => `\`${text}\``).join(', ')}.`;
}

function headersOf(meta: RouteMeta, code: number): Record<string, { $ref: string }> {
  const names: (keyof typeof headerNames)[] = ['RequestId'];
  if (meta.forwarded) names.push('Source');
  if (code === 429 || code === 503) names.push('RetryAfter');
  return Object.fromEntries(names.map((name) => [headerNames[name], { $ref: `#/components/headers/${name}` }]));
}

function examples(values: Readonly<Record<string, unknown>> | undefined): NamedExamples {
  if (values === undefined) return {};
  return { examples: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])) };
}

/** A schema and its content type without parameters, which generators take for a type of its own. */
function responseBody(response: unknown): { contentType: string; schema: z.ZodType } | null {
  if (isZod(response)) return { contentType: 'application/json', schema: response };
  if (typeof response !== 'object' || response === null) return null;
  const { contentType, body } = response as { contentType?: unknown; body?: unknown };
  if (typeof contentType !== 'string' || !isZod(body)) return null;
  return { contentType: contentType.split(';', 1)[0] ?? contentType, schema: body };
}

/** Whether the body may be left out is said by `required`; the schema itself is the same. */
const withoutOptional = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;

const isZod = (value: unknown): value is z.ZodType => value instanceof z.ZodType;
