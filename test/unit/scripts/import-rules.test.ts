import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { BY_THEMSELVES, checkImports, LAYERS, partOf } from '../../../scripts/imports/import-rules.ts';
import { parseImports } from '../../../scripts/imports/parse-imports.ts';
import { readModules } from '../../../scripts/imports/read-modules.ts';

const root = join(import.meta.dirname, '../../..');

/** `{ path: source }` → what is wrong with it. */
const check = (files: Record<string, string>): string[] =>
  checkImports(new Map(Object.entries(files).map(([path, source]) => [path, parseImports(source)])));

/** A module of each part, and an import of one from the other. */
const moduleOf = (part: string): string => (part.endsWith('.ts') ? part : `${part}/some/thing.ts`);
function importing(from: string, to: string): Record<string, string> {
  const specifier = posix.relative(posix.dirname(moduleOf(from)), moduleOf(to));
  const relative = specifier.startsWith('.') ? specifier : `./${specifier}`;
  return { [moduleOf(from)]: `import { x } from '${relative}';`, [moduleOf(to)]: 'export const x = 1;' };
}

describe('layers', () => {
  for (const [height, layer] of LAYERS.entries()) {
    for (const part of layer) {
      for (const [otherHeight, otherLayer] of LAYERS.entries()) {
        for (const other of otherLayer) {
          if (part === other) continue;
          const allowed = otherHeight < height && (BY_THEMSELVES.get(part)?.includes(other) ?? true);
          test(`${part} ${allowed ? 'may' : 'may not'} import ${other}`, () => {
            assert.equal(check(importing(part, other)).length, allowed ? 0 : 1);
          });
        }
      }
    }
  }

  test('the forwarder stands by itself: of all parts below it, it may import the platform only', () => {
    assert.match(
      check(importing('server/forwarder', 'server/inference'))[0] ?? '',
      /server\/forwarder stands by itself and may import server\/platform only/,
    );
    assert.deepEqual(check(importing('server/forwarder', 'server/platform')), []);
    assert.equal(check(importing('server/edge', 'server/forwarder')).length, 1);
    assert.deepEqual(check(importing('server/programs', 'server/forwarder')), []);
  });

  test('a type is an import like any other', () => {
    const found = check({ 'server/platform/a.ts': `import type { B } from '../edge/b.ts';` });
    assert.match(found[0] ?? '', /server\/platform\/a\.ts:1: server\/platform may not import server\/edge\/b\.ts/);
  });

  test('nothing of the server imports scripts or tests', () => {
    assert.equal(check(importing('server/edge', 'scripts')).length, 1);
    assert.equal(check(importing('server/programs', 'test')).length, 1);
  });

  test('scripts and tests may import anything', () => {
    assert.deepEqual(check(importing('scripts', 'contract')), []);
    assert.deepEqual(check(importing('test', 'server/engines/fleet')), []);
  });

  test('a folder of the server that no layer names is reported', () => {
    assert.match(check({ 'server/misc/a.ts': '' })[0] ?? '', /in no part of the house/);
    assert.equal(partOf('server/misc/a.ts'), null);
  });
});

describe('the contract', () => {
  test('imports nothing of ours', () => {
    assert.equal(check({ 'contract/a.ts': `import type { B } from '../server/platform/b.ts';` }).length, 1);
    assert.deepEqual(
      check({ 'contract/a.ts': `import { z } from 'zod';\nimport { b } from './b.ts';`, 'contract/b.ts': '' }),
      [],
    );
  });

  test('gives its values to the edge alone', () => {
    for (const part of LAYERS.flat()) {
      assert.equal(check(importing(part, 'contract')).length, part === 'server/edge' ? 0 : 1, part);
    }
  });

  test('gives its types to everybody', () => {
    assert.deepEqual(check({ 'server/platform/a.ts': `import type { B } from '../../contract/b.ts';` }), []);
  });
});

describe('the clients', () => {
  test('know nothing of the server or the contract, not even types', () => {
    assert.equal(
      check({ 'clients/typescript/src/a.ts': `import type { B } from '../../../contract/b.ts';` }).length,
      1,
    );
    assert.equal(check(importing('clients/typescript/src', 'server/platform')).length, 1);
  });

  test('may use the specs', () => {
    assert.deepEqual(check({ 'clients/typescript/src/a.ts': `import s from '../../../specs/openapi.json';` }), []);
  });
});

describe('ts-rest and Express', () => {
  for (const name of ['express', '@ts-rest/core', '@ts-rest/express']) {
    test(`${name} stays in the contract and the edge`, () => {
      const source = `import type { x } from '${name}';`;
      assert.deepEqual(check({ 'contract/a.ts': source, 'server/edge/a.ts': source, 'test/a.ts': source }), []);
      assert.equal(check({ 'server/inference/a.ts': source }).length, 1);
      assert.equal(check({ 'server/main.ts': source }).length, 1);
    });
  }
});

describe('cycles', () => {
  test('between two modules', () => {
    const found = check({ 'contract/a.ts': `import './b.ts';`, 'contract/b.ts': `import './a.ts';` });
    assert.deepEqual(found, ['import cycle: contract/a.ts → contract/b.ts → contract/a.ts']);
  });

  test('of types, through a third module', () => {
    const found = check({
      'contract/a.ts': `import type { B } from './b.ts';`,
      'contract/b.ts': `import type { C } from './c.ts';`,
      'contract/c.ts': `import type { A } from './a.ts';`,
    });
    assert.equal(found.length, 1);
  });

  test('two ways to one module are no cycle', () => {
    const found = check({
      'contract/a.ts': `import './b.ts';\nimport './c.ts';`,
      'contract/b.ts': `import './d.ts';`,
      'contract/c.ts': `import './d.ts';`,
      'contract/d.ts': '',
    });
    assert.deepEqual(found, []);
  });
});

describe('the command', () => {
  let tree: string;
  before(() => {
    tree = mkdtempSync(join(tmpdir(), 'roundhouse-imports-'));
  });
  after(() => rmSync(tree, { recursive: true }));

  const run = (directory: string) =>
    spawnSync(process.execPath, [join(root, 'scripts/check-imports.ts'), directory], { encoding: 'utf8' });

  test('fails on a tree in which it sees no module', () => {
    const result = run(tree);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /no module was seen/);
  });

  test('reports an import planted in a tree of files', () => {
    for (const [path, source] of Object.entries(importing('server/platform', 'server/edge'))) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), source);
    }
    const result = run(tree);
    assert.equal(result.status, 1);
    assert.match(result.stderr, /server\/platform may not import server\/edge/);
  });

  test('sees the modules of this project', () => {
    const modules = readModules(root);
    const tracked = execFileSync('git', ['ls-files', 'server/**/*.ts'], { cwd: root, encoding: 'utf8' }).trim();
    for (const path of tracked.split('\n').slice(0, 20)) assert.ok(modules.has(path), path);
    assert.ok(modules.size > 50, `${modules.size} modules`);
    assert.ok((modules.get('server/platform/errors.ts') ?? []).length > 0);
  });
});
