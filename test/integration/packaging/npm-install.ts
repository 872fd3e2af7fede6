/** What the tests that install packages need. */
import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

/** A registry that stalls is asked again, after seconds and not minutes; what npm has had already is not asked for. */
const patience = {
  npm_config_prefer_offline: 'true',
  npm_config_fetch_timeout: '15000',
  npm_config_fetch_retries: '6',
  npm_config_fetch_retry_mintimeout: '1000',
};

/**
 * The environment of a user's own shell: without what npm sets for the scripts it runs, and without this project's Node
 * in the path.
 */
export function npmEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(?!config_(registry|cafile|cache)$)/i.test(name));
  const inProject = join('node_modules', '.bin');
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.endsWith(`${sep}${inProject}`));
  return { ...Object.fromEntries(kept), ...patience, PATH: path.join(delimiter) };
}

const mostMs = 120_000;

/** Installs. One that hangs, as npm may where a registry stalls, is ended and tried once more. Throws what npm says. */
export function install(args: readonly string[], cwd: string): void {
  for (const isLast of [false, true]) {
    const options = { cwd, env: npmEnvironment(), encoding: 'utf8', timeout: mostMs, killSignal: 'SIGKILL' } as const;
    const { status, stderr, signal } = spawnSync('npm', [...args, '--no-audit', '--no-fund'], options);
    if (status === 0) return;
    if (signal !== 'SIGKILL' || isLast)
      throw new Error(`npm ${args.join(' ')}: ${signal ?? `exit ${status}`}\n${stderr}`);
  }
}

export function registryAnswers(): boolean {
  return spawnSync('npm', ['ping', '--fetch-retries=0', '--fetch-timeout=5000'], { stdio: 'ignore' }).status === 0;
}

/** Megabytes (10⁶ bytes) on disk of everything under a folder; links are not followed. */
export function folderMegabytes(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const status = lstatSync(join(folder, entry));
    // 512-byte blocks, as `du` counts.
    if (!status.isDirectory()) bytes += status.blocks * 512;
  }
  return Math.round(bytes / 1e6);
}
