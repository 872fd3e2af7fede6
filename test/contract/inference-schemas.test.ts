import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { walkRoutes } from '../../contract/index.ts';
import { inferenceRoutes } from '../../contract/inference/index.ts';
import '../../contract/zod.ts';
import { defOf, type MetSchema, nameOf, walkSchema } from './walk-schema.ts';

const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType;

/** Every schema that a route of the contract names: bodies, answers, events, parameters, headers. */
function* contractSchemas(): Generator<MetSchema> {
  const seen = new Set<z.core.$ZodType>();
  for (const { key, route, meta } of walkRoutes()) {
    const parts: Record<string, unknown> = {
      body: 'body' in route ? route.body : undefined,
      path: route.pathParams,
      query: route.query,
      events: meta.events,
      ...Object.fromEntries(Object.entries(route.headers ?? {}).map(([name, schema]) => [`header ${name}`, schema])),
      ...Object.fromEntries(Object.entries(route.responses).map(([status, schema]) => [status, schema])),
    };
    for (const [part, schema] of Object.entries(parts))
      if (isSchema(schema)) yield* walkSchema(schema, `${key} ${part}`, seen);
  }
}

const forwarded = [...walkRoutes(inferenceRoutes)];
const bodyOf = (route: (typeof forwarded)[number]['route']): z.ZodType =>
  ('body' in route ? route.body : null) as z.ZodType;

/** Where an object schema drops or refuses fields that it does not name. */
const strictObjects = (schema: z.ZodType, path: string): string[] =>
  [...walkSchema(schema, path)]
    .filter(({ schema: met }) => defOf(met).type === 'object')
    .filter(({ schema: met }) => defOf(met).catchall?._zod.def.type !== 'unknown')
    .map((met) => met.path);

/** The forms that the spec generator gets wrong or breaks on. */
function forbiddenForm({ schema, path }: MetSchema): string[] {
  const { type, innerType, values } = defOf(schema);
  if (type === 'nullable' && innerType && nameOf(innerType) !== undefined)
    return [`${path}: .nullable() on the named schema ${nameOf(innerType)}`];
  if (type === 'literal' && (values?.length ?? 0) > 1) return [`${path}: z.literal() of several values`];
  if (type === 'catch' || type === 'file') return [`${path}: z.${type}()`];
  if (type === 'optional' && schema.constructor.name === 'ZodExactOptional') return [`${path}: z.exactOptional()`];
  return [];
}

describe('the schemas of the contract', () => {
  it('are found: the walk sees the whole contract', () => {
    const all = [...contractSchemas()];
    assert.ok(all.length > 2000, String(all.length));
    const names = new Set(all.map(({ schema }) => nameOf(schema)));
    for (const name of ['ChatCompletionRequest', 'ResponseStreamEvent', 'MessageEvent', 'ErrorResponse', 'Health'])
      assert.ok(names.has(name), name);
  });

  it('use no form that the spec generator gets wrong', () => {
    assert.deepEqual([...contractSchemas()].flatMap(forbiddenForm), []);
  });

  it('have one name each, and no name twice', () => {
    const byName = new Map<string, MetSchema>();
    const twice: string[] = [];
    for (const met of contractSchemas()) {
      const name = nameOf(met.schema);
      if (name === undefined) continue;
      const other = byName.get(name);
      // `.optional()` and `.nullable()` keep the name of what they wrap.
      if (other && !sameSchema(unwrap(other.schema), unwrap(met.schema)))
        twice.push(`${name}: ${other.path}, ${met.path}`);
      byName.set(name, met);
    }
    assert.deepEqual(twice, []);
  });

  it('have names in PascalCase', () => {
    for (const { schema, path } of contractSchemas()) assert.match(nameOf(schema) ?? 'X', /^[A-Z][A-Za-z0-9]*$/, path);
  });
});

/** `.openapi({ description })` makes a copy under the same name: the same parts, in another object. */
function sameSchema(a: z.core.$ZodType, b: z.core.$ZodType): boolean {
  const parts = defOf(b) as object as Record<string, unknown>;
  return Object.entries(defOf(a)).every(([key, part]) => parts[key] === part);
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const { type, innerType } = defOf(schema);
  return innerType && ['optional', 'nullable', 'default'].includes(type) ? unwrap(innerType) : schema;
}

