import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { dataDirFault } from '../../../../server/platform/storage/data-dir.ts';

describe('the data directory', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'roundhouse-data-'));
  });
  after(() => rmSync(dir, { recursive: true }));

  test('is made, for its owner only, where it is missing', () => {
    const path = join(dir, 'a', 'b');
    assert.equal(dataDirFault(path), null);
    assert.equal(statSync(path).mode & 0o777, 0o700);
    assert.equal(dataDirFault(path), null);
  });

  test('is a fault where a file stands in its place or in its way', () => {
    const file = join(dir, 'file');
    writeFileSync(file, '');
    assert.match(dataDirFault(file) ?? '', /data_dir is not a directory/);
    assert.match(dataDirFault(join(file, 'below')) ?? '', /cannot be used: E(NOTDIR|EXIST)/);
  });
});
