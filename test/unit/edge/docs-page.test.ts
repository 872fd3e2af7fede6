import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { docsPage } from '../../../server/edge/docs-page/docs-page.ts';

const specsDirectory = mkdtempSync(join(tmpdir(), 'docs-page-'));
const spec = '{"openapi":"3.1.1","info":{"title":"T","version":"1"},"paths":{}}';
let server: Server;
let base: string;

const get = (path: string, init: RequestInit = {}) => fetch(base + path, { redirect: 'manual', ...init });

before(async () => {
  writeFileSync(join(specsDirectory, 'openapi.json'), spec);
  writeFileSync(join(specsDirectory, 'openapi-3.0.json'), spec.replace('3.1.1', '3.0.3'));
  const app = express();
  app.disable('etag');
  app.use(docsPage({ specsDirectory }));
  app.use((_req, res) => void res.status(404).json({ passed: 'on' }));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(specsDirectory, { recursive: true });
});

describe('the specs', () => {
  it('are served as they are on disk', async () => {
    const answer = await get('/openapi.json');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8');
    assert.equal(await answer.text(), spec);
    assert.match(await (await get('/openapi-3.0.json')).text(), /3\.0\.3/);
  });

  it('have an ETag, and who has them already gets a 304 without a body', async () => {
    const etag = (await get('/openapi.json')).headers.get('etag');
    assert.match(etag ?? '', /^"[\w-]{43}"$/);
    // Not by fetch, which sends `cache-control: no-cache` along with a condition of one's own.
    const [again] = await once(
      request(`${base}/openapi.json`, { headers: { 'if-none-match': etag ?? '' } }).end(),
      'response',
    );
    assert.equal(again.statusCode, 304);
    assert.equal((await again.toArray()).length, 0);
  });

  it('have different ETags when they are different', async () => {
    const [one, other] = await Promise.all([get('/openapi.json'), get('/openapi-3.0.json')]);
    assert.notEqual(one.headers.get('etag'), other.headers.get('etag'));
  });

  it('answer HEAD without a body', async () => {
    const answer = await get('/openapi.json', { method: 'HEAD' });
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), '');
  });

  it('leave other methods to the rest of the gateway', async () => {
    assert.deepEqual(await (await get('/openapi.json', { method: 'POST' })).json(), { passed: 'on' });
  });

  it('must be there: without them the gateway does not start', () => {
    assert.throws(() => docsPage({ specsDirectory: join(specsDirectory, 'nowhere') }), /ENOENT/);
  });
});

/** What a browser would load for the page: sources and links of the HTML, and what the script fetches. */
async function referredAssets(): Promise<string[]> {
  const html = await (await get('/docs')).text();
  const inHtml = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address as string);
  const script = await (await get('/docs/initializer.js')).text();
  const fetched = [...script.matchAll(/fetch\('([^']+)'\)/g)].map(([, address]) => address as string);
  return [...inHtml, ...fetched];
}

describe('the page', () => {
  it('is HTML', async () => {
    const answer = await get('/docs');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
  });

  it('refers only to what is served, each with its type', async () => {
    const assets = await referredAssets();
    assert.equal(assets.length, 5);
    for (const asset of assets) {
      const answer = await fetch(new URL(asset, `${base}/docs`));
      assert.equal(answer.status, 200, asset);
      assert.ok((await answer.arrayBuffer()).byteLength > 0, asset);
      const types = { js: /javascript/, css: /text\/css/, png: /image\/png/, json: /application\/json/ };
      const ending = asset.slice(asset.lastIndexOf('.') + 1) as keyof typeof types;
      assert.match(answer.headers.get('content-type') ?? '', types[ending], asset);
    }
  });

  it('refers to no other host', async () => {
    const texts = await Promise.all(['/docs', '/docs/initializer.js'].map(async (path) => (await get(path)).text()));
    for (const text of texts) assert.doesNotMatch(text, /https?:|["'(]\/\//);
  });

  it('refers to nothing by an absolute path, so that a proxy may give it a prefix', async () => {
    for (const asset of await referredAssets()) assert.doesNotMatch(asset, /^\//);
  });

  it('loads style sheets that refer to no other host', async () => {
    const css = await (await get('/docs/swagger-ui.css')).text();
    assert.doesNotMatch(css, /@import|url\(\s*["']?(?:https?:)?\/\//);
  });

  it('forbids the browser to load anything from elsewhere and to run inline code', async () => {
    for (const path of ['/docs', '/docs/initializer.js', '/docs/swagger-ui-bundle.js']) {
      const policy = (await get(path)).headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, path);
      assert.doesNotMatch(policy, /unsafe|https?:|\*/, path);
    }
  });

  it('has no inline script or style that the policy would block', async () => {
    const html = await (await get('/docs')).text();
    assert.doesNotMatch(html, /<style|style=|<script>|onload=/);
  });

  it('turns off Swagger UI’s validator badge, which asks the internet', async () => {
    assert.match(await (await get('/docs/initializer.js')).text(), /validatorUrl: null/);
  });

  it('redirects /docs/ to /docs, against which its addresses are written', async () => {
    const answer = await get('/docs/');
    assert.equal(answer.status, 308);
    assert.equal(new URL(answer.headers.get('location') ?? '', `${base}/docs/`).pathname, '/docs');
  });

  it('does not serve Swagger UI’s own page, whose example is on the internet', async () => {
    for (const path of [
      '/docs/index.html',
      '/docs/swagger-initializer.js',
      '/docs/package.json',
      '/docs/..%2fpackage.json',
    ]) {
      assert.equal((await get(path)).status, 404, path);
    }
  });
});

describe('the page of this package', () => {
  it('finds the specs of the package itself', () => {
    assert.ok(docsPage());
    assert.ok(readFileSync(new URL('../../../specs/openapi.json', import.meta.url)).length > 1000);
  });
});
