import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { maskText, parseImports } from '../../../scripts/imports/parse-imports.ts';

const specifiers = (source: string): string[] => parseImports(source).map((one) => one.specifier);
const typeOnly = (source: string): boolean | undefined => parseImports(source)[0]?.typeOnly;

describe('imports are found', () => {
  test('in every form that runs code', () => {
    const source = [
      `import a from './a.ts';`,
      `import { b } from "./b.ts";`,
      `import * as c from './c.ts';`,
      `import './d.ts';`,
      `export { e } from './e.ts';`,
      `export * from './f.ts';`,
      `const g = await import('./g.ts');`,
      `import {`,
      `  h,`,
      `} from './h.ts';`,
    ].join('\n');
    assert.deepEqual(
      specifiers(source),
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `./${name}.ts`),
    );
  });

  test('with the line they begin on', () => {
    const found = parseImports(`// first\nimport a from './a.ts';\n\nimport {\n  b,\n} from './b.ts';\n`);
    assert.deepEqual(
      found.map((one) => one.line),
      [2, 4],
    );
  });

  test('behind a regular expression that holds quotes and slashes', () => {
    assert.deepEqual(specifiers(`const r = /['"\`/[/*]/g;\nimport a from './a.ts';`), ['./a.ts']);
  });

  test('behind a template with templates in it', () => {
    const source = "const t = `a ${b ? `'${{ c: '}' }.c}` : \"`\"} '`;\nimport a from './a.ts';";
    assert.deepEqual(specifiers(source), ['./a.ts']);
  });

  test('behind a division', () => {
    assert.deepEqual(specifiers(`const half = total / 2; const q = (a + b) / '2';\nimport a from './a.ts';`), [
      './a.ts',
    ]);
  });
});

describe('what only looks like an import is not one', () => {
  for (const source of [
    `// import a from './a.ts';`,
    `/* import a from './a.ts'; */`,
    `const text = "import a from './a.ts';";`,
    "const text = `import a from './a.ts';`;",
    `const how = thing.import('./a.ts');`,
    `const words = { from: 'here' };`,
    `export const from = 'here';`,
  ]) {
    test(source, () => assert.deepEqual(specifiers(source), []));
  }
});

describe('types only', () => {
  test('import type', () => assert.equal(typeOnly(`import type { A } from './a.ts';`), true));
  test('import type * as', () => assert.equal(typeOnly(`import type * as a from './a.ts';`), true));
  test('export type', () => assert.equal(typeOnly(`export type { A } from './a.ts';`), true));
  test('every name marked', () => assert.equal(typeOnly(`import { type A, type B } from './a.ts';`), true));
  test('one name not marked', () => assert.equal(typeOnly(`import { type A, b } from './a.ts';`), false));
  test('a value called type', () => assert.equal(typeOnly(`import { type } from './a.ts';`), false));
  test('a bare import', () => assert.equal(typeOnly(`import './a.ts';`), false));
});

test('masking keeps length and lines', () => {
  const source = "a('b\\'c') // d\n/* e\nf */ `g\n${h /* i */}` + /j/";
  const masked = maskText(source);
  assert.equal(masked.length, source.length);
  assert.equal(masked.split('\n').length, source.split('\n').length);
  assert.doesNotMatch(masked, /[bcdefgij]/);
  assert.match(masked, /h/);
});
