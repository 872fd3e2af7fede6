/** Reads typed fields out of a JSON object. A field of a wrong type is a 400 that names it; null counts as absent. */
import { invalid } from './request-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function numberField(body: JsonObject, name: string, range: NumberRange = {}): number | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, integer = false } = range;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType(name, 'a number', value);
  if (integer && !Number.isInteger(value)) throw invalid(name, `'${name}' must be a whole number, not ${value}.`);
  if (value < min || value > max) throw invalid(name, `'${name}' must be ${describe(min, max)}, not ${value}.`);
  return value;
}

export function booleanField(body: JsonObject, name: string): boolean | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrongType(name, 'true or false', value);
}

export function stringField(body: JsonObject, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(name, 'a string', value);
}

export function objectField(body: JsonObject, name: string): JsonObject | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || isObject(value)) return value;
  throw wrongType(name, 'an object', value);
}

export function arrayField(body: JsonObject, name: string): readonly unknown[] | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || Array.isArray(value)) return value;
  throw wrongType(name, 'an array', value);
}

export function wrongType(name: string, wanted: string, value: unknown) {
  return invalid(name, `'${name}' must be ${wanted}, not ${kindOf(value)}.`);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function describe(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return `at least ${min}`;
  return min === Number.NEGATIVE_INFINITY ? `at most ${max}` : `from ${min} to ${max}`;
}
