/** Runs the command line as users do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const MAIN = new URL('../../../../server/main.ts', import.meta.url).pathname;

export interface MainResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export async function runMain(args: readonly string[], cwd: string, input = '', env = {}): Promise<MainResult> {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** A folder with a `roundhouse.yaml`, gone with the test. */
export function configFolder(test: TestContext, yaml: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'roundhouse-main-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'roundhouse.yaml'), yaml);
  return folder;
}
