import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { ModuleImports } from './import-rules.ts';
import { parseImports } from './parse-imports.ts';

/** Every TypeScript module of ours under `root`, generated ones included, with what it imports. */
export function readModules(root: string): ModuleImports {
  const paths = globSync('{contract,server,clients,scripts,test}/**/*.ts', {
    cwd: root,
    exclude: (path) => path.split(sep).includes('node_modules'),
  });
  return new Map(
    paths.sort().map((path) => [path.replaceAll(sep, '/'), parseImports(readFileSync(join(root, path), 'utf8'))]),
  );
}
