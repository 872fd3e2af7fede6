/** The texts of all files in `specs/`, made from the contract and the config's schema. Touches no file. */
import { z } from 'zod';
import { configFileSchema } from '../../server/platform/config/file-schema.ts';
import { apis } from './apis.ts';
import { type Json, toJsonText } from './document.ts';
import { emitOpenApi } from './emit.ts';
import { downgrade } from './schemas/downgrade.ts';

/** File name in `specs/` → text. The metadata, which has a time, is not among them. */
export function specFiles(version: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const api of apis) {
    const document = emitOpenApi(api.routes(), version, api);
    files.set(`${api.name}.json`, toJsonText(document));
    files.set(`${api.name}-3.0.json`, toJsonText(downgrade(document)));
  }
  return files.set('config.schema.json', toJsonText(configSchema()));
}

/** The schema of the config file as editors read it: what may be written, before defaults are filled in. */
function configSchema(): Json {
  const schema = z.toJSONSchema(configFileSchema, { target: 'draft-7', io: 'input' }) as { [key: string]: Json };
  return { ...schema, title: 'The configuration file of Roundhouse' };
}
