/** From the contract to OpenAPI 3.1. Deterministic: the same contract gives the same document, byte for byte. */
import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import type { ContractRoute } from '../../contract/index.ts';
import { type AboutApi, gatewayApi, responseHeaders, securitySchemes, tagDescriptions } from './api-info.ts';
import { type OpenApiDocument, operations } from './document.ts';
import { emitOperation } from './emit-operation.ts';
import { tidySchemas } from './schemas/tidy-schemas.ts';

/** `version`: of the package, which is the API's too. Throws where a route has an id twice or a tag without words. */
export function emitOpenApi(
  routes: Iterable<ContractRoute>,
  version: string,
  about: AboutApi = gatewayApi,
): OpenApiDocument {
  const registry = new OpenAPIRegistry();
  for (const route of routes) registry.registerPath(emitOperation(route));
  const generator = new OpenApiGeneratorV31(registry.definitions, { sortComponents: 'alphabetically' });
  const generated = generator.generateDocument({
    openapi: '3.1.1',
    info: { title: '', version },
  }) as unknown as OpenApiDocument;
  const document: OpenApiDocument = {
    openapi: generated.openapi,
    info: about.info(version),
    servers: about.servers,
    tags: usedTags(generated),
    security: about.security,
    paths: generated.paths,
    components: {
      schemas: generated.components.schemas,
      headers: usedHeaders(generated),
      ...(about.security.length > 0 && { securitySchemes }),
    },
  };
  assertUniqueIds(document);
  return tidySchemas(document);
}

function usedHeaders(document: OpenApiDocument): typeof responseHeaders {
  const paths = JSON.stringify(document.paths);
  const used = ([name]: [string, unknown]): boolean => paths.includes(`"#/components/headers/${name}"`);
  return Object.fromEntries(Object.entries(responseHeaders).filter(used));
}

function usedTags(document: OpenApiDocument): { name: string; description: string }[] {
  const used = new Set([...operations(document)].flatMap(({ operation }) => operation.tags));
  for (const tag of used) if (!(tag in tagDescriptions)) throw new Error(`tag "${tag}" has no description`);
  return Object.entries(tagDescriptions)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}

function assertUniqueIds(document: OpenApiDocument): void {
  const seen = new Set<string>();
  for (const { operation } of operations(document)) {
    if (seen.has(operation.operationId)) throw new Error(`operationId "${operation.operationId}" is there twice`);
    seen.add(operation.operationId);
  }
}
