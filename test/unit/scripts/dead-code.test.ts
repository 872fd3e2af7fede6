/** The dead-code check is a program of somebody else's: that it sees anything under our TypeScript must be shown. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

const root = join(import.meta.dirname, '../../..');

describe('knip', () => {
  let tree: string;
  before(() => {
    tree = mkdtempSync(join(tmpdir(), 'roundhouse-knip-'));
    mkdirSync(join(tree, 'server'));
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    const knip = { entry: ['server/main.ts'], project: ['server/**/*.ts'] };
    writeFileSync(join(tree, 'package.json'), JSON.stringify({ name: 'planted', type: 'module', knip }));
    writeFileSync(join(tree, 'server/main.ts'), `import { used } from './part.ts';\nused();\n`);
    writeFileSync(
      join(tree, 'server/part.ts'),
      'export const used = (): void => {};\nexport const neverUsed = (): void => {};\n',
    );
    writeFileSync(join(tree, 'server/left-over.ts'), 'export const alone = 1;\n');
  });
  after(() => rmSync(tree, { recursive: true }));

  test('reports a planted export and a planted file, and nothing that is used', () => {
    const run = spawnSync(join(root, 'node_modules/.bin/knip'), ['--no-progress', '--reporter', 'compact'], {
      cwd: tree,
      encoding: 'utf8',
    });
    assert.equal(run.status, 1, run.stderr);
    assert.match(run.stdout, /neverUsed/);
    assert.match(run.stdout, /left-over\.ts/);
    assert.doesNotMatch(run.stdout, /\bused\b(?!.*neverUsed)/);
  });
});
