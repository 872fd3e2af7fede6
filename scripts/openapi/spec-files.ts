/** The texts of all files in `specs/`, made from the contract and the config's schema. Touches no file. */
import { z } from 'zod';
import { walkRoutes } from '../../contract/index.ts';
import { configFileSchema } from '../../server/platform/config/file-schema.ts';
import { type Json, type OpenApiDocument, toJsonText } from './document.ts';
import { downgrade } from './downgrade.ts';
import { emitOpenApi } from './emit.ts';

/** File name in `specs/` → text. The metadata, which has a time, is not among them. */
export function specFiles(version: string): ReadonlyMap<string, string> {
  const document: OpenApiDocument = emitOpenApi(walkRoutes(), version);
  return new Map([
    ['openapi.json', toJsonText(document)],
    ['openapi-3.0.json', toJsonText(downgrade(document))],
    ['config.schema.json', toJsonText(configSchema())],
  ]);
}

/** The schema of the config file as editors read it: what may be written, before defaults are filled in. */
function configSchema(): Json {
  const schema = z.toJSONSchema(configFileSchema, { target: 'draft-7', io: 'input' }) as { [key: string]: Json };
  return { ...schema, title: 'The configuration file of Roundhouse' };
}
