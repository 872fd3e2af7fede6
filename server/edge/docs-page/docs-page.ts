/** The API's description as the gateway serves it: `/openapi.json`, `/openapi-3.0.json` and the page `/docs`. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, Router } from 'express';
import { docsHtml, docsInitializer, docsPolicy } from './docs-page-content.ts';

/** What the page needs of Swagger UI; its other files (an index of its own, for one) are not served. */
const swaggerFiles = new Set([
  '/favicon-32x32.png',
  '/swagger-ui-bundle.js',
  '/swagger-ui-bundle.js.map',
  '/swagger-ui.css',
  '/swagger-ui.css.map',
]);

export interface DocsPageOptions {
  /** Whose API: the spec `<api>.json` is served as `/openapi.json`. The gateway's by default. */
  readonly api?: 'openapi' | 'sidecar';
  /** Where `openapi.json` and `openapi-3.0.json` are; the package's own `specs/` by default. */
  readonly specsDirectory?: string;
}

/**
 * A router for GET and HEAD; everything else is passed on. The specs are read once, here: throws where they are missing.
 */
export function docsPage(options: DocsPageOptions = {}): Router {
  const { api = 'openapi' } = options;
  const specs = options.specsDirectory ?? join(packageRoot(), 'specs');
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const router = Router({ strict: true });
  router.get('/openapi.json', serveText(readFileSync(join(specs, `${api}.json`)), 'application/json'));
  router.get('/openapi-3.0.json', serveText(readFileSync(join(specs, `${api}-3.0.json`)), 'application/json'));
  router.get('/docs', serveText(Buffer.from(docsHtml), 'text/html; charset=utf-8'));
  // The page's addresses are relative to /docs without a slash.
  router.get('/docs/', (_req, res) => res.redirect(308, '../docs'));
  router.get('/docs/initializer.js', serveText(Buffer.from(docsInitializer), 'text/javascript; charset=utf-8'));
  router.use('/docs', swaggerAssets(swagger));
  return router;
}

/** One text with a strong ETag; 304 for who has it already. */
function serveText(body: Buffer, contentType: string): RequestHandler {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  return (req, res) => {
    setSafetyHeaders(res);
    res.set({ etag, 'cache-control': 'no-cache', 'content-type': contentType });
    if (req.fresh) res.status(304).end();
    else res.end(req.method === 'HEAD' ? undefined : body);
  };
}

function swaggerAssets(directory: string): RequestHandler {
  const serve = express.static(directory, {
    index: false,
    redirect: false,
    maxAge: '1h',
    setHeaders: (res) => setSafetyHeaders(res),
  });
  return (req, res, next) => {
    if (swaggerFiles.has(req.path)) serve(req, res, next);
    else next();
  };
}

function setSafetyHeaders(res: { setHeader(name: string, value: string): unknown }): void {
  res.setHeader('content-security-policy', docsPolicy);
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('referrer-policy', 'no-referrer');
}

/** The folder of our package.json: two above this file in a checkout, further up where the code was built. */
function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'specs', 'openapi.json'))) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error('specs/openapi.json is missing: the package is not whole');
    directory = parent;
  }
  return directory;
}
