import type { z } from 'zod';
import type { configFileSchema } from '../../platform/config/file-schema.ts';
import type { modelSchema } from '../../platform/config/model-schema.ts';

/** Our configuration as it will stand in the file. */
export type ConfigDraft = z.input<typeof configFileSchema>;
export type ModelDraft = z.input<typeof modelSchema>;
