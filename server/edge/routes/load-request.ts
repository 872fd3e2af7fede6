import type { z } from 'zod';
import type { LoadLoraRequest } from '../../../contract/engines/lora.ts';
import type { LoadLora } from '../../engines/lora/lora.ts';
import { AppError } from '../../platform/errors.ts';
import { sourceOptions } from './downloads.ts';

/** What a body asks to be loaded, in our words. Throws `invalid_request`. */
export function loadRequest(body: z.output<typeof LoadLoraRequest>): Omit<LoadLora, 'model' | 'mayBe'> {
  const { lora_path: path = null, source = null, output_dir: outputDir = null } = body;
  // The Kthena runtime takes the one for the other.
  if (source !== null && path !== null && path !== outputDir) throw bothGiven();
  return {
    name: body.lora_name,
    path: source === null ? (path ?? outputDir) : null,
    source,
    outputDir,
    options: sourceOptions(body.config),
    maxWorkers: body.max_workers,
    async: body.async_download,
    inPlace: body.load_inplace,
  };
}

const bothGiven = (): AppError =>
  new AppError(
    'invalid_request',
    'Give `lora_path` for files that are on the disk, or `source` (and `output_dir`) for files to download: not both.',
    { param: 'lora_path' },
  );
