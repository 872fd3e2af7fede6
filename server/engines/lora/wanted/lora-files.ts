/** Which files go onto the command line of an engine that takes LoRA adapters at its start only. */
import { statSync } from 'node:fs';
import { AppError } from '../../../platform/errors.ts';
import type { LoraFile, LoraFormat, LoraSupport } from '../../kinds/lora.ts';
import type { WantedLora } from './wanted.ts';

/**
 * Those that are there in a form that the engine reads: one that is not would keep the engine from starting, and with it
 * the base model and all the others.
 */
export function usableFiles(wanted: readonly WantedLora[], support: LoraSupport): LoraFile[] {
  return wanted
    .filter((lora) => pathFault(lora, support) === null && fileFault(lora.path, support.formats) === null)
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt) || (one.name < other.name ? -1 : 1))
    .map(({ name, path }) => ({ name, path }));
}

/** Why the engine could not be given the path; null: it could. */
export function fileFault(path: string, formats: readonly LoraFormat[]): string | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return `${path} is not there any more`;
    if (found.isDirectory() ? formats.includes('peft') : formats.includes('gguf')) return null;
    return found.isDirectory() ? `${path} is a folder, and the engine takes files` : `${path} is a file, not a folder`;
  } catch (error) {
    return `${path} cannot be looked at (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
  }
}

/** Why the path cannot be written on the engine's command line, whatever is there; null: it can, or need not. */
export function pathFault({ name, path }: LoraFile, support: LoraSupport): AppError | null {
  if (support.by === 'call') return null;
  try {
    support.args([{ name, path }]);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
