/** What the fake engine finds where a LoRA adapter is said to be: told by `--lora-table`, else on the disk. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `none`: nothing is there. `other`: something that is no LoRA adapter. */
export type FoundAdapter = 'none' | 'other' | { readonly rank: number };

/** Path → rank; null: there is something else. */
export type AdapterTable = Readonly<Record<string, number | null>>;

export function findAdapter(path: string, table: AdapterTable): FoundAdapter {
  const told = table[path];
  if (told !== undefined) return told === null ? 'other' : { rank: told };
  if (!existsSync(path)) return 'none';
  const config = join(path, 'adapter_config.json');
  if (!existsSync(config)) return 'other';
  return { rank: Number((JSON.parse(readFileSync(config, 'utf8')) as { r?: unknown }).r ?? 0) };
}
