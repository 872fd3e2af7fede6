/** Whatever ends a download, as an AppError that holds no secret. */
import { AppError } from '../../../platform/errors.ts';
import type { SourceOptions } from '../source.ts';

const SECRET_NAME = /^(HF|HUGGING_FACE|AWS|OBS)_.*(TOKEN|KEY|KEY_ID)$|^(ACCESS|SECRET)_KEY$/;
const FULL = new Set(['ENOSPC', 'EDQUOT']);

export function isDiskFull(error: unknown): boolean {
  return FULL.has((error as NodeJS.ErrnoException | null)?.code ?? '');
}

/** `missingBytes`: what more is needed; null: unknown. */
export function diskFull(folder: string, missingBytes: number | null): AppError {
  const missing = missingBytes === null ? 'bytes' : `${missingBytes} bytes`;
  return new AppError('disk_full', `The disk of "${folder}" is full: ${missing} more are needed.`, {
    ...(missingBytes === null ? {} : { fields: { missing_bytes: missingBytes } }),
  });
}

/** Faults of the disk and of our own become errors that the user can read. */
export function asAppError(error: unknown, folder: string): AppError {
  if (error instanceof AppError) return error;
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  const what = code !== undefined && syscall !== undefined ? `${syscall}: ${code}` : message;
  return new AppError('download_failed', `"${folder}" cannot be written: ${what}.`, {}, { cause: error });
}

/** Everything secret that this download was given. */
export function secretsOf(options: SourceOptions, env: Readonly<Record<string, string | undefined>>): string[] {
  const names = Object.keys(env).filter((name) => SECRET_NAME.test(name));
  const own = [options.hfToken, options.secretKey, options.accessKey];
  return [...own, ...names.map((name) => env[name])].filter(
    (secret) => secret !== undefined && secret.length >= 4,
  ) as string[];
}

/** Sources word their errors without secrets; a server may send them back to us all the same. */
export function withoutSecrets(error: AppError, secrets: readonly string[]): AppError {
  const clean = (text: string): string => secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
  const message = clean(error.message);
  if (message === error.message) return error;
  return new AppError(error.code, message, error.details);
}
