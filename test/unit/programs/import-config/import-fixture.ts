import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Imported, importConfig } from '../../../../server/programs/import-config/import-config.ts';
import { renderConfig } from '../../../../server/programs/import-config/render-config.ts';
import { reportFindings } from '../../../../server/programs/import-config/report.ts';

const folder = new URL('../../../fixtures/import-config/', import.meta.url).pathname;

/** `llama-swap/home-lab.yaml`, … */
export const fixtures: readonly string[] = ['llama-swap', 'vllm-management'].flatMap((system) =>
  readdirSync(join(folder, system)).map((name) => `${system}/${name}`),
);

export const fixturePath = (name: string): string => join(folder, name);
export const fixtureText = (name: string): string => readFileSync(fixturePath(name), 'utf8');

export interface ImportedText extends Imported {
  /** The file that comes of it. */
  readonly yaml: string;
  readonly report: string;
}

/** Which system it is, is left to be seen. */
export function importText(text: string, name = 'config.yaml'): ImportedText {
  const imported = importConfig(text, { name, from: null });
  return {
    ...imported,
    yaml: renderConfig(imported.config, imported.from),
    report: reportFindings(imported.findings),
  };
}

export const importFixture = (name: string): ImportedText => importText(fixtureText(name), name);

/** A model of llama-swap's, with the lines given; `${PORT}` in its cmd unless there is one of its own. */
export function importModelLines(...lines: readonly string[]): ImportedText {
  const cmd = lines.some((line) => line.startsWith('cmd:')) ? [] : ['cmd: llama-server --port ${PORT}'];
  return importText(`models:\n  m:\n${[...cmd, ...lines].map((line) => `    ${line}\n`).join('')}`);
}
