/** Every schema inside a zod schema, itself included, each once, with the path at which it was met first. */
import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';

export interface MetSchema {
  readonly schema: z.core.$ZodType;
  readonly path: string;
}

/** As much of a zod definition as is needed to go down into it. */
interface Def {
  readonly type: string;
  readonly shape?: Record<string, z.core.$ZodType>;
  readonly catchall?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly keyType?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly out?: z.core.$ZodType;
  readonly left?: z.core.$ZodType;
  readonly right?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly items?: readonly z.core.$ZodType[];
  readonly values?: readonly unknown[];
  readonly getter?: () => z.core.$ZodType;
}

export const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as unknown as Def;

/** The name given by `.openapi('Name')`; undefined where it has none of its own. */
export function nameOf(schema: z.core.$ZodType): string | undefined {
  const known = zodToOpenAPIRegistry.get(schema as z.ZodType) as { _internal?: { refId?: string } } | undefined;
  return known?._internal?.refId;
}

function childrenOf(def: Def): [step: string, child: z.core.$ZodType | undefined][] {
  return [
    ...Object.entries(def.shape ?? {}).map(([key, child]): [string, z.core.$ZodType] => [`.${key}`, child]),
    ...(def.options ?? []).map((child, at): [string, z.core.$ZodType] => [`|${at}`, child]),
    ...(def.items ?? []).map((child, at): [string, z.core.$ZodType] => [`[${at}]`, child]),
    ['[]', def.element],
    ['{*}', def.valueType],
    ['{key}', def.keyType],
    ['{rest}', def.catchall],
    ['', def.innerType],
    ['', def.in],
    ['', def.out],
    ['', def.left],
    ['', def.right],
    ['', def.getter?.()],
  ];
}

export function* walkSchema(
  root: z.core.$ZodType,
  path: string,
  seen = new Set<z.core.$ZodType>(),
): Generator<MetSchema> {
  if (seen.has(root)) return;
  seen.add(root);
  yield { schema: root, path };
  for (const [step, child] of childrenOf(defOf(root)))
    if (child !== undefined) yield* walkSchema(child, path + step, seen);
}
