import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { z } from 'zod';
import type { ContractRoute } from '../../contract/index.ts';
import { meta, type RouteMeta } from '../../contract/route.ts';
import { apis } from '../../scripts/openapi/apis.ts';
import { clientFiles } from '../../scripts/openapi/client-files.ts';
import { differing } from '../../scripts/openapi/drift.ts';
import { emitOpenApi } from '../../scripts/openapi/emit.ts';
import { currentGitTag, describeSpecs, type SpecMetadata, sha256 } from '../../scripts/openapi/metadata.ts';
import { projectRoot } from '../../scripts/openapi/project.ts';

let directory: string;
before(() => {
  directory = mkdtempSync(join(tmpdir(), 'generation-'));
});
after(() => rmSync(directory, { recursive: true }));

describe('the metadata', () => {
  const files = new Map([['a.json', 'A']]);
  const input = { files, gitTag: null, version: '1.0.0', previous: null, now: new Date('2026-01-02T03:04:05Z') };
  const later = { ...input, now: new Date('2027-01-01T00:00:00Z') };

  it('names time, tag, version and the hash of each file', () => {
    assert.deepEqual(describeSpecs({ ...input, gitTag: 'v1.0.0' }), {
      generated_at: '2026-01-02T03:04:05.000Z',
      git_tag: 'v1.0.0',
      package_version: '1.0.0',
      sha256: { 'a.json': sha256('A') },
    });
  });

  it('keeps its time as long as nothing else changes', () => {
    const previous = describeSpecs(input);
    assert.deepEqual(describeSpecs({ ...later, previous }), previous);
  });

  const changes: [string, Partial<typeof input> | { gitTag: string }][] = [
    ['a file', { files: new Map([['a.json', 'B']]) }],
    ['the set of files', { files: new Map([...files, ['b.json', 'B']]) }],
    ['the version', { version: '1.0.1' }],
    ['the tag', { gitTag: 'v1' }],
  ];
  for (const [what, change] of changes) {
    it(`has a new time when ${what} changes`, () => {
      const previous = describeSpecs(input);
      assert.equal(describeSpecs({ ...later, ...change, previous }).generated_at, '2027-01-01T00:00:00.000Z');
    });
  }

  it('takes the tag from GIT_TAG, before git is asked', () => {
    assert.equal(currentGitTag({ GIT_TAG: 'v9' }, directory), 'v9');
  });

  it('has no tag where there is no git', () => {
    assert.equal(currentGitTag({}, directory), null);
  });
});

describe('npm run gen:openapi DIR', () => {
  const run = promisify(execFile);
  const generate = (env: NodeJS.ProcessEnv = {}) =>
    run(process.execPath, [join(projectRoot, 'scripts/gen-openapi.ts'), join(directory, 'out')], {
      env: { ...process.env, ...env },
    });
  const read = (name: string) => readFileSync(join(directory, 'out', name), 'utf8');

  it('writes its files into a directory that need not exist', async () => {
    await generate({ GIT_TAG: 'v1.2.3' });
    const names = [
      ...apis.flatMap(({ name }) => [`${name}.json`, `${name}-3.0.json`]),
      'config.schema.json',
      'metadata.json',
    ];
    assert.deepEqual(readdirSync(join(directory, 'out')).sort(), names.sort());
    assert.equal((JSON.parse(read('metadata.json')) as SpecMetadata).git_tag, 'v1.2.3');
  });

  it('writes the same again, the time included', async () => {
    const first = ['metadata.json', 'openapi.json'].map(read);
    await generate({ GIT_TAG: 'v1.2.3' });
    assert.deepEqual(['metadata.json', 'openapi.json'].map(read), first);
  });

  it('writes a schema for the config file that a validator takes', () => {
    const schema = JSON.parse(read('config.schema.json'));
    const validate = new Ajv({ strict: false }).compile(schema);
    assert.equal(validate({ models: {} }), true);
    assert.equal(validate({ models: {}, slots: 'many' }), false);
    assert.equal(validate({ models: {}, slotz: 1 }), false);
  });
});

describe('drift', () => {
  it('is a file that differs or is missing', () => {
    const place = join(directory, 'drift');
    mkdirSync(place);
    writeFileSync(join(place, 'same'), 'x');
    writeFileSync(join(place, 'other'), 'x');
    const files = new Map([
      ['same', 'x'],
      ['other', 'y'],
      ['missing', 'z'],
    ]);
    assert.deepEqual(differing(files, place), ['other', 'missing']);
  });
});

/** A contract of one route. */
function routeOf(
  change: Partial<RouteMeta> = {},
  responses: Record<number, unknown> = { 200: z.object({}) },
): ContractRoute {
  const value = meta({ operationId: 'x', tag: 'Models', verb: 'read', description: 'd', ...change });
  return { key: 'x', meta: value, route: { method: 'GET', path: '/x', summary: 's', responses } as never };
}

describe('a contract that cannot be described', () => {
  const cases: [string, ContractRoute[], RegExp][] = [
    [
      'an id that is there twice',
      [routeOf(), { ...routeOf(), route: { ...routeOf().route, path: '/y' } }],
      /"x" is there twice/,
    ],
    ['a tag without a description', [routeOf({ tag: 'Nowhere' })], /tag "Nowhere" has no description/],
    ['a status without a description', [routeOf({}, { 299: z.object({}) })], /status 299/],
    ['a route without responses', [routeOf({}, {})], /x has no responses/],
  ];
  for (const [fact, routes, message] of cases) {
    it(`is an error: ${fact}`, () => assert.throws(() => emitOpenApi(routes, '1.0.0'), message));
  }
});

describe('the generated client', () => {
  it('does not know how to ask for a stream where nothing says how', async () => {
    const spec = emitOpenApi([routeOf({ events: z.object({}) })], '1.0.0');
    await assert.rejects(clientFiles(JSON.stringify(spec)), /how to ask x for a stream/);
  });

  it('holds the hash of the very text that it was made from', async () => {
    const text = JSON.stringify(emitOpenApi([routeOf()], '3.2.1'));
    const files = await clientFiles(text);
    assert.match(files.get('src/generated/spec-hash.ts') ?? '', new RegExp(`'${sha256(text)}'`));
    assert.match(files.get('src/generated/spec-hash.ts') ?? '', /specVersion = '3\.2\.1'/);
  });

  it('has types that say they are generated', async () => {
    const files = await clientFiles(JSON.stringify(emitOpenApi([routeOf()], '1.0.0')));
    for (const text of files.values()) assert.match(text, /^\/\/ Generated from specs\/openapi\.json/);
  });
});
