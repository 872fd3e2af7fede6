import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { errorCodes } from '../../contract/errors.ts';
import { forwardedRoutes, walkRoutes } from '../../contract/index.ts';
import { apis } from '../../scripts/openapi/apis.ts';
import { type OpenApiDocument, operations, resolveSchema } from '../../scripts/openapi/document.ts';
import { findDrift } from '../../scripts/openapi/drift.ts';
import { type SpecMetadata, sha256 } from '../../scripts/openapi/metadata.ts';
import { packageVersion, projectRoot } from '../../scripts/openapi/project.ts';
import { allSchemas } from '../../scripts/openapi/schemas/walk-schemas.ts';
import { specFiles } from '../../scripts/openapi/spec-files.ts';

const specs = join(projectRoot, 'specs');
const committed = (name: string): string => readFileSync(join(specs, name), 'utf8');
const files31 = apis.map(({ name }) => `${name}.json`);
const files30 = apis.map(({ name }) => `${name}-3.0.json`);
const versions = [...files31, ...files30];
const apiOf = (file: string) => apis.find(({ name }) => file === `${name}.json` || file === `${name}-3.0.json`);
const routesOf = (file: string) => [...(apiOf(file)?.routes() ?? [])];

let files: ReadonlyMap<string, string>;
const document = (name: string): OpenApiDocument => JSON.parse(files.get(name) ?? '');

before(() => {
  files = specFiles(packageVersion());
});

describe('the specs in the checkout', () => {
  it('are what the contract gives, and so are the clients', async () => {
    assert.deepEqual(await findDrift(), [], 'run `npm run gen`');
  });

  it('are generated alike each time', () => {
    assert.deepEqual([...specFiles(packageVersion())], [...files]);
  });

  it('are described by metadata: version and the hash of each file', () => {
    const metadata = JSON.parse(committed('metadata.json')) as SpecMetadata;
    assert.equal(metadata.package_version, packageVersion());
    assert.deepEqual(Object.keys(metadata.sha256).sort(), ['config.schema.json', ...versions].sort());
    for (const [name, hash] of Object.entries(metadata.sha256)) assert.equal(hash, sha256(committed(name)), name);
    assert.ok(!Number.isNaN(Date.parse(metadata.generated_at)));
  });

  for (const api of versions.map((file) => file.replace('.json', ''))) {
    it(`pass redocly’s strictest rules: ${api}`, { timeout: 60_000 }, async () => {
      assert.equal(existsSync(join(projectRoot, '.redocly.lint-ignore.yaml')), false);
      const redocly = join(projectRoot, 'node_modules/@redocly/cli/bin/cli.js');
      const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
      const options = { cwd: projectRoot, env };
      const run = promisify(execFile)(process.execPath, [redocly, 'lint', '--format=json', api], options);
      const { stdout } = await run.catch((failure: { stdout: string }) => failure);
      const { totals, problems } = JSON.parse(stdout) as {
        totals: { errors: number; warnings: number };
        problems: unknown[];
      };
      assert.deepEqual([totals.errors, totals.warnings], [0, 0], JSON.stringify(problems, null, 1).slice(0, 2000));
    });
  }
});

