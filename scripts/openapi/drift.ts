/** Compares what is generated now with what is in the checkout. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientDirectory, clientFiles } from './client-files.ts';
import { describeSpecs, type SpecMetadata } from './metadata.ts';
import { packageVersion, projectRoot } from './project.ts';
import { specFiles } from './spec-files.ts';

const readOrNull = (path: string): string | null => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** What differs, as paths below the checkout; empty when specs and clients are current. */
export async function findDrift(): Promise<string[]> {
  const specs = specFiles(packageVersion());
  const clients = await clientFiles(specs.get('openapi.json') ?? '');
  return [
    ...differing(specs, join(projectRoot, 'specs')).map((name) => `specs/${name}`),
    ...(metadataIsCurrent(specs) ? [] : ['specs/metadata.json']),
    ...differing(clients, clientDirectory).map((name) => `clients/typescript/${name}`),
  ];
}

export function differing(files: ReadonlyMap<string, string>, directory: string): string[] {
  return [...files].filter(([name, text]) => readOrNull(join(directory, name)) !== text).map(([name]) => name);
}

/** The tag is that of the release in which the specs were made, so the recorded one is taken as right. */
function metadataIsCurrent(files: ReadonlyMap<string, string>): boolean {
  const text = readOrNull(join(projectRoot, 'specs/metadata.json'));
  if (text === null) return false;
  const previous = JSON.parse(text) as SpecMetadata;
  const now = new Date(0);
  const current = describeSpecs({ files, version: packageVersion(), gitTag: previous.git_tag, previous, now });
  return current.generated_at === previous.generated_at;
}
