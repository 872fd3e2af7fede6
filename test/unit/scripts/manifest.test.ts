import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { BUNDLED, bundledManifest, type PackageJson, publishedManifest } from '../../../scripts/package/manifest.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): PackageJson => JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));

const engine: PackageJson = {
  name: 'engine',
  version: '3.0.0',
  scripts: { postinstall: 'compile' },
  dependencies: { small: '^1.0.0', shared: '^2.0.0' },
  devDependencies: { huge: '1.0.0' },
  optionalDependencies: { '@e/linux-x64': '3.0.0', '@e/linux-x64-cuda-ext': '3.0.0', '@e/linux-x64-vulkan': '3.0.0' },
};

describe('a bundled package', () => {
  test('has no GPU builds', () => {
    assert.deepEqual(bundledManifest(engine).optionalDependencies, { '@e/linux-x64': '3.0.0' });
  });

  test('runs nothing when it is installed', () => assert.equal(bundledManifest(engine).scripts, undefined));

  test('brings no telemetry', () => {
    const page = { name: 'page', version: '1.0.0', dependencies: { '@scarf/scarf': '=1.4.0' } };
    assert.deepEqual(bundledManifest(page).dependencies, {});
  });

  test('leaves the original as it was', () => {
    const before = structuredClone(engine);
    bundledManifest(engine);
    assert.deepEqual(engine, before);
  });
});

describe('the published package', () => {
  const ours: PackageJson = {
    name: 'ours',
    version: '0.1.0',
    private: true,
    dependencies: { engine: '3.0.0', shared: '2.5.0' },
    optionalDependencies: { node: '26.0.0' },
    devDependencies: { linter: '1.0.0' },
    overrides: { x: 'y' },
  };
  const published = publishedManifest(ours, [bundledManifest(engine)]);

  test('depends on what its bundled packages need, our own version first', () => {
    assert.deepEqual(published.dependencies, { engine: '3.0.0', shared: '2.5.0', small: '^1.0.0' });
  });

  test('brings the engine for the processor, and Node', () => {
    assert.deepEqual(published.optionalDependencies, { '@e/linux-x64': '3.0.0', node: '26.0.0' });
  });

  test('can be published, and carries nothing of the checkout', () => {
    for (const key of ['private', 'devDependencies', 'overrides', 'workspaces', 'scripts']) {
      assert.equal(key in published, false, key);
    }
  });

  test('of this project has neither CUDA nor Vulkan', () => {
    const real = publishedManifest(
      read('.'),
      BUNDLED.map((name) => bundledManifest(read(`node_modules/${name}`))),
    );
    assert.doesNotMatch(JSON.stringify(real), /cuda|vulkan|scarf/);
    assert.ok('@node-llama-cpp/linux-x64' in (real.optionalDependencies ?? {}));
  });
});
