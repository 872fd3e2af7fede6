/** What is tried again, how often, and after how long. Pure. */
import { AppError } from '../../../platform/errors.ts';

/** Tries without progress, the first one included. */
export const MAX_TRIES = 8;
const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 30_000;
/** A server that asks for more is not waited for. */
export const LONGEST_WAIT_MS = 10 * 60_000;

export function isRetryable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'download_failed' && error.details.fields?.['retryable'] === true;
}

/** Before try number `tries + 1`: doubling, with up to a half less by `random` (0 to 1); never less than the server asked for. */
export function retryDelayMs(error: unknown, tries: number, random: number): number {
  const backoff = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1)) * (1 - random / 2);
  return Math.max(backoff, askedMs(error));
}

/** What the server asked for; 0: nothing. */
export function askedMs(error: unknown): number {
  return error instanceof AppError ? (error.details.retryAfterSeconds ?? 0) * 1000 : 0;
}

/** Enough came for the next failure to count as the first: a twentieth of the part, at most 256 KB. */
export function isProgress(bytes: number, partBytes: number | null): boolean {
  return bytes >= Math.min(256 * 1024, Math.max(1, Math.floor((partBytes ?? Number.MAX_SAFE_INTEGER) / 20)));
}
