/** A schema reduced to what the breaking-change gate compares; references followed, `allOf` folded in. */
import { type Json, type OpenApiDocument, resolveSchema, type SchemaObject } from '../document.ts';
import { isSchema } from '../schemas/walk-schemas.ts';

export interface Shape {
  readonly schema: SchemaObject;
  /** JSON types that it allows; `any` where it does not say. */
  readonly types: ReadonlySet<string> | 'any';
  /** Members of a union, null aside; empty where it is none. */
  readonly members: readonly SchemaObject[];
  /** The values it is limited to; null: not limited. */
  readonly values: readonly Json[] | null;
  readonly properties: Readonly<Record<string, SchemaObject>>;
  readonly required: ReadonlySet<string>;
}

export function shapeOf(document: OpenApiDocument, source: SchemaObject): Shape {
  const schema = flatten(document, source);
  const union = (schema.anyOf ?? schema.oneOf ?? []) as Json[];
  return {
    schema,
    types: typesOf(document, schema),
    members: union.filter(isSchema).filter((member) => member.type !== 'null'),
    values: Array.isArray(schema.enum) ? schema.enum : 'const' in schema ? [schema.const as Json] : null,
    properties: (schema.properties ?? {}) as Record<string, SchemaObject>,
    required: new Set((schema.required ?? []) as string[]),
  };
}

/** One level: the reference resolved, and what `allOf` adds laid beside the schema's own keywords. */
function flatten(document: OpenApiDocument, source: SchemaObject): SchemaObject {
  const { $ref, ...siblings } = source;
  const schema = typeof $ref === 'string' ? { ...resolveSchema(document, { $ref }), ...siblings } : source;
  if (!Array.isArray(schema.allOf)) return schema;
  const { allOf, ...own } = schema;
  const parts = [...(allOf as Json[]).filter(isSchema).map((part) => flatten(document, part)), own];
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {})) as Json;
  const required = parts.flatMap((part) => (part.required ?? []) as Json[]);
  return { ...(Object.assign({}, ...parts) as SchemaObject), properties, required };
}

function typesOf(document: OpenApiDocument, schema: SchemaObject): Set<string> | 'any' {
  if (typeof schema.type === 'string') return new Set([schema.type]);
  if (Array.isArray(schema.type)) return new Set(schema.type as string[]);
  if (Array.isArray(schema.enum)) return new Set(schema.enum.map(jsonType));
  if ('const' in schema) return new Set([jsonType(schema.const as Json)]);
  const members = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(members)) return 'any';
  const all = new Set<string>();
  for (const member of members) {
    const types = isSchema(member) ? typesOf(document, flatten(document, member)) : 'any';
    if (types === 'any') return 'any';
    for (const type of types) all.add(type);
  }
  return all;
}

function jsonType(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

/** The types of `inner` that `outer` does not allow; every integer is a number. */
export function typesOutside(inner: Shape['types'], outer: Shape['types']): string[] {
  if (outer === 'any') return [];
  if (inner === 'any') return ['any'];
  return [...inner].filter((type) => !outer.has(type) && !(type === 'integer' && outer.has('number')));
}
