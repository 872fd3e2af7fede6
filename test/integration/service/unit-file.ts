import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export const UNIT = new URL('../../../examples/roundhouse.service', import.meta.url).pathname;

/** The settings of a unit's section as they stand there, the last one of a name. */
export function readSection(section: string, text = readFileSync(UNIT, 'utf8')): Readonly<Record<string, string>> {
  const body = text.split(/^\[(\w+)\]$/m);
  const lines = body[body.indexOf(section) + 1]?.split('\n') ?? [];
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Z]\w+)=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

export interface Outcome {
  /** null: ended by a signal. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Throws where the program is not there. */
export async function run(program: string, args: readonly string[], cwd?: string): Promise<Outcome> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}
