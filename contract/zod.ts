/** zod, with `.openapi()` on every schema. Schemas of the contract take their `z` from here. */
import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

extendZodWithOpenApi(z);

export { z };