describe('the check for forbidden forms', () => {
  const Named = z.object({ a: z.string() }).openapi('NamedForTheTest');
  const found = (schema: z.ZodType): string[] => [...walkSchema(schema, 'x')].flatMap(forbiddenForm);

  it('finds .nullable() on a named schema, however deep', () => {
    assert.deepEqual(found(z.object({ list: z.array(Named.nullable()) })), [
      'x.list[]: .nullable() on the named schema NamedForTheTest',
    ]);
    assert.equal(found(z.object({ list: Named.nullish() })).length, 1);
  });

  it('finds literals of several values, .catch(), z.file() and z.exactOptional()', () => {
    assert.equal(found(z.object({ a: z.literal(['a', 'b']) })).length, 1);
    assert.equal(found(z.object({ a: z.string().catch('') })).length, 1);
    assert.equal(found(z.object({ a: z.file() })).length, 1);
    assert.equal(found(z.object({ a: z.exactOptional(z.string()) })).length, 1);
  });

  it('allows a union with null, and .nullable() on what has no name', () => {
    assert.deepEqual(found(z.object({ a: z.union([Named, z.null()]), b: z.string().nullable() })), []);
  });

  it('finds an object that is not loose, however deep', () => {
    assert.deepEqual(strictObjects(z.looseObject({ a: z.array(z.object({})) }), 'x'), ['x.a[]']);
    assert.deepEqual(strictObjects(z.looseObject({ a: z.strictObject({}).optional() }), 'x'), ['x.a']);
    assert.deepEqual(strictObjects(z.looseObject({ a: z.looseObject({}) }), 'x'), []);
  });
});

describe('the forwarded routes', () => {
  it('are the nine', () => {
    assert.deepEqual(
      forwarded.map(({ route }) => `${route.method} ${route.path}`),
      [
        'POST /v1/chat/completions',
        'POST /v1/completions',
        'POST /v1/embeddings',
        'POST /v1/responses',
        'POST /v1/messages',
        'POST /v1/messages/count_tokens',
        'POST /v1/rerank',
        'POST /tokenize',
        'POST /detokenize',
      ],
    );
  });

  for (const { key, route, meta } of forwarded) {
    describe(key, () => {
      it('takes unknown fields on every level', () => {
        assert.deepEqual(strictObjects(bodyOf(route), key), []);
      });

      it('lets an engine answer with fields that we do not know, on every level', () => {
        assert.deepEqual(strictObjects(route.responses[200] as z.ZodType, key), []);
        if (meta.events) assert.deepEqual(strictObjects(meta.events, key), []);
      });

      it('is forwarded, needs the verb infer, and has what the specs show', () => {
        assert.equal(meta.forwarded, true);
        assert.equal(meta.verb, 'infer');
        assert.ok(route.summary);
        assert.ok(meta.description.length > 20);
        assert.ok(nameOf(bodyOf(route)), 'a named request');
        assert.ok(nameOf(route.responses[200] as z.ZodType), 'a named answer');
        assert.ok(meta.requestExamples && meta.responseExamples);
      });

      it('can answer each error of the hot path', () => {
        const statuses = Object.keys(route.responses).map(Number);
        assert.deepEqual(statuses, [200, 400, 401, 403, 404, 413, 415, 500, 501, 502, 503, 504]);
        const shape = route.path.startsWith('/v1/messages') ? 'AnthropicErrorResponse' : 'ErrorResponse';
        for (const status of statuses.slice(1))
          assert.equal(nameOf((route.responses as Record<number, z.ZodType>)[status] as z.ZodType), shape);
      });
    });
  }

  it('stream where OpenAI and Anthropic stream', () => {
    const streaming = forwarded.filter(({ meta }) => meta.events).map(({ key, meta }) => [key, meta.streamEnd]);
    assert.deepEqual(streaming, [
      ['chatCompletions', '[DONE]'],
      ['completions', '[DONE]'],
      ['responses', undefined],
      ['messages', undefined],
    ]);
  });
});

describe('operation ids', () => {
  const ids = [...walkRoutes()].map(({ meta }) => meta.operationId);

  it('are unique', () => assert.deepEqual([...new Set(ids)], ids));

  it('are camelCase', () => {
    for (const id of ids) assert.match(id, /^[a-z][A-Za-z0-9]*$/);
  });
});
