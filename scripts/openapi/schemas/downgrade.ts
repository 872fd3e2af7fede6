/** OpenAPI 3.1 to 3.0.3, for tools that do not read 3.1. Throws on what 3.0 has no words for. */
import { type OpenApiDocument, resolveSchema } from '../document.ts';
import { downgradeSchema } from './downgrade-schema.ts';
import { nameUnions } from './name-unions.ts';
import { mapRootSchemas } from './walk-schemas.ts';

/** Top-level fields that both versions have. */
const knownFields = new Set(['openapi', 'info', 'servers', 'tags', 'security', 'paths', 'components', 'externalDocs']);

const licenseUrls: Readonly<Record<string, string>> = { MIT: 'https://opensource.org/license/mit' };

export function downgrade(document: OpenApiDocument): OpenApiDocument {
  for (const field of Object.keys(document)) {
    if (!knownFields.has(field) && !field.startsWith('x-')) throw new Error(`OpenAPI 3.0 cannot express "${field}"`);
  }
  const converted = mapRootSchemas(document, (schema, at) =>
    downgradeSchema(schema, at, ($ref) => resolveSchema(document, { $ref })),
  );
  return nameUnions({ ...converted, openapi: '3.0.3', info: downgradeInfo(document.info) });
}

/** 3.0 has no summary of the whole, and a license has a URL, not an identifier. */
function downgradeInfo(info: OpenApiDocument['info']): OpenApiDocument['info'] {
  const { summary: _, license, ...rest } = info;
  if (license === undefined) return rest;
  const { identifier, ...named } = license as { name: string; identifier?: string };
  if (identifier === undefined) return { ...rest, license: named };
  const url = licenseUrls[identifier];
  if (url === undefined) throw new Error(`no URL is known for the license ${identifier}`);
  return { ...rest, license: { ...named, url } };
}
