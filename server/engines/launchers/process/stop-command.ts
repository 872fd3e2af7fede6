import { execa } from 'execa';
import type { Log } from '../../../platform/log.ts';
import { captureOutput } from '../logs/capture-output.ts';
import type { WritableLogRing } from '../logs/log-ring.ts';
import type { SpawnOptions } from './spawn-engine.ts';
import { explainSpawnError } from './spawn-error.ts';

/**
 * Runs the user's stop command to its end, at most `limitMs`. Its output goes where the engine's goes. It never
 * rejects: whatever becomes of it, the signals follow.
 */
export async function runStopCommand(
  { command, env, workDir }: SpawnOptions,
  limitMs: number,
  sinks: { readonly ring: WritableLogRing; readonly log: Log },
): Promise<void> {
  const [binary = '', ...args] = command;
  const child = execa(binary, args, {
    cwd: workDir,
    env,
    extendEnv: false,
    stdin: 'ignore',
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
    timeout: Math.max(1, limitMs),
    killSignal: 'SIGKILL',
  });
  // Not awaited: somebody it started may hold its output open for ever.
  void captureOutput(child.stdout, 'stdout', sinks);
  void captureOutput(child.stderr, 'stderr', sinks);
  const { nodeChildProcess } = child;
  const exited = new Promise<null>((resolve) => void nodeChildProcess.once('exit', () => resolve(null)));
  // The result alone when it could not be started; both at once when it ran.
  const result = await Promise.race([exited, child]);
  if (result !== null) {
    sinks.log.warn({ reason: explainSpawnError(binary, workDir, result.cause) }, 'the stop command could not be run');
  } else if (nodeChildProcess.signalCode !== null) {
    sinks.log.warn({ signal: nodeChildProcess.signalCode, limitMs }, 'the stop command was ended by a signal');
  } else if (nodeChildProcess.exitCode !== 0) {
    sinks.log.warn({ code: nodeChildProcess.exitCode }, 'the stop command failed');
  }
}
