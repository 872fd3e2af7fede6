import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OpenApiDocument, SchemaObject } from '../../scripts/openapi/document.ts';
import { downgrade } from '../../scripts/openapi/schemas/downgrade.ts';
import { downgradeSchema } from '../../scripts/openapi/schemas/downgrade-schema.ts';

const named: Record<string, SchemaObject> = {
  Engine: { type: 'object', properties: {} },
  Word: { type: 'string', enum: ['a', 'b'] },
  Mixed: { anyOf: [{ type: 'string' }, { type: 'object' }] },
};

const resolve = (ref: string): SchemaObject => {
  const schema = named[ref.replace('#/components/schemas/', '')];
  assert.ok(schema, ref);
  return schema;
};

const down = (schema: SchemaObject): SchemaObject => downgradeSchema(schema, 'Test', resolve);
const ref = (name: string): SchemaObject => ({ $ref: `#/components/schemas/${name}` });

describe('one schema, from 3.1 to 3.0', () => {
  const cases: [string, SchemaObject, SchemaObject][] = [
    ['a plain schema stays', { type: 'string', minLength: 1 }, { type: 'string', minLength: 1 }],
    ['const becomes an enum of one', { const: 'x' }, { type: 'string', enum: ['x'] }],
    ['const keeps the type beside it', { type: 'number', const: 1 }, { type: 'number', enum: [1] }],
    ['an integer const is an integer', { const: 1 }, { type: 'integer', enum: [1] }],
    ['a boolean const is a boolean', { const: false }, { type: 'boolean', enum: [false] }],
    ['const null is only null', { const: null }, { type: 'object', nullable: true, maxProperties: 0 }],
    ['type null is only null', { type: 'null' }, { type: 'object', nullable: true, maxProperties: 0 }],
    ['a type or null is nullable', { type: ['string', 'null'] }, { type: 'string', nullable: true }],
    ['null may come first', { type: ['null', 'string'] }, { type: 'string', nullable: true }],
    [
      'several types are a union',
      { type: ['string', 'integer'] },
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    ],
    [
      'several types or null are a union with a nullable member',
      { type: ['string', 'integer', 'null'] },
      { anyOf: [{ type: 'string', nullable: true }, { type: 'integer' }] },
    ],
    [
      'a union with null of one member is that member, nullable',
      { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }], description: 'd' },
      { type: 'integer', minimum: 1, nullable: true, description: 'd' },
    ],
    [
      'that member’s own keywords are converted too',
      { anyOf: [{ type: 'integer', exclusiveMinimum: 0, examples: [3] }, { type: 'null' }] },
      { type: 'integer', minimum: 0, exclusiveMinimum: true, example: 3, nullable: true },
    ],
    [
      'what stands outside counts more than what the member says',
      { anyOf: [{ type: 'string', description: 'inner' }, { type: 'null' }], description: 'outer' },
      { type: 'string', description: 'outer', nullable: true },
    ],
    [
      'oneOf with null is treated alike',
      { oneOf: [{ type: 'string' }, { type: 'null' }] },
      { type: 'string', nullable: true },
    ],
    [
      'a reference or null has the type of what it refers to',
      { anyOf: [ref('Engine'), { type: 'null' }] },
      { type: 'object', nullable: true, allOf: [ref('Engine')] },
    ],
    [
      'a reference to a union of several types, or null, gets a member that is only null',
      { anyOf: [ref('Mixed'), { type: 'null' }] },
      { anyOf: [ref('Mixed'), { type: 'object', nullable: true, maxProperties: 0 }] },
    ],
    [
      'a union of one type, or null, is nullable with that type',
      { anyOf: [ref('Word'), { type: 'string' }, { type: 'null' }] },
      { type: 'string', nullable: true, anyOf: [ref('Word'), { type: 'string' }] },
    ],
    [
      'a union of several types, or null, has one nullable member',
      { anyOf: [ref('Engine'), { type: 'string' }, { type: 'null' }] },
      { anyOf: [ref('Engine'), { type: 'string', nullable: true }] },
    ],
    ['anything or null is anything', { anyOf: [{}, { type: 'null' }] }, {}],
    [
      'null leaves an enum',
      { type: ['string', 'null'], enum: ['a', null] },
      { type: 'string', nullable: true, enum: ['a'] },
    ],
    ['an enum of null alone is only null', { enum: [null] }, { type: 'object', nullable: true, maxProperties: 0 }],
    [
      'an exclusive minimum becomes a flag',
      { type: 'number', exclusiveMinimum: 0 },
      { type: 'number', minimum: 0, exclusiveMinimum: true },
    ],
    [
      'an exclusive maximum becomes a flag',
      { type: 'number', exclusiveMaximum: 1 },
      { type: 'number', maximum: 1, exclusiveMaximum: true },
    ],
    [
      'of two lower bounds the narrower is kept: the exclusive one',
      { type: 'number', minimum: 0, exclusiveMinimum: 5 },
      { type: 'number', minimum: 5, exclusiveMinimum: true },
    ],
    ['or the inclusive one', { type: 'number', minimum: 5, exclusiveMinimum: 0 }, { type: 'number', minimum: 5 }],
    [
      'of two upper bounds the narrower is kept',
      { type: 'number', maximum: 5, exclusiveMaximum: 9 },
      { type: 'number', maximum: 5 },
    ],
    ['the first example is kept', { type: 'string', examples: ['a', 'b'] }, { type: 'string', example: 'a' }],
    ['no examples are none', { type: 'string', examples: [] }, { type: 'string' }],
    ['base64 is a format', { type: 'string', contentEncoding: 'base64' }, { type: 'string', format: 'byte' }],
    ['a media type is binary', { type: 'string', contentMediaType: 'image/png' }, { type: 'string', format: 'binary' }],
    [
      'what stands beside a reference goes around it',
      { ...ref('Engine'), description: 'd' },
      { description: 'd', allOf: [ref('Engine')] },
    ],
    ['a reference alone stays', ref('Engine'), ref('Engine')],
    [
      'a tuple is an array of any of its members',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], minItems: 2, maxItems: 2 },
      { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'integer' }] }, minItems: 2, maxItems: 2 },
    ],
    ['an array says what is in it', { type: 'array' }, { type: 'array', items: {} }],
    ['anything in an array is an empty schema', { type: 'array', items: true }, { type: 'array', items: {} }],
    [
      'nothing is `not` anything',
      { type: 'object', properties: { x: false } },
      { type: 'object', properties: { x: { not: {} } } },
    ],
    [
      'additionalProperties may stay a boolean',
      { type: 'object', additionalProperties: false },
      { type: 'object', additionalProperties: false },
    ],
    ['extensions stay', { type: 'string', 'x-note': 1 }, { type: 'string', 'x-note': 1 }],
  ];
  for (const [fact, before, after] of cases) it(fact, () => assert.deepEqual(down(before), after));

  const places: [string, (inner: SchemaObject) => SchemaObject][] = [
    ['properties', (inner) => ({ type: 'object', properties: { p: inner } })],
    ['items', (inner) => ({ type: 'array', items: inner })],
    ['additionalProperties', (inner) => ({ type: 'object', additionalProperties: inner })],
    ['not', (inner) => ({ not: inner })],
    ['allOf', (inner) => ({ allOf: [inner] })],
    ['anyOf', (inner) => ({ anyOf: [inner, { type: 'string' }] })],
    ['oneOf', (inner) => ({ oneOf: [inner, { type: 'string' }] })],
  ];
  for (const [place, around] of places) {
    it(`converts what is inside ${place}`, () => {
      assert.deepEqual(down(around({ const: 'x' })), around({ type: 'string', enum: ['x'] }));
    });

    it(`finds an unknown keyword inside ${place}`, () => {
      assert.throws(() => down(around({ contains: {} })), /cannot express "contains" at Test/);
    });
  }

  it('does not take a property for a keyword', () => {
    const schema: SchemaObject = {
      type: 'object',
      properties: { const: { type: 'string' }, contains: { type: 'string' } },
    };
    assert.deepEqual(down(schema), schema);
  });

  it('does not look into examples, defaults and enums', () => {
    const schema: SchemaObject = { type: 'object', example: { const: 1 }, default: { type: 'null' } };
    assert.deepEqual(down(schema), schema);
  });

  it('does not change what it is given', () => {
    const schema: SchemaObject = Object.freeze({ anyOf: [{ type: 'string' }, { type: 'null' }] });
    const copy = structuredClone(schema);
    down(schema);
    assert.deepEqual(schema, copy);
  });
});

