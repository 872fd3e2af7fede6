import { z } from 'zod';
import { ErrorResponse } from './error-envelope.ts';
import { c, meta } from './route.ts';

export const Health = z
  .object({
    status: z.literal('healthy'),
    service: z.literal('gateway'),
    version: z.string().openapi({ description: 'Version of the gateway, and of this API.', example: '0.1.0' }),
    started_at: z.iso
      .datetime()
      .openapi({ description: 'When the gateway was started.', example: '2026-11-21T04:00:00.000Z' }),
    uptime_seconds: z.number().min(0).openapi({ description: 'Seconds since then.', example: 3600 }),
  })
  .openapi('Health', { description: 'The process is alive and answers.' });

const ReadinessCheck = z
  .object({
    name: z.string().openapi({ description: '`listening`, `config`, `storage` or `draining`.', example: 'config' }),
    ok: z.boolean(),
    reason: z.union([z.string(), z.null()]).openapi({ description: 'Why not; null where it is ok.' }),
  })
  .openapi('ReadinessCheck');

export const Readiness = z
  .object({ status: z.enum(['ready', 'not_ready']), checks: z.array(ReadinessCheck) })
  .openapi('Readiness', { description: 'Whether requests should be sent here, and each thing that was looked at.' });

const readyChecks = ['listening', 'config', 'storage', 'draining'].map((name) => ({ name, ok: true, reason: null }));

export const operationRoutes = c.router({
  health: {
    method: 'GET',
    path: '/health',
    summary: 'Is the gateway alive?',
    responses: { 200: Health, 400: ErrorResponse, 500: ErrorResponse },
    metadata: meta({
      operationId: 'getHealth',
      tag: 'Operations',
      verb: 'public',
      description: 'Answers as long as the process can. It says nothing about engines: see `GET /v1/engines`.',
      responseExamples: {
        healthy: {
          status: 'healthy',
          service: 'gateway',
          version: '0.1.0',
          started_at: '2026-11-21T04:00:00.000Z',
          uptime_seconds: 3600,
        },
      },
    }),
  },
  ready: {
    method: 'GET',
    path: '/ready',
    summary: 'Should requests be sent here?',
    responses: { 200: Readiness, 400: ErrorResponse, 500: ErrorResponse, 503: Readiness },
    metadata: meta({
      operationId: 'getReady',
      tag: 'Operations',
      verb: 'public',
      description:
        '200 when the gateway listens, its config is valid, its storage can be reached and it is not shutting down; ' +
        'else 503. No engine is needed for it.',
      responseExamples: { ready: { status: 'ready', checks: readyChecks } },
    }),
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Metrics for Prometheus',
    responses: {
      200: c.otherResponse({ contentType: 'text/plain; version=0.0.4; charset=utf-8', body: z.string() }),
      400: ErrorResponse,
      401: ErrorResponse,
      403: ErrorResponse,
      500: ErrorResponse,
    },
    metadata: meta({
      operationId: 'getMetrics',
      tag: 'Operations',
      verb: 'read',
      description:
        'Prometheus text format: the gateway’s own metrics, then those of every engine in one vocabulary ' +
        '(`roundhouse:*`) and under the engine’s own names, with the labels `model` and `replica`. An engine that does ' +
        'not answer within a second is left out and shown as `roundhouse:up 0`. Samples of models that the caller may not ' +
        'use are left out. Needs no key where `public_metrics` is set in the config; then engines of users are left out.',
      responseExamples: { text: '# TYPE roundhouse_requests_total counter\nroundhouse_requests_total 1\n' },
    }),
  },
});

const OpenApiDocument = z
  .looseObject({ openapi: z.string().openapi({ example: '3.1.1' }) })
  .openapi('OpenApiDocument', { description: 'An OpenAPI document.' });

export const documentRoutes = c.router({
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This API as OpenAPI 3.1',
    responses: { 200: OpenApiDocument, 400: ErrorResponse, 500: ErrorResponse },
    metadata: meta({
      operationId: 'getOpenapi',
      tag: 'Documents',
      verb: 'public',
      description: 'The document that this page shows. Clients are generated from it.',
      responseExamples: { document: { openapi: '3.1.1' } },
    }),
  },
  openapi30: {
    method: 'GET',
    path: '/openapi-3.0.json',
    summary: 'This API as OpenAPI 3.0',
    responses: { 200: OpenApiDocument, 400: ErrorResponse, 500: ErrorResponse },
    metadata: meta({
      operationId: 'getOpenapi30',
      tag: 'Documents',
      verb: 'public',
      description: 'The same API for tools that do not read OpenAPI 3.1 yet.',
      responseExamples: { document: { openapi: '3.0.3' } },
    }),
  },
  docs: {
    method: 'GET',
    path: '/docs',
    summary: 'This API as a page',
    responses: {
      200: c.otherResponse({ contentType: 'text/html; charset=utf-8', body: z.string() }),
      400: ErrorResponse,
      500: ErrorResponse,
    },
    metadata: meta({
      operationId: 'getDocs',
      tag: 'Documents',
      verb: 'public',
      description: 'Swagger UI, served by the gateway itself; works without the internet.',
      responseExamples: { page: '<!doctype html>' },
    }),
  },
});
