/** Compares the current spec with the newest frozen one in `specs/released/`. Exit code 1: something breaks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBreaks } from './openapi/breaking/find-breaks.ts';
import { acceptedBreaks, judgeBreaks, newestReleased } from './openapi/breaking/released.ts';
import type { OpenApiDocument } from './openapi/document.ts';
import { projectRoot } from './openapi/project.ts';

const directory = join(projectRoot, 'specs/released');
const released = newestReleased(directory);
if (released === null) {
  console.log('no spec is frozen yet: nothing to compare with');
} else {
  const current = JSON.parse(readFileSync(join(projectRoot, 'specs/openapi.json'), 'utf8')) as OpenApiDocument;
  const breaks = findBreaks(released.document, current);
  const { unaccepted, stale } = judgeBreaks(breaks, acceptedBreaks(directory));
  for (const text of unaccepted) console.error(`breaks clients of ${released.name}: ${text}`);
  for (const text of stale) console.error(`accepted-breaks.json lists what is not broken: ${text}`);
  if (unaccepted.length + stale.length > 0) process.exitCode = 1;
  else console.log(`nothing breaks clients of ${released.name} (${breaks.length} accepted)`);
}
