import { existsSync } from 'node:fs';

/** Why a command could not be started, in words that name what to repair. Holds no arguments: those may be long. */
export function explainSpawnError(binary: string, workDir: string, error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (!existsSync(workDir)) return `cannot start ${binary}: its work_dir ${workDir} does not exist`;
  if (code === 'ENOENT' && binary.includes('/') && existsSync(binary)) {
    return `cannot start ${binary}: the interpreter or loader that it names was not found (ENOENT)`;
  }
  const where = binary.includes('/') ? 'no such file' : 'not found in PATH';
  if (code === 'ENOENT') return `cannot start ${binary}: ${where} (ENOENT)`;
  if (code === 'EACCES') return `cannot start ${binary}: not an executable file (EACCES)`;
  return `cannot start ${binary}: ${code ?? message ?? 'unknown error'}`;
}
