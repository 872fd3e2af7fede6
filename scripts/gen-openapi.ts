/**
 * `npm run gen:openapi [DIR]`: writes the specs that are made from the contract into DIR (`specs/` by default).
 * The same contract gives the same files; the time in metadata.json changes only when something else does.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toJsonText } from './openapi/document.ts';
import { currentGitTag, describeSpecs, type SpecMetadata } from './openapi/metadata.ts';
import { packageVersion, projectRoot } from './openapi/project.ts';
import { specFiles } from './openapi/spec-files.ts';

const directory = resolve(process.argv[2] ?? join(projectRoot, 'specs'));
const metadataPath = join(directory, 'metadata.json');
const version = packageVersion();
const files = specFiles(version);
const metadata = describeSpecs({
  files,
  version,
  gitTag: currentGitTag(process.env, projectRoot),
  previous: existsSync(metadataPath) ? (JSON.parse(readFileSync(metadataPath, 'utf8')) as SpecMetadata) : null,
  now: new Date(),
});

mkdirSync(directory, { recursive: true });
for (const [name, text] of files) writeFileSync(join(directory, name), text);
writeFileSync(metadataPath, toJsonText(metadata));
console.log(`${files.size + 1} files in ${directory}`);
