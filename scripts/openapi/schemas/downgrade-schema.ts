/**
 * One schema of OpenAPI 3.1 (JSON Schema 2020-12) as OpenAPI 3.0.3 has it. What 3.0 has no words for is an error: a
 * keyword that is silently kept or dropped makes a spec that says something else.
 */
import type { Json, SchemaObject } from '../document.ts';
import { placeNullable, type Resolve } from './place-nullable.ts';
import { isSchema, mapChildren } from './walk-schemas.ts';

/** Every keyword of a 3.0.3 schema object. */
const known = new Set(
  (
    '$ref title description type properties required additionalProperties items enum default example format pattern ' +
    'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems uniqueItems ' +
    'minProperties maxProperties allOf anyOf oneOf not nullable discriminator deprecated readOnly writeOnly xml externalDocs'
  ).split(' '),
);

/** Says something about the value to people only, so that it may stand beside a reference or a union. */
const annotations = new Set(['title', 'description', 'default', 'example', 'deprecated', 'nullable']);

/**
 * `at` names the place in errors, `resolve` gives the schema behind a reference (a `nullable` needs to know its type).
 * Throws where 3.0 cannot express a keyword.
 */
export function downgradeSchema(schema: SchemaObject, at: string, resolve: Resolve): SchemaObject {
  const steps = [
    constToEnum,
    examplesToExample,
    contentToFormat,
    exclusiveBounds,
    tuple,
    typeArray,
    nullInUnion,
    nullInEnum,
  ];
  const converted = placeNullable(refSiblings(steps.reduce((current, step) => step(current, at), schema)), resolve);
  for (const keyword of Object.keys(converted)) {
    if (!known.has(keyword) && !keyword.startsWith('x-')) {
      throw new Error(`OpenAPI 3.0 cannot express "${keyword}" at ${at}`);
    }
  }
  return withoutBooleans(mapChildren(converted, at, (inner, place) => downgradeSchema(inner, place, resolve)));
}

type Step = (schema: SchemaObject, at: string) => SchemaObject;

const constToEnum: Step = (schema) => {
  if (!('const' in schema)) return schema;
  const { const: value, ...rest } = schema;
  if (value === null) return { ...rest, type: 'null' };
  const type = typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
  return { ...rest, type: rest.type ?? type, enum: [value as Json] };
};

const examplesToExample: Step = (schema) => {
  if (!Array.isArray(schema.examples)) return schema;
  const { examples, ...rest } = schema;
  const first = (examples as Json[])[0];
  return first === undefined || 'example' in rest ? rest : { ...rest, example: first };
};

const contentToFormat: Step = (schema) => {
  const { contentEncoding, contentMediaType, ...rest } = schema;
  if (contentEncoding === undefined && contentMediaType === undefined) return schema;
  return { ...rest, format: rest.format ?? (contentEncoding === undefined ? 'binary' : 'byte') };
};

/** 3.1 has a number, 3.0 a flag beside the inclusive bound; where both bounds are given the narrower one counts. */
const exclusiveBounds: Step = (schema) => {
  let result = schema;
  const { minimum, exclusiveMinimum: above, maximum, exclusiveMaximum: below } = schema;
  if (typeof above === 'number') {
    const { exclusiveMinimum: _, ...rest } = result;
    const narrower = typeof minimum !== 'number' || above >= minimum;
    result = narrower ? { ...rest, minimum: above, exclusiveMinimum: true } : rest;
  }
  if (typeof below === 'number') {
    const { exclusiveMaximum: _, ...rest } = result;
    const narrower = typeof maximum !== 'number' || below <= maximum;
    result = narrower ? { ...rest, maximum: below, exclusiveMaximum: true } : rest;
  }
  return result;
};

/** 3.0 has no positions in arrays: any member may stand anywhere, the length stays. */
const tuple: Step = (schema, at) => {
  if (!Array.isArray(schema.prefixItems)) return schema;
  const { prefixItems, ...rest } = schema;
  if (isSchema(rest.items)) throw new Error(`OpenAPI 3.0 cannot express a tuple with a rest at ${at}`);
  const members = prefixItems as Json[];
  return { ...rest, items: members.length === 1 ? (members[0] as Json) : { anyOf: members } };
};

