import { z } from 'zod';
import type { KeyPath } from '../problems.ts';

/** The keys that the schema has at a path; none where there is no object of named keys. */
export function knownKeys(schema: z.ZodType, path: KeyPath): string[] {
  let current = unwrap(schema);
  for (const segment of path) {
    const next = step(current, segment);
    if (next === null) return [];
    current = unwrap(next);
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function step(schema: z.ZodType, segment: string | number): z.ZodType | null {
  if (schema instanceof z.ZodObject) return (schema.shape[segment] as z.ZodType | undefined) ?? null;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  return null;
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  )
    return unwrap(schema.unwrap() as z.ZodType);
  return schema;
}
