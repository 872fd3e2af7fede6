import { fakeEngineFile } from '../../fakes/start-fake.ts';

/** The command that starts the fake engine, as it stands in YAML. */
export const fakeCommand = (...flags: string[]): string =>
  JSON.stringify([process.execPath, fakeEngineFile, '--port', '${PORT}', '--kind', 'openai', ...flags]);

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
