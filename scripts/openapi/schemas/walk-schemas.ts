import type { Json, OpenApiDocument, SchemaObject } from '../document.ts';

/** Where schemas sit inside a schema. Everything else in a schema is data: examples, defaults, enums, names. */
const single = ['items', 'not', 'additionalProperties', 'propertyNames', 'contains', 'if', 'then', 'else'] as const;
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
const maps = ['properties', 'patternProperties', '$defs'] as const;

export const isSchema = (value: unknown): value is SchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Change = (schema: SchemaObject, at: string) => SchemaObject;

/** A copy of the schema in which each schema directly inside it is changed. Booleans stay as they are. */
export function mapChildren(schema: SchemaObject, at: string, change: Change): SchemaObject {
  const copy: SchemaObject = { ...schema };
  const changed = (inner: Json, place: string): Json =>
    isSchema(inner) ? (change(inner, `${at}/${place}`) as Json) : inner;
  for (const key of single) {
    if (isSchema(copy[key])) copy[key] = changed(copy[key] as Json, key);
  }
  for (const key of lists) {
    const inner = copy[key];
    if (Array.isArray(inner)) copy[key] = inner.map((item, index) => changed(item, `${key}/${index}`));
  }
  for (const key of maps) {
    const inner = copy[key];
    if (!isSchema(inner)) continue;
    const entries = Object.entries(inner as Record<string, Json>);
    copy[key] = Object.fromEntries(entries.map(([name, item]) => [name, changed(item, `${key}/${name}`)]));
  }
  return copy;
}

/**
 * Rebuilds a schema from the leaves up: `change` gets each schema after those inside it were changed.
 * `at` is a path for messages, e.g. `Engine/properties/pid/anyOf/0`.
 */
export function mapSchema(schema: SchemaObject, at: string, change: Change): SchemaObject {
  const inside = mapChildren(schema, at, (inner, place) => mapSchema(inner, place, change));
  return change(inside, at);
}

/** The document with each outermost schema replaced: components, parameters, bodies, responses, headers. */
export function mapRootSchemas(document: OpenApiDocument, change: Change): OpenApiDocument {
  const copy = structuredClone(document);
  for (const [name, schema] of Object.entries(copy.components.schemas)) {
    copy.components.schemas[name] = change(schema, name);
  }
  replaceSchemas(copy.paths, 'paths', change);
  replaceSchemas(copy.components.headers, 'headers', change);
  return copy;
}

/** The document with every schema in it changed, from the leaves up. */
export function mapDocumentSchemas(document: OpenApiDocument, change: Change): OpenApiDocument {
  return mapRootSchemas(document, (schema, at) => mapSchema(schema, at, change));
}

/** Outside of schemas, the key `schema` holds one. Examples are data and left alone. */
function replaceSchemas(node: unknown, at: string, change: Change): void {
  if (typeof node !== 'object' || node === null) return;
  const holder = node as Record<string, unknown>;
  for (const [key, value] of Object.entries(holder)) {
    if (key === 'example' || key === 'examples') continue;
    if (key === 'schema' && isSchema(value)) holder[key] = change(value, at);
    else replaceSchemas(value, `${at}/${key}`, change);
  }
}

/** Every schema of the document with its place, inner ones included. */
export function allSchemas(document: OpenApiDocument): { schema: SchemaObject; at: string }[] {
  const found: { schema: SchemaObject; at: string }[] = [];
  mapDocumentSchemas(document, (schema, at) => {
    found.push({ schema, at });
    return schema;
  });
  return found;
}
