import type { ModelFile } from '../model-schema.ts';
import type { KeyPath } from '../problems.ts';
import { parseEngineUrl } from '../values/engine-url.ts';
import type { Check } from './check.ts';

export function normaliseUrls(file: ModelFile, path: KeyPath, check: Check): string[] {
  if (file.url !== undefined && file.urls !== undefined) {
    check.problem([...path, 'urls'], 'there are both url and urls; put all of them into urls');
    return [];
  }
  const wanted = file.url === undefined ? (file.urls ?? []) : [file.url];
  const result: string[] = [];
  wanted.forEach((text, index) => {
    const at = file.url === undefined ? [...path, 'urls', index] : [...path, 'url'];
    const parsed = parseEngineUrl(text);
    if ('fault' in parsed) check.problem(at, parsed.fault);
    else if (result.includes(parsed.url)) check.problem(at, 'is there twice; remove one of them');
    else result.push(parsed.url);
  });
  return result;
}
