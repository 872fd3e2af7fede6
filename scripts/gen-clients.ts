/** `npm run gen:clients`: writes the generated part of the TypeScript client from `specs/openapi.json`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { clientDirectory, clientFiles } from './openapi/client-files.ts';
import { projectRoot } from './openapi/project.ts';

const files = await clientFiles(readFileSync(join(projectRoot, 'specs/openapi.json'), 'utf8'));
for (const [name, text] of files) {
  const path = join(clientDirectory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
console.log(`${files.size} files in ${clientDirectory}`);
