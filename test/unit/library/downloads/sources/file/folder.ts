/** A temporary folder with files in it, and a source that reads from it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { OpenedRange, SourceContext, SourceFile } from '../../../../../../server/library/downloads/source.ts';

export function temporaryFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-file-source-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A source of files has no business with HTTP. */
const noHttp: SourceContext['http'] = {
  request: () => Promise.reject(new Error('HTTP was asked for')),
  close: () => Promise.resolve(),
};

export const contextOf = (over: Partial<SourceContext>): SourceContext => ({
  http: noHttp,
  env: {},
  volumeRoot: null,
  readableRoots: [],
  ...over,
});

export const forever = new AbortController().signal;

export async function bytesOf({ body }: Pick<OpenedRange, 'body'>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

export const textOf = async (opened: Pick<OpenedRange, 'body'>): Promise<string> => (await bytesOf(opened)).toString();

export function fileAt(files: readonly SourceFile[], path: string): SourceFile {
  const found = files.find((file) => file.path === path);
  if (found === undefined) throw new Error(`no ${path} in ${files.map((file) => file.path).join(', ')}`);
  return found;
}
