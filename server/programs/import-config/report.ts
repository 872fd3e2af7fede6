/** What an import has to tell, as lines for people. */
import type { Findings, Note } from './findings.ts';

/** Empty where there is nothing to tell. */
export function reportFindings({ left, differing, variables }: Findings): string {
  const sections = [
    section('Does not carry over', left.map(line)),
    section('Carries over, but is not quite the same', differing.map(line)),
    section(
      'To be set in the environment',
      variables.map(({ name, holds }) => `${name}: ${holds}`),
    ),
  ];
  return sections.filter((text) => text !== '').join('\n');
}

const line = ({ path, text }: Note): string => (path === '' ? text : `${path}: ${text}`);

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map((text) => `  ${text}\n`).join('')}`;
}