const typeArray: Step = (schema, at) => {
  if (schema.type === 'null') {
    const { type: _, ...rest } = schema;
    return { ...rest, nullable: true };
  }
  if (schema.type === 'array' && !('items' in schema)) return { ...schema, items: {} };
  if (!Array.isArray(schema.type)) return schema;
  const { type: _, ...rest } = schema;
  const types = schema.type.filter((type) => type !== 'null');
  const result: SchemaObject = types.length < schema.type.length ? { ...rest, nullable: true } : rest;
  if (types.length === 1) return { ...result, type: types[0] as Json };
  if ('anyOf' in rest) throw new Error(`OpenAPI 3.0 cannot express several types beside anyOf at ${at}`);
  return { ...result, anyOf: types.map((type) => ({ type })) };
};

const isNull = (member: Json): boolean => isSchema(member) && (member.type === 'null' || member.const === null);

/** `anyOf: [X, null]` becomes X with `nullable`. */
const nullInUnion: Step = (schema, at) => {
  let result = schema;
  for (const key of ['anyOf', 'oneOf'] as const) {
    const members = result[key];
    if (!Array.isArray(members) || !members.some(isNull)) continue;
    const rest: SchemaObject = { ...result, nullable: true };
    delete rest[key];
    const others = members.filter((member) => !isNull(member));
    result = others.length === 1 ? merged(rest, others[0] as Json, at) : { ...rest, [key]: others };
  }
  return result;
};

/** The one member of a union that is left, and what stood beside the union. */
function merged(outer: SchemaObject, member: Json, at: string): SchemaObject {
  if (!isSchema(member)) throw new Error(`OpenAPI 3.0 cannot express a union with ${JSON.stringify(member)} at ${at}`);
  if (Object.keys(member).every((key) => annotations.has(key))) {
    const { nullable: _, ...rest } = outer;
    return { ...member, ...rest };
  }
  const plain = Object.keys(outer).every((key) => annotations.has(key));
  if ('$ref' in member || !plain) return { ...outer, allOf: [member as Json] };
  return downgradeOwnLevel({ ...member, ...outer }, at);
}

/** The member brings keywords of its own level which the steps before have not seen. */
function downgradeOwnLevel(schema: SchemaObject, at: string): SchemaObject {
  return [constToEnum, examplesToExample, contentToFormat, exclusiveBounds, tuple, typeArray, nullInUnion].reduce(
    (current, step) => step(current, at),
    schema,
  );
}

/** `enum: [null]` breaks generators; `nullable` says the same. */
const nullInEnum: Step = (schema) => {
  if (!Array.isArray(schema.enum) || !schema.enum.includes(null)) return schema;
  const { enum: values, ...rest } = schema;
  const others = (values as Json[]).filter((value) => value !== null);
  return { ...rest, nullable: true, ...(others.length > 0 ? { enum: others } : {}) };
};

/** In 3.0 what stands beside a reference is ignored. */
function refSiblings(schema: SchemaObject): SchemaObject {
  const { $ref, ...siblings } = schema;
  if (typeof $ref !== 'string' || Object.keys(siblings).length === 0) return schema;
  const others = Array.isArray(siblings.allOf) ? siblings.allOf : [];
  return { ...siblings, allOf: [{ $ref }, ...others] };
}

/** 3.0 knows booleans as schemas only in `additionalProperties`. */
function withoutBooleans(schema: SchemaObject): SchemaObject {
  const plain = (value: Json): Json => (value === true ? {} : value === false ? { not: {} } : value);
  const result = { ...schema };
  for (const key of ['items', 'not'] as const) if (result[key] !== undefined) result[key] = plain(result[key] as Json);
  for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
    const members = result[key];
    if (Array.isArray(members)) result[key] = members.map(plain);
  }
  if (isSchema(result.properties)) {
    const entries = Object.entries(result.properties as Record<string, Json>);
    result.properties = Object.fromEntries(entries.map(([name, value]) => [name, plain(value)]));
  }
  return result;
}
