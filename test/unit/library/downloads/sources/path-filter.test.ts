/** Each case was tried with `huggingface_hub.utils.filter_repo_objects`' own rules: Python's `fnmatch` over the whole path. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPathFilter } from '../../../../../server/library/downloads/sources/path-filter.ts';

const takes = (pattern: string, path: string): boolean => createPathFilter({ allowPatterns: [pattern] })(path);

const CASES: readonly (readonly [pattern: string, path: string, taken: boolean])[] = [
  ['*.json', 'config.json', true],
  ['*.json', 'sub/config.json', true],
  ['*.json', 'config.json.bak', false],
  ['config.json', 'sub/config.json', false],
  ['sub/', 'sub/a/b.txt', true],
  ['sub/', 'subway', false],
  ['sub/*', 'sub/a/b.txt', true],
  ['?.txt', 'a.txt', true],
  ['?.txt', 'ab.txt', false],
  ['?', '/', true],
  ['?', '😀', true],
  ['[ab].txt', 'a.txt', true],
  ['[a-c].txt', 'c.txt', true],
  ['[a-c].txt', 'd.txt', false],
  ['[!a-c].txt', 'd.txt', true],
  ['[!a-c].txt', 'b.txt', false],
  ['[]].txt', '].txt', true],
  ['[', '[', true],
  ['[a', '[a', true],
  ['a[a-]', 'a-', true],
  ['*', '', true],
  ['', '', true],
  ['**', 'a/b', true],
  ['*a*b*c', 'xxaxxbxxc', true],
  ['*a*b*c', 'xxaxxbxx', false],
  ['A*', 'abc', false],
  ['model-*-of-*.safetensors', 'model-00001-of-00002.safetensors', true],
  ['a.b', 'axb', false],
  ['a+(b)', 'a+(b)', true],
];

describe('a pattern', () => {
  for (const [pattern, path, taken] of CASES) {
    it(`"${pattern}" ${taken ? 'takes' : 'does not take'} "${path}"`, () => assert.equal(takes(pattern, path), taken));
  }

  it('of many stars takes no longer than its length times that of the path', () => {
    const began = performance.now();
    assert.equal(takes(`${'*a'.repeat(200)}b`, 'a'.repeat(5000)), false);
    assert.ok(performance.now() - began < 1000);
  });
});

describe('a filter', () => {
  const picked = (options: Parameters<typeof createPathFilter>[0]): string[] =>
    ['a.json', 'b.bin', 'c.txt'].filter(createPathFilter(options));

  it('without patterns takes everything', () => assert.deepEqual(picked({}), ['a.json', 'b.bin', 'c.txt']));
  it('takes what any allow pattern takes', () =>
    assert.deepEqual(picked({ allowPatterns: ['*.json', '*.txt'] }), ['a.json', 'c.txt']));
  it('takes nothing of what an ignore pattern takes', () =>
    assert.deepEqual(picked({ ignorePatterns: ['*.bin', 'c*'] }), ['a.json']));
  it('lets ignore win over allow', () =>
    assert.deepEqual(picked({ allowPatterns: ['*'], ignorePatterns: ['*.bin'] }), ['a.json', 'c.txt']));
  it('with an empty list of allow patterns takes nothing', () => assert.deepEqual(picked({ allowPatterns: [] }), []));
});
