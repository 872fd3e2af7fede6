/** The generated files of the TypeScript client, made from the text of the 3.1 spec. Touches no file. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type OpenApiDocument, type Operation, operations } from './document.ts';
import { sha256 } from './metadata.ts';
import { projectRoot } from './project.ts';

export const clientDirectory = join(projectRoot, 'clients/typescript');

/** The part of openapi-typescript that we use. It needs TypeScript 5, so it lives in the client's own workspace. */
interface OpenapiTypescript {
  readonly default: (source: string, options: { defaultNonNullable: boolean }) => Promise<unknown>;
  readonly astToString: (ast: unknown) => string;
}

const header = '// Generated from specs/openapi.json by `npm run gen:clients`. Do not edit.\n\n';

/** Path below `clients/typescript` → text. */
export async function clientFiles(specText: string): Promise<ReadonlyMap<string, string>> {
  const document = JSON.parse(specText) as OpenApiDocument;
  return new Map([
    ['src/generated/schema.ts', header + (await schemaTypes(specText))],
    ['src/generated/spec-hash.ts', header + specHash(document, specText)],
    ['src/generated/streams.ts', header + streamTable(document)],
  ]);
}

async function schemaTypes(specText: string): Promise<string> {
  const require = createRequire(join(clientDirectory, 'package.json'));
  const generator = require('openapi-typescript') as OpenapiTypescript;
  // A request may leave out what has a default.
  return generator.astToString(await generator.default(specText, { defaultNonNullable: false }));
}

function specHash(document: OpenApiDocument, specText: string): string {
  return [
    '/** sha256 of the spec that this client was made from: the same as in `specs/metadata.json`. */',
    `export const specHash = '${sha256(specText)}';`,
    '/** Version of the spec, the gateway and this package. */',
    `export const specVersion = '${document.info.version}';`,
    '',
  ].join('\n');
}

/** What the stream helper has to know of each route that can stream; the types do not say it at run time. */
function streamTable(document: OpenApiDocument): string {
  const rows = [...operations(document)]
    .filter(({ operation }) => operation.responses['200']?.content?.['text/event-stream'] !== undefined)
    .map(({ path, method, operation }) => {
      const end = JSON.stringify(operation['x-stream-end'] ?? null);
      return `  '${path}': { method: '${method}', turnOn: ${turnOn(operation)}, end: ${end.replaceAll('"', "'")} },`;
    });
  return [
    '/** `turnOn`: what asks for a stream. `end`: the data that ends it; null where it ends another way. */',
    'export const streams = {',
    ...rows,
    '} as const;',
    '',
  ].join('\n');
}

/** Routes that only stream need not be asked; the others take `stream` in the body or `follow` in the query. */
function turnOn(operation: Operation): string {
  if (operation.responses['200']?.content?.['application/json'] === undefined) return 'null';
  if (operation.requestBody !== undefined) return "'body.stream'";
  if (operation.parameters?.some((parameter) => parameter.name === 'follow')) return "'query.follow'";
  throw new Error(`nothing tells how to ask ${operation.operationId} for a stream`);
}
