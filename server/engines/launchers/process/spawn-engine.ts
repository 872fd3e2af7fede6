/** One child process by execa: no shell, its own process group and session, output as raw streams. */

import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { explainSpawnError } from './spawn-error.ts';

export interface SpawnOptions {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workDir: string;
}

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly spawnError: string | null;
}

export interface SpawnedProcess {
  /** null: it could not be started. */
  readonly pid: number | null;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when the process itself has ended, though others may still hold its output open. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
}

export function spawnEngine({ command, env, workDir }: SpawnOptions): SpawnedProcess {
  const [binary = '', ...args] = command;
  const child = execa(binary, args, {
    cwd: workDir,
    env,
    extendEnv: false,
    detached: true,
    // Engines are stopped by us or by the guardian; execa's own clean-up would end only the first process.
    cleanup: false,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    buffer: false,
    reject: false,
  });
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.nodeChildProcess.once('exit', (code, signal) => resolve({ code, signal, spawnError: null }));
    // Resolves after 'exit', or alone when there never was a process.
    void child.then((result) => {
      const cause = result.cause ?? result;
      resolve({ code: null, signal: null, spawnError: explainSpawnError(binary, workDir, cause) });
    });
  });
  return { pid: child.pid ?? null, stdout: child.stdout, stderr: child.stderr, ended };
}