describe('each spec', () => {
  for (const name of versions) {
    it(`has no reference that leads nowhere: ${name}`, () => {
      const spec = document(name);
      let seen = 0;
      for (const { schema } of allSchemas(spec)) {
        if (schema['$ref'] === undefined) continue;
        seen += 1;
        resolveSchema(spec, schema);
      }
      assert.ok(seen > (name.startsWith('openapi') ? 100 : 20), `only ${seen} references seen`);
      for (const { operation } of operations(spec)) {
        for (const response of Object.values(operation.responses)) {
          for (const header of Object.values(response.headers ?? {})) {
            const target = String(header['$ref']).replace('#/components/headers/', '');
            assert.ok(spec.components.headers?.[target], `${operation.operationId} ${target}`);
          }
        }
      }
    });

    it(`has every route of the contract and no other: ${name}`, () => {
      const inSpec = [...operations(document(name))].map(({ method, path }) => `${method.toUpperCase()} ${path}`);
      const inContract = routesOf(name).map(({ route }) => `${route.method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
      assert.deepEqual(inSpec.sort(), inContract.sort());
    });

    it(`says what an operation is: id, tag, summary, description, verb: ${name}`, () => {
      const spec = document(name);
      const tags = new Set(spec.tags?.map((tag) => tag.name));
      for (const { operation, path, method } of operations(spec)) {
        const at = `${method} ${path}`;
        assert.match(operation.operationId, /^[a-z][A-Za-z0-9]+$/, at);
        assert.ok(operation.tags.length === 1 && tags.has(operation.tags[0] ?? ''), at);
        assert.ok((operation.summary ?? '').length > 5, at);
        assert.ok((operation.description ?? '').length > 5, at);
        assert.ok(operation['x-verb'], at);
      }
    });

    it(`shows an example of each operation’s request and answer: ${name}`, () => {
      for (const { operation } of operations(document(name))) {
        const request = Object.values(operation.requestBody?.content ?? {});
        const answer = Object.values(operation.responses['200']?.content ?? {});
        const exampled = (media: typeof request) =>
          media.some(({ examples }) => Object.keys(examples ?? {}).length > 0);
        if (request.length > 0) assert.ok(exampled(request), `request of ${operation.operationId}`);
        assert.ok(exampled(answer), `answer of ${operation.operationId}`);
      }
    });

    it(`marks public operations, and only those, as open: ${name}`, () => {
      for (const { operation } of operations(document(name))) {
        const open = operation.security?.length === 0;
        assert.equal(open, operation['x-verb'] === 'public', operation.operationId);
      }
    });

    it(`gives every answer a request id: ${name}`, () => {
      for (const { operation } of operations(document(name))) {
        for (const [status, response] of Object.entries(operation.responses)) {
          assert.ok(response.headers?.['x-request-id'], `${operation.operationId} ${status}`);
        }
      }
    });

    it(`describes the events of each stream and how it ends: ${name}`, () => {
      const spec = document(name);
      const streamed = routesOf(name).filter(({ meta }) => meta.events);
      assert.ok(streamed.length >= (name.startsWith('openapi') ? 7 : 1));
      for (const { route, meta } of streamed) {
        const path = route.path.replace(/:(\w+)/g, '{$1}');
        const operation = spec.paths[path]?.[route.method.toLowerCase()];
        assert.ok(operation?.responses['200']?.content?.['text/event-stream']?.schema, path);
        assert.equal(operation['x-stream-end'], meta.streamEnd, path);
      }
    });
  }

  it('lists in each error answer the codes of the gateway that have its status', () => {
    for (const { operation } of files31.flatMap((name) => [...operations(document(name))])) {
      for (const [status, response] of Object.entries(operation.responses)) {
        for (const [code, meaning] of Object.entries(errorCodes)) {
          const listed = response.description.includes(`\`${code}\``);
          assert.equal(listed, String(meaning.status) === status, `${operation.operationId} ${status} ${code}`);
        }
      }
    }
  });

  it('offers both ways to send a key, but where none is asked for', () => {
    for (const name of versions) {
      if (apiOf(name)?.name === 'forwarder') {
        assert.equal(document(name).components.securitySchemes, undefined);
        continue;
      }
      const spec = document(name);
      assert.deepEqual(Object.keys(spec.components.securitySchemes ?? {}), ['bearerAuth', 'apiKeyHeader']);
      assert.deepEqual(spec.security, [{ bearerAuth: [] }, { apiKeyHeader: [] }]);
    }
  });

  it('of version 3.0 uses no keyword of 3.1', () => {
    for (const { schema, at } of files30.flatMap((name) => [...allSchemas(document(name))])) {
      for (const keyword of ['const', 'examples', 'prefixItems', '$defs', 'contentEncoding']) {
        assert.equal(keyword in schema, false, `${at} ${keyword}`);
      }
      assert.ok(schema['type'] === undefined || typeof schema['type'] === 'string', at);
      assert.notEqual(schema['type'], 'null', at);
      if ('$ref' in schema) assert.deepEqual(Object.keys(schema), ['$ref'], at);
    }
  });

  it('of version 3.0 has no union without a name inside a named schema', () => {
    const spec = document('openapi-3.0.json');
    const inner = allSchemas(spec).filter(({ at }) => !(at in spec.components.schemas) && !at.startsWith('paths'));
    for (const { schema, at } of inner) {
      const members = (schema['anyOf'] ?? schema['oneOf']) as unknown[] | undefined;
      assert.ok(members === undefined || members.length < 2, at);
    }
  });
});

describe('the contract', () => {
  it('gives each operation an id of its own', () => {
    const ids = [...walkRoutes()].map(({ meta }) => meta.operationId);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('lists the forwarded routes with path, method and what is said of them', () => {
    const chat = forwardedRoutes.find(({ path }) => path === '/v1/chat/completions');
    assert.equal(chat?.method, 'POST');
    assert.equal(chat?.meta.operationId, 'createChatCompletion');
    assert.equal(forwardedRoutes.length, 9);
  });
});
