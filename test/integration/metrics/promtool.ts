/** Prometheus' own parser (`promtool`, Debian package `prometheus`): what it takes, Prometheus takes. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Why the tests that need it are skipped, in one line; false: it is here. In CI (`CI=true`) that throws instead. */
export function skipWithoutPromtool(env: NodeJS.ProcessEnv = process.env): string | false {
  if (spawnSync('promtool', ['--version']).status === 0) return false;
  const reason = 'no promtool: install the Debian package prometheus';
  if (env['CI'] === 'true') throw new Error(reason);
  return reason;
}

export interface Verdict {
  /** Prometheus could read it. */
  readonly parsed: boolean;
  /** What it says, a line each: faults, or advice on names. */
  readonly said: readonly string[];
}

/** Runs `promtool` with the text on its standard input. */
export async function promtool(args: readonly string[], input: string): Promise<Verdict> {
  const child = spawn('promtool', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  // It may stop reading at the first fault.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number];
  const lines = Buffer.concat(said).toString().split('\n');
  // 3: read, with advice on style.
  return { parsed: code === 0 || code === 3, said: lines.filter((line) => line !== '') };
}

/** The text is read, and nobody has advice on the names that begin with `roundhouse_`. */
export async function metricsFaults(text: string): Promise<readonly string[]> {
  const { parsed, said } = await promtool(['check', 'metrics'], text);
  return parsed ? said.filter((line) => line.startsWith('roundhouse_')) : said;
}
