/**
 * `npm run build [DIR]`: the publishable package in DIR (`dist/` by default): the folder `package/` and the tarball that
 * `npm pack` makes of it. The layout is the checkout's, so that paths relative to a module stay true.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { BUNDLED, bundledManifest, type PackageJson, publishedManifest } from './package/manifest.ts';

const root = join(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? join(root, 'dist'));
const target = join(out, 'package');

const readManifest = (directory: string): PackageJson =>
  JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as PackageJson;

function writeManifest(directory: string, manifest: PackageJson): void {
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function compile(): void {
  const arguments_ = ['-p', 'tsconfig.build.json', '--outDir', target];
  execFileSync(join(root, 'node_modules/.bin/tsc'), arguments_, { cwd: root, stdio: 'inherit' });
}

/** Data and documents; what lies beside the sources without being TypeScript; the launcher. */
function copyFiles(): void {
  for (const name of ['specs', 'models', 'examples', 'docs', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(target, name), { recursive: true });
  }
  for (const path of globSync('{server,contract}/**/*.{json,sh,py,cjs,mjs}', { cwd: root })) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(root, path), join(target, path));
  }
  for (const name of ['roundhouse.cjs', 'die-with-launcher.mjs']) {
    cpSync(join(root, 'packaging', name), join(target, 'bin', name));
  }
  chmodSync(join(target, 'bin/roundhouse.cjs'), 0o755);
}

function bundle(name: string): PackageJson {
  const from = join(root, 'node_modules', name);
  const to = join(target, 'node_modules', name);
  const inner = join(from, 'node_modules');
  cpSync(from, to, { recursive: true, filter: (path) => !path.startsWith(inner) });
  const manifest = bundledManifest(readManifest(from));
  writeManifest(to, manifest);
  return manifest;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
compile();
copyFiles();
writeManifest(target, publishedManifest(readManifest(root), BUNDLED.map(bundle)));
const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', out], { cwd: target, encoding: 'utf8' });
console.log(join(out, packed.trim().split('\n').at(-1) ?? ''));
