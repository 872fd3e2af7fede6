/**
 * What breaks between two versions of one schema. A request must still be taken as it was sent before; a response must
 * still be what its reader was promised. New optional fields, and new values and kinds of event in responses, are
 * additions: clients are told to expect them.
 */
import type { Json, OpenApiDocument, SchemaObject } from '../document.ts';
import { isSchema } from '../schemas/walk-schemas.ts';
import { type Shape, shapeOf, typesOutside } from './schema-shape.ts';

export type Direction = 'request' | 'response';

export interface SchemaComparison {
  readonly before: OpenApiDocument;
  readonly after: OpenApiDocument;
  readonly direction: Direction;
  /** Called with the place, e.g. `choices[].index`, and what is broken there. */
  readonly report: (at: string, what: string) => void;
  /** Pairs of references that are being compared already: schemas may be recursive. */
  readonly seen: Set<string>;
}

export function compareSchemas(
  comparison: SchemaComparison,
  before: SchemaObject,
  after: SchemaObject,
  at: string,
): void {
  if (typeof before.$ref === 'string' && typeof after.$ref === 'string') {
    const pair = `${before.$ref} ${after.$ref}`;
    if (comparison.seen.has(pair)) return;
    comparison.seen.add(pair);
  }
  const old = shapeOf(comparison.before, before);
  const now = shapeOf(comparison.after, after);
  if (!compareTypes(comparison, old, now, at)) return;
  compareValues(comparison, old, now, at);
  if (old.members.length > 0) compareMembers(comparison, old, now, at);
  else if (now.members.length > 0) compareMembers(comparison, { ...old, members: [before] }, now, at);
  else compareContents(comparison, old, now, at);
}

/** False when the types already differ: then what is inside says nothing more. */
function compareTypes({ direction, report }: SchemaComparison, old: Shape, now: Shape, at: string): boolean {
  const lost = direction === 'request' ? typesOutside(old.types, now.types) : typesOutside(now.types, old.types);
  if (lost.length === 0) return true;
  report(at, direction === 'request' ? `no longer takes ${lost.join(', ')}` : `can now be ${lost.join(', ')}`);
  return false;
}

function compareValues({ direction, report }: SchemaComparison, old: Shape, now: Shape, at: string): void {
  if (now.values === null) return;
  const taken = new Set(now.values.map((value) => JSON.stringify(value)));
  if (old.values === null) {
    if (direction === 'request' && old.members.length === 0) report(at, 'is now limited to listed values');
    return;
  }
  const gone = old.values.map((value) => JSON.stringify(value)).filter((value) => !taken.has(value));
  if (direction === 'request' && gone.length > 0) report(at, `no longer takes ${gone.join(', ')}`);
  if (direction === 'response' && gone.length === old.values.length) report(at, `is never ${gone.join(', ')} any more`);
}

/**
 * A member of the old union that has a name is compared with its namesake; one without a name must have any member of
 * the new union that does not break it.
 */
function compareMembers(comparison: SchemaComparison, old: Shape, now: Shape, at: string): void {
  const candidates = now.members.length > 0 ? now.members : [now.schema];
  old.members.forEach((member, index) => {
    const name = typeof member.$ref === 'string' ? member.$ref.replace('#/components/schemas/', '') : null;
    const namesake = name === null ? undefined : candidates.find((candidate) => candidate.$ref === member.$ref);
    if (namesake !== undefined) {
      for (const [place, what] of breaksBetween(comparison, member, namesake)) {
        comparison.report(`${at}<${name}>${place}`, what);
      }
    } else if (!candidates.some((candidate) => breaksBetween(comparison, member, candidate).length === 0)) {
      comparison.report(at, `${name ?? `option ${index + 1}`} is gone`);
    }
  });
}

function breaksBetween(comparison: SchemaComparison, before: SchemaObject, after: SchemaObject): [string, string][] {
  const found: [string, string][] = [];
  const report = (at: string, what: string): void => void found.push([at, what]);
  compareSchemas({ ...comparison, report, seen: new Set(comparison.seen) }, before, after, '');
  return found;
}

function compareContents(comparison: SchemaComparison, old: Shape, now: Shape, at: string): void {
  compareProperties(comparison, old, now, at);
  compareInner(comparison, old.schema.items, now.schema.items, `${at}[]`);
  compareExtra(comparison, old, now, at);
  if (comparison.direction === 'request') compareBounds(comparison, old.schema, now.schema, at);
  const [format, formatNow] = [old.schema.format, now.schema.format];
  if (format !== undefined && formatNow !== undefined && format !== formatNow) {
    comparison.report(at, `is now ${JSON.stringify(formatNow)}, not ${JSON.stringify(format)}`);
  }
}

function compareProperties(comparison: SchemaComparison, old: Shape, now: Shape, at: string): void {
  const { direction, report } = comparison;
  for (const [name, schema] of Object.entries(old.properties)) {
    const schemaNow = now.properties[name];
    if (schemaNow === undefined) report(`${at}.${name}`, 'is gone');
    else compareSchemas(comparison, schema, schemaNow, `${at}.${name}`);
  }
  if (direction === 'request') {
    for (const name of now.required) if (!old.required.has(name)) report(`${at}.${name}`, 'is now required');
    return;
  }
  for (const name of old.required) {
    if (!now.required.has(name) && name in now.properties) report(`${at}.${name}`, 'is no longer always there');
  }
}

function compareInner(comparison: SchemaComparison, old: Json | undefined, now: Json | undefined, at: string): void {
  if (isSchema(old) && isSchema(now)) compareSchemas(comparison, old, now, at);
}

function compareExtra(comparison: SchemaComparison, old: Shape, now: Shape, at: string): void {
  const [extra, extraNow] = [old.schema.additionalProperties, now.schema.additionalProperties];
  if (comparison.direction === 'request' && extraNow === false && extra !== false) {
    comparison.report(at, 'no longer takes fields that are not described');
  }
  compareInner(comparison, extra, extraNow, `${at}.*`);
}

const lowerBounds = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const upperBounds = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;

function compareBounds({ report }: SchemaComparison, old: SchemaObject, now: SchemaObject, at: string): void {
  const number = (value: Json | undefined, none: number): number => (typeof value === 'number' ? value : none);
  for (const bound of lowerBounds) {
    if (number(now[bound], -Infinity) > number(old[bound], -Infinity)) report(at, `has a higher ${bound}`);
  }
  for (const bound of upperBounds) {
    if (number(now[bound], Infinity) < number(old[bound], Infinity)) report(at, `has a lower ${bound}`);
  }
  if (now.pattern !== undefined && now.pattern !== old.pattern) report(at, 'has to match another pattern');
}
