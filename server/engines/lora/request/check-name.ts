import { AppError } from '../../../platform/errors.ts';

const MAX_LENGTH = 200;

/**
 * A colon divides model and LoRA adapter for SGLang. A slash may divide organisation and name; each part must be one.
 * Throws AppError `invalid_request`.
 */
export function checkName(name: string, taken: (name: string) => boolean): void {
  const fault = nameFault(name);
  if (fault !== null) throw new AppError('invalid_request', `\`lora_name\` ${fault}.`, { param: 'lora_name' });
  if (!taken(name)) return;
  throw new AppError('invalid_request', `"${name}" is the name of a model or an alias: choose another \`lora_name\`.`, {
    param: 'lora_name',
  });
}

function nameFault(name: string): string | null {
  if (name === '') return 'is empty';
  if (name.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`;
  if (!name.isWellFormed()) return 'is not Unicode';
  if (/\p{Cc}/u.test(name)) return 'has control characters';
  if (name !== name.trim()) return 'begins or ends with a space';
  if (name.includes(':')) return 'has a colon, by which some engines divide model and LoRA adapter';
  const parts = name.split('/');
  if (parts.includes('')) return 'begins or ends with a slash, or has two in a row';
  if (parts.some((part) => part === '.' || part === '..')) return 'has a part "." or ".."';
  return null;
}
