/** What a Hugging Face checkpoint says of itself in `config.json`, as far as a LoRA adapter must fit it. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../../engine-call.ts';
import { readText } from '../file-bytes.ts';
import { parsePlainJson } from '../peft/plain-json.ts';

export interface BaseConfig {
  /** Of the text model; null: not told. */
  readonly hiddenSize: number | null;
  readonly layers: number | null;
  /** The repository that it came from, where it tells. */
  readonly name: string | null;
}

const configBytesMax = 4 * 1024 * 1024;

/** null: there is none, or it cannot be read. A base model that is not there yet is no fault of the LoRA adapter. */
export async function readBaseConfig(files: string): Promise<BaseConfig | null> {
  try {
    const isFolder = (await stat(files)).isDirectory();
    const text = isFolder ? await readText(join(files, 'config.json'), configBytesMax) : null;
    if (text === null) return null;
    const config = parsePlainJson(text);
    const own = isRecord(config['text_config']) ? config['text_config'] : config;
    return {
      hiddenSize: sizeOf(own['hidden_size']),
      layers: sizeOf(own['num_hidden_layers']),
      name: typeof config['_name_or_path'] === 'string' ? config['_name_or_path'] : null,
    };
  } catch {
    return null;
  }
}

const sizeOf = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : null;
