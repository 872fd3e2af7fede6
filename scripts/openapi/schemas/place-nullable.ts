/**
 * In OpenAPI 3.0.3 `nullable` counts only beside a `type`, so a union or a reference that may be null needs one: the
 * type that all its members share. Where they share none, one member becomes nullable instead.
 */
import type { Json, SchemaObject } from '../document.ts';
import { isSchema } from './walk-schemas.ts';

/** The schema behind a `$ref`, which may be a reference itself. */
export type Resolve = (ref: string) => SchemaObject;

/** Accepts null; the one schema of 3.0.3 that does so and (nearly) nothing else, without `enum: [null]`. */
const onlyNull: SchemaObject = { type: 'object', nullable: true, maxProperties: 0 };

export function placeNullable(schema: SchemaObject, resolve: Resolve): SchemaObject {
  if (schema.nullable !== true || typeof schema.type === 'string') return schema;
  const types = typesOf(schema, resolve);
  if (types === 'any') return withoutNullable(schema);
  const [type] = types;
  if (type !== undefined && types.size === 1) return { type, ...schema };
  for (const key of ['anyOf', 'oneOf'] as const) {
    const members = schema[key];
    if (Array.isArray(members)) return { ...withoutNullable(schema), [key]: withNullMember(members) };
  }
  if (Array.isArray(schema.allOf)) {
    const { allOf, ...rest } = withoutNullable(schema);
    return { ...rest, anyOf: [...(allOf as Json[]), onlyNull as Json] };
  }
  return { ...schema, ...onlyNull };
}

function withoutNullable(schema: SchemaObject): SchemaObject {
  const { nullable: _, ...rest } = schema;
  return rest;
}

function withNullMember(members: Json[]): Json[] {
  const index = members.findIndex((member) => isSchema(member) && typeof member.type === 'string' && !member.enum);
  if (index < 0) return [...members, onlyNull as Json];
  return members.map((member, at) => (at === index ? { ...(member as Record<string, Json>), nullable: true } : member));
}

/** The JSON types that a schema allows, null aside; `any` where it does not say. */
function typesOf(schema: SchemaObject, resolve: Resolve): Set<string> | 'any' {
  if (typeof schema.$ref === 'string') return typesOf(resolve(schema.$ref), resolve);
  if (typeof schema.type === 'string') return new Set(schema.type === 'null' ? [] : [schema.type]);
  if (Array.isArray(schema.type)) return new Set(schema.type.filter((type) => type !== 'null') as string[]);
  if (Array.isArray(schema.enum))
    return new Set(schema.enum.filter((value) => value !== null).map((value) => typeof value));
  if ('const' in schema) return new Set(schema.const === null ? [] : [typeof schema.const]);
  const members = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (!Array.isArray(members)) return Object.keys(schema).some((key) => key !== 'nullable') ? 'any' : new Set();
  const all = new Set<string>();
  for (const member of members) {
    const types = isSchema(member) ? typesOf(member, resolve) : 'any';
    if (types === 'any') return 'any';
    for (const type of types) all.add(type);
  }
  return all;
}
