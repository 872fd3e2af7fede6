/** Shapes of zod that the emitter describes wrongly, without a word: the contract must not use them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { forwardedPaths } from '../../contract/forwarded-paths.ts';
import { forwardedRoutes, walkRoutes } from '../../contract/index.ts';
import { c } from '../../contract/route.ts';

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly values?: readonly unknown[];
}

const definition = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

const nameOf = (schema: z.ZodType): string | undefined =>
  (zodToOpenAPIRegistry.get(schema) as { _internal?: { refId?: string } } | undefined)?._internal?.refId;

/** Every schema inside a value: in definitions, shapes, arrays, whatever they are called. */
function* schemasIn(value: unknown, seen = new Set<unknown>()): Generator<z.ZodType> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (value instanceof z.ZodType) {
    yield value;
    const shape = value instanceof z.ZodObject ? value.shape : null;
    yield* schemasIn(shape, seen);
    yield* schemasIn(value.def, seen);
    return;
  }
  for (const inner of Array.isArray(value) ? value : Object.values(value)) yield* schemasIn(inner, seen);
}

function faultOf(schema: z.ZodType): string | null {
  const { type, innerType, values } = definition(schema);
  const name = innerType && nameOf(innerType);
  if (type === 'nullable' && name !== undefined) return `${name}.nullable(): write z.union([${name}, z.null()])`;
  if (type === 'literal' && (values?.length ?? 0) > 1) return 'z.literal([…]) keeps its first value only: write z.enum';
  if (type === 'optional' && schema.constructor.name === 'ZodExactOptional')
    return 'z.exactOptional is shown as required';
  if (type === 'catch' || type === 'file') return `z.${type}() cannot be described`;
  return null;
}

const faultsOf = (value: unknown): string[] => [...schemasIn(value)].flatMap((schema) => faultOf(schema) ?? []);

describe('the contract', () => {
  it('uses no shape of zod that the specs would show wrongly', () => {
    const routes = [...walkRoutes()];
    assert.ok([...schemasIn(routes)].length > 500, 'too few schemas seen');
    assert.deepEqual(faultsOf(routes), []);
  });
});

describe('the rule', () => {
  const Named = z.object({ a: z.string() }).openapi('RuleExample');
  const planted: [string, z.ZodType, RegExp][] = [
    ['a named schema that is nullable', Named.nullable(), /RuleExample\.nullable/],
    ['one in a property', z.object({ p: Named.nullable() }), /RuleExample\.nullable/],
    ['one in an array', z.array(Named.nullable()), /RuleExample\.nullable/],
    ['one in a union', z.union([z.string(), z.object({ p: Named.nullable() })]), /RuleExample\.nullable/],
    ['one that is optional besides', z.object({ p: Named.nullable().optional() }), /RuleExample\.nullable/],
    ['a literal of several values', z.literal(['a', 'b']), /keeps its first/],
    ['a default for wrong values', z.string().catch('x'), /z\.catch/],
    ['a file', z.file(), /z\.file/],
    [
      'a property that may be left out but not undefined',
      z.object({ p: z.exactOptional(z.string()) }),
      /exactOptional/,
    ],
  ];
  for (const [fact, schema, message] of planted) {
    it(`finds ${fact}`, () => {
      const routes = c.router({ r: { method: 'GET', path: '/', responses: { 200: schema } } });
      assert.match(faultsOf(routes).join('\n'), message);
    });
  }

  it('lets pass a union with null, and nullable where nothing is named', () => {
    assert.deepEqual(faultsOf([z.union([Named, z.null()]), z.string().nullable(), z.literal('a')]), []);
  });
});

it('the table that the hot path serves from holds just the forwarded routes of the contract', () => {
  assert.deepEqual(forwardedRoutes.map(({ path }) => path).sort(), Object.values(forwardedPaths).sort());
  for (const { method, meta } of forwardedRoutes) assert.deepEqual([method, meta.verb], ['POST', 'infer']);
});