describe('what 3.0 cannot express', () => {
  for (const keyword of [
    'if',
    'contains',
    'patternProperties',
    'propertyNames',
    'unevaluatedProperties',
    '$defs',
    'dependentRequired',
    'madeUp',
  ]) {
    it(`is an error that names the keyword and the place: ${keyword}`, () => {
      assert.throws(
        () => down({ type: 'object', [keyword]: {} }),
        new RegExp(`"${keyword.replace('$', '\\$')}" at Test`),
      );
    });
  }

  it('is a tuple with a rest', () => {
    assert.throws(
      () => down({ type: 'array', prefixItems: [{}], items: { type: 'string' } }),
      /tuple with a rest at Test/,
    );
  });

  it('is several types beside anyOf', () => {
    assert.throws(() => down({ type: ['string', 'integer'], anyOf: [{}] }), /several types beside anyOf at Test/);
  });
});

const document = (schemas: Record<string, SchemaObject>): OpenApiDocument => ({
  openapi: '3.1.1',
  info: { title: 'T', version: '1', summary: 's', license: { name: 'MIT', identifier: 'MIT' } },
  paths: {
    '/a': {
      get: {
        operationId: 'a',
        tags: [],
        parameters: [{ name: 'q', in: 'query', schema: { const: 'x' } }],
        responses: { 200: { description: '', content: { 'application/json': { schema: { const: 'y' } } } } },
      },
    },
  },
  components: { schemas },
});

