import type { z } from 'zod';
import type { LoadLoraRequest } from '../../../contract/engines/lora.ts';
import type { LoadLora } from '../../engines/lora/lora.ts';
import { sourceOptions } from './downloads.ts';

/** What a body asks to be loaded, in our words. */
export function loadRequest(body: z.output<typeof LoadLoraRequest>): Omit<LoadLora, 'model'> {
  return {
    name: body.lora_name,
    // As the Kthena runtime has it: without a source, `output_dir` is where the files are.
    path: body.lora_path ?? (body.source === undefined ? (body.output_dir ?? null) : null),
    source: body.source ?? null,
    outputDir: body.output_dir ?? null,
    options: sourceOptions(body.config),
    maxWorkers: body.max_workers,
    async: body.async_download,
    inPlace: body.load_inplace,
  };
}
