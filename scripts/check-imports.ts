/** `node scripts/check-imports.ts [ROOT]`: who imports whom, against the rule in scripts/imports/import-rules.ts. */
import { join, resolve } from 'node:path';
import { checkImports } from './imports/import-rules.ts';
import { readModules } from './imports/read-modules.ts';

const modules = readModules(resolve(process.argv[2] ?? join(import.meta.dirname, '..')));
const broken = checkImports(modules);
// A check that looked at nothing passes.
if (modules.size === 0) broken.push('no module was seen');
for (const sentence of broken) console.error(sentence);
if (broken.length > 0) process.exitCode = 1;
else console.log(`${modules.size} modules import only what they may`);
