/** The parts of an OpenAPI document and of JSON Schema that our scripts read and write. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON Schema of OpenAPI 3.1, or a schema object of 3.0. */
export type SchemaObject = { [keyword: string]: Json };

export type MediaTypes = Record<string, MediaType>;

export interface MediaType {
  schema?: SchemaObject;
  example?: Json;
  examples?: Record<string, { summary?: string; value: Json }>;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: SchemaObject;
}

export interface RequestBody {
  required?: boolean;
  content: MediaTypes;
}

export interface ResponseObject {
  description: string;
  headers?: Record<string, SchemaObject>;
  content?: MediaTypes;
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary?: string;
  description?: string;
  deprecated?: boolean;
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: RequestBody;
  responses: Record<string, ResponseObject>;
  'x-verb'?: string;
  'x-stream-end'?: string;
}

export type PathItem = Record<string, Operation>;

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; [key: string]: Json };
  servers?: Json[];
  tags?: { name: string; description: string }[];
  security?: Record<string, string[]>[];
  paths: Record<string, PathItem>;
  components: {
    schemas: Record<string, SchemaObject>;
    headers?: Record<string, { description?: string; schema: SchemaObject }>;
    securitySchemes?: Record<string, Json>;
  };
  [extension: string]: unknown;
}

export interface LocatedOperation {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/** Every operation of the document, in its order. */
export function* operations(document: OpenApiDocument): Generator<LocatedOperation> {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) yield { path, method, operation };
  }
}

/** The schema that `$ref` points at, or the schema itself. Throws where the reference dangles. */
export function resolveSchema(document: OpenApiDocument, schema: SchemaObject): SchemaObject {
  let current = schema;
  while (typeof current.$ref === 'string') {
    const name = current.$ref.replace('#/components/schemas/', '');
    const target = document.components.schemas[name];
    if (target === undefined) throw new Error(`dangling reference ${current.$ref}`);
    current = target;
  }
  return current;
}

/** JSON text as all our generated files have it: two spaces, a newline at the end. */
export const toJsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