describe('a document, from 3.1 to 3.0', () => {
  it('gets the version, a license with a URL and no summary', () => {
    const { openapi, info } = downgrade(document({}));
    assert.equal(openapi, '3.0.3');
    assert.deepEqual(info, {
      title: 'T',
      version: '1',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    });
  });

  it('has the schemas of parameters and responses converted', () => {
    const operation = downgrade(document({})).paths['/a']?.['get'];
    assert.deepEqual(operation?.parameters?.[0]?.schema, { type: 'string', enum: ['x'] });
    assert.deepEqual(operation?.responses['200']?.content?.['application/json']?.schema, {
      type: 'string',
      enum: ['y'],
    });
  });

  it('may have no field that 3.0 does not know', () => {
    assert.throws(() => downgrade({ ...document({}), webhooks: {} }), /cannot express "webhooks"/);
  });

  it('gives unions inside named schemas a name made of their place', () => {
    const union: SchemaObject = { anyOf: [{ type: 'string' }, { type: 'integer' }], description: 'd' };
    const { schemas } = downgrade(document({ Request: { type: 'object', properties: { stop_at: union } } })).components;
    assert.deepEqual(schemas['RequestStopAt'], { anyOf: [{ type: 'string' }, { type: 'integer' }] });
    const place = { description: 'd', allOf: [ref('RequestStopAt')] };
    assert.deepEqual(schemas['Request']?.properties, { stop_at: place });
  });

  it('names unions within unions and arrays', () => {
    const inner: SchemaObject = { oneOf: [{ type: 'string' }, { type: 'integer' }] };
    const list: SchemaObject = { type: 'array', items: inner };
    const { schemas } = downgrade(
      document({ R: { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, list] } } } }),
    ).components;
    assert.deepEqual(Object.keys(schemas), ['R', 'RA', 'RAOption2Item']);
  });

  it('keeps `nullable` where the union is used, beside its type', () => {
    const union: SchemaObject = { anyOf: [ref('Word'), { type: 'string' }, { type: 'null' }] };
    const { schemas } = downgrade(document({ ...named, R: { type: 'object', properties: { a: union } } })).components;
    assert.deepEqual(schemas['R']?.properties, { a: { nullable: true, type: 'string', allOf: [ref('RA')] } });
  });

  it('does not overwrite a schema that has such a name already', () => {
    const union: SchemaObject = { anyOf: [{ type: 'string' }, { type: 'integer' }] };
    const schemas = { R: { type: 'object', properties: { a: union } }, RA: { type: 'string' } };
    assert.throws(() => downgrade(document(schemas as never)), /two schemas are named "RA"/);
  });
});
