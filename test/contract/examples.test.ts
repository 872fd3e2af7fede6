/** Every example of the contract, checked by zod and by what the specs say: the two must mean the same. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { type ContractRoute, walkRoutes } from '../../contract/index.ts';
import type { Json, MediaTypes, OpenApiDocument, Operation, SchemaObject } from '../../scripts/openapi/document.ts';
import { emitOpenApi } from '../../scripts/openapi/emit.ts';
import { downgrade } from '../../scripts/openapi/schemas/downgrade.ts';
import { mapDocumentSchemas } from '../../scripts/openapi/schemas/walk-schemas.ts';

/** OpenAPI 3.0’s own words in those of JSON Schema, as generators read them. */
function asJsonSchema(schema: SchemaObject): SchemaObject {
  const { nullable, exclusiveMinimum, exclusiveMaximum, minimum, maximum, ...rest } = schema;
  const bounds: SchemaObject = {};
  if (minimum !== undefined) bounds[exclusiveMinimum === true ? 'exclusiveMinimum' : 'minimum'] = minimum;
  if (maximum !== undefined) bounds[exclusiveMaximum === true ? 'exclusiveMaximum' : 'maximum'] = maximum;
  const plain = { ...rest, ...bounds };
  return nullable === true ? { anyOf: [plain as Json, { type: 'null' }] } : plain;
}

let spec31: OpenApiDocument;
let spec30: OpenApiDocument;
let ajv31: Ajv2020;
let ajv30: Ajv;

before(() => {
  spec31 = emitOpenApi(walkRoutes(), '0.0.0');
  spec30 = mapDocumentSchemas(downgrade(spec31), asJsonSchema);
  const options = { strict: false, validateFormats: false, allErrors: true } as const;
  ajv31 = new Ajv2020(options).addSchema({ $id: 'spec', components: spec31.components });
  ajv30 = new Ajv(options).addSchema({ $id: 'spec', components: spec30.components });
});

/** The schema as ajv reads it: references lead into the document that was added as `spec`. */
const absolute = (schema: unknown): SchemaObject =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"spec#/components/'));

function assertFits(content: MediaTypes | undefined, value: unknown, version: '3.1' | '3.0', at: string): void {
  const media = content?.['application/json'] ?? content?.['text/event-stream'] ?? Object.values(content ?? {})[0];
  assert.ok(media?.schema, `${at} has no schema in ${version}`);
  const ajv = version === '3.1' ? ajv31 : ajv30;
  const validate = ajv.compile(absolute(media.schema));
  assert.ok(validate(value), `${at} in ${version}: ${ajv.errorsText(validate.errors).slice(0, 1500)}`);
}

function operationOf(spec: OpenApiDocument, { route }: ContractRoute): Operation {
  const operation = spec.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
  assert.ok(operation);
  return operation;
}

const isZod = (value: unknown): value is z.ZodType => value instanceof z.ZodType;

describe('request examples', () => {
  for (const located of walkRoutes()) {
    for (const [name, value] of Object.entries(located.meta.requestExamples ?? {})) {
      it(`${located.key}: ${name}`, () => {
        const body = 'body' in located.route ? located.route.body : undefined;
        assert.ok(isZod(body), 'an example of a request without a body');
        assert.deepEqual(body.safeParse(value).error?.issues ?? [], []);
        assertFits(operationOf(spec31, located).requestBody?.content, value, '3.1', name);
        assertFits(operationOf(spec30, located).requestBody?.content, value, '3.0', name);
      });
    }
  }
});

describe('answer examples', () => {
  for (const located of walkRoutes()) {
    for (const [name, value] of Object.entries(located.meta.responseExamples ?? {})) {
      it(`${located.key}: ${name}`, () => {
        const response = located.route.responses[200];
        const schema = isZod(response) ? response : located.meta.events;
        if (schema) assert.deepEqual(schema.safeParse(value).error?.issues ?? [], []);
        assertFits(operationOf(spec31, located).responses['200']?.content, value, '3.1', name);
        assertFits(operationOf(spec30, located).responses['200']?.content, value, '3.0', name);
      });
    }
  }
});

describe('what is no request', () => {
  const wrong: [string, unknown][] = [
    ['engines.start', { model: 7 }],
    ['engines.start', { model: 'tiny', variant: -1 }],
    ['engines.start', { model: 'tiny', context: 0 }],
    ['engines.stop', { force: 'yes' }],
  ];
  for (const [key, value] of wrong) {
    it(`is refused by zod and by both specs: ${key} ${JSON.stringify(value)}`, () => {
      const located = [...walkRoutes()].find((candidate) => candidate.key === key);
      assert.ok(located && 'body' in located.route && isZod(located.route.body));
      assert.equal(located.route.body.safeParse(value).success, false);
      for (const [spec, version] of [
        [spec31, '3.1'],
        [spec30, '3.0'],
      ] as const) {
        const content = operationOf(spec, located).requestBody?.content;
        assert.throws(() => assertFits(content, value, version, key), /in 3\.[01]: /);
      }
    });
  }

  it('is a start with both a variant and a context: zod alone can say so', () => {
    const start = [...walkRoutes()].find(({ key }) => key === 'engines.start')?.route;
    assert.ok(start && 'body' in start && isZod(start.body));
    assert.equal(start.body.safeParse({ model: 'tiny', variant: 0, context: 512 }).success, false);
  });
});

describe('queries', () => {
  const logs = [...walkRoutes()].find(({ key }) => key === 'engines.logs')?.route;
  const query = logs?.query as z.ZodType;

  it('have defaults', () => assert.deepEqual(query.parse({}), { lines: 100, follow: false }));
  it('are read from text', () =>
    assert.deepEqual(query.parse({ lines: '5', follow: 'true' }), { lines: 5, follow: true }));
  for (const wrong of [{ lines: '0' }, { lines: '1001' }, { lines: 'many' }, { follow: 'perhaps' }]) {
    it(`are refused where they make no sense: ${JSON.stringify(wrong)}`, () => {
      assert.equal(query.safeParse(wrong).success, false);
    });
  }
});
