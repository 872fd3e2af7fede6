/**
 * Generators of typed clients turn a union that has no name into a class with an invented one (`ToolsInnerAnyOf1`),
 * which changes when anything before it does. So each union inside a named schema gets a name made of where it stands:
 * `ChatCompletionRequest.stop` becomes `ChatCompletionRequestStop`.
 */
import type { Json, OpenApiDocument, SchemaObject } from '../document.ts';
import { mapChildren, mapSchema } from './walk-schemas.ts';

/** What belongs to the place where a union is used, not to the union itself. */
const placeKeywords = ['description', 'default', 'example', 'nullable', 'deprecated'] as const;

export function nameUnions(document: OpenApiDocument): OpenApiDocument {
  const schemas: Record<string, SchemaObject> = {};
  const add = (name: string, schema: SchemaObject): void => {
    if (name in schemas || name in document.components.schemas) throw new Error(`two schemas are named "${name}"`);
    schemas[name] = schema;
  };
  const outer = Object.entries(document.components.schemas).map(([name, schema]) => {
    const inside = mapChildren(schema, name, (inner, at) =>
      mapSchema(inner, at, (part, place) => hoist(part, place, add)),
    );
    return [name, inside] as const;
  });
  const all = [...outer, ...Object.entries(schemas)].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(all) } };
}

function hoist(schema: SchemaObject, at: string, add: (name: string, schema: SchemaObject) => void): SchemaObject {
  const members = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(members) || members.length < 2) return schema;
  const union: SchemaObject = { ...schema };
  const place: SchemaObject = {};
  for (const keyword of placeKeywords) {
    if (union[keyword] === undefined) continue;
    place[keyword] = union[keyword];
    delete union[keyword];
  }
  // `nullable` counts only beside a `type`.
  if (place.nullable === true && union.type !== undefined) place.type = union.type;
  const name = unionName(at);
  add(name, union);
  const $ref = `#/components/schemas/${name}`;
  return Object.keys(place).length === 0 ? { $ref } : { ...place, allOf: [{ $ref }] as Json };
}

/** `ChatRequest/properties/tool_choice/anyOf/1` → `ChatRequestToolChoiceOption2`. */
export function unionName(at: string): string {
  const [component = '', ...path] = at.split('/');
  let name = component;
  for (let index = 0; index < path.length; index += 1) {
    const step = path[index];
    if (step === 'properties') name += pascal(path[++index] ?? '');
    else if (step === 'items') name += 'Item';
    else if (step === 'additionalProperties') name += 'Value';
    else if (step === 'not') name += 'Not';
    else if (step === 'allOf') name += `Part${Number(path[++index]) + 1}`;
    else name += `Option${Number(path[++index]) + 1}`;
  }
  return name;
}

const pascal = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
