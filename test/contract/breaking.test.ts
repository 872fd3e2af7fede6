import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findBreaks } from '../../scripts/openapi/breaking/find-breaks.ts';
import { judgeBreaks, newestReleased, releasedInOrder } from '../../scripts/openapi/breaking/released.ts';
import type { OpenApiDocument, SchemaObject } from '../../scripts/openapi/document.ts';

/** A small API with one of each: a recursive schema, unions, parameters, headers, a stream. */
function api(): OpenApiDocument {
  return {
    openapi: '3.1.1',
    info: { title: 'T', version: '1' },
    paths: {
      '/things': {
        post: {
          operationId: 'makeThing',
          tags: ['T'],
          'x-verb': 'infer',
          'x-stream-end': '[DONE]',
          parameters: [{ name: 'q', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9 } }],
          requestBody: { required: false, content: json({ $ref: '#/components/schemas/Wish' }) },
          responses: {
            200: {
              description: '',
              headers: { 'x-request-id': { $ref: '#/components/headers/RequestId' } },
              content: {
                ...json({ $ref: '#/components/schemas/Thing' }),
                'text/event-stream': { schema: { $ref: '#/components/schemas/Event' } },
              },
            },
            404: { description: '', content: json({ type: 'object' }) },
          },
        },
        get: { operationId: 'listThings', tags: ['T'], security: [], responses: { 200: { description: '' } } },
      },
    },
    components: {
      schemas: {
        Wish: {
          type: 'object',
          required: ['model'],
          properties: {
            model: { type: 'string', maxLength: 50 },
            kind: { type: 'string', enum: ['a', 'b'] },
            stop: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }, { type: 'null' }] },
            count: { type: 'number' },
          },
        },
        Thing: {
          type: 'object',
          required: ['id', 'state', 'children'],
          properties: {
            id: { type: 'string', format: 'uuid' },
            state: { type: 'string', enum: ['on', 'off'] },
            size: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
            children: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
            labels: { type: 'object', additionalProperties: { type: 'string' } },
          },
        },
        Event: { oneOf: [{ $ref: '#/components/schemas/Begun' }, { $ref: '#/components/schemas/Ended' }] },
        Begun: { type: 'object', required: ['type'], properties: { type: { const: 'begun' } } },
        Ended: {
          type: 'object',
          required: ['type', 'why'],
          properties: { type: { const: 'ended' }, why: { type: 'string' } },
        },
      },
    },
  };
}

const json = (schema: SchemaObject) => ({ 'application/json': { schema } });

/** The part of the document at a path of keys, for a test to change. */
function at(document: OpenApiDocument, ...keys: string[]): Record<string, unknown> {
  return keys.reduce<Record<string, unknown>>((node, key) => node[key] as Record<string, unknown>, document as never);
}

const post = (document: OpenApiDocument, ...keys: string[]) => at(document, 'paths', '/things', 'post', ...keys);
const schema = (document: OpenApiDocument, name: string, ...keys: string[]) =>
  at(document, 'components', 'schemas', name, ...keys);
const property = (document: OpenApiDocument, name: string) => schema(document, name, 'properties');

type Change = (document: OpenApiDocument) => void;

function breaksOf(change: Change): string[] {
  const after = api();
  change(after);
  return findBreaks(api(), after);
}

describe('what breaks clients', () => {
  const cases: [string, Change, string][] = [
    ['a path that is gone', (d) => delete d.paths['/things'], 'GET /things: is gone'],
    ['an operation that is gone', (d) => delete d.paths['/things']?.['get'], 'GET /things: is gone'],
    [
      'another operationId',
      (d) => (post(d)['operationId'] = 'createThing'),
      'POST /things: operationId is now createThing, not makeThing',
    ],
    ['another verb', (d) => (post(d)['x-verb'] = 'admin'), 'POST /things: needs the verb admin, not infer'],
    ['another end of a stream', (d) => delete post(d)['x-stream-end'], 'POST /things: its stream ends another way'],
    [
      'a public operation that needs a key',
      (d) => delete at(d, 'paths', '/things', 'get')['security'],
      'GET /things: needs a key now',
    ],
    ['a parameter that is gone', (d) => (post(d)['parameters'] = []), 'POST /things query q: is gone'],
    [
      'a parameter that has to be there',
      (d) => (post(d, 'parameters', '0')['required'] = true),
      'POST /things query q: is now required',
    ],
    [
      'a new parameter that has to be there',
      (d) => (post(d)['parameters'] as unknown[]).push({ name: 'n', in: 'header', required: true }),
      'POST /things header n: is now required',
    ],
    [
      'a parameter with narrower bounds',
      (d) => (post(d, 'parameters', '0', 'schema')['maximum'] = 5),
      'POST /things query q: has a lower maximum',
    ],
    [
      'a body that has to be there',
      (d) => (post(d, 'requestBody')['required'] = true),
      'POST /things body: is now required',
    ],
    ['a body that is gone', (d) => delete post(d)['requestBody'], 'POST /things body: is gone'],
    [
      'a body of another type',
      (d) => (post(d, 'requestBody')['content'] = { 'multipart/form-data': {} }),
      'POST /things body: application/json is gone',
    ],
    ['a request field that is gone', (d) => delete property(d, 'Wish')['count'], 'POST /things body .count: is gone'],
    [
      'a request field that has to be there',
      (d) => (schema(d, 'Wish')['required'] = ['model', 'kind']),
      'POST /things body .kind: is now required',
    ],
    [
      'a new request field that has to be there',
      (d) => {
        property(d, 'Wish')['extra'] = { type: 'string' };
        schema(d, 'Wish')['required'] = ['model', 'extra'];
      },
      'POST /things body .extra: is now required',
    ],
    [
      'a request value that is no longer taken',
      (d) => (property(d, 'Wish')['kind'] = { type: 'string', enum: ['a'] }),
      'POST /things body .kind: no longer takes "b"',
    ],
    [
      'a request field that becomes an enum',
      (d) => (property(d, 'Wish')['model'] = { type: 'string', maxLength: 50, enum: ['tiny'] }),
      'POST /things body .model: is now limited to listed values',
    ],
    [
      'a request type that is narrower',
      (d) => (property(d, 'Wish')['count'] = { type: 'integer' }),
      'POST /things body .count: no longer takes number',
    ],
    [
      'a request type that is another',
      (d) => (property(d, 'Wish')['model'] = { type: 'object' }),
      'POST /things body .model: no longer takes string',
    ],
    [
      'a request that may no longer be null',
      (d) =>
        (property(d, 'Wish')['stop'] = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }),
      'POST /things body .stop: no longer takes null',
    ],
    [
      'a narrower member of a request union',
      (d) =>
        (property(d, 'Wish')['stop'] = {
          anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'integer' } }, { type: 'null' }],
        }),
      'POST /things body .stop: option 2 is gone',
    ],
    [
      'a shorter maximum in a request',
      (d) => (property(d, 'Wish')['model'] = { type: 'string', maxLength: 10 }),
      'POST /things body .model: has a lower maxLength',
    ],
    [
      'a new minimum in a request',
      (d) => (property(d, 'Wish')['count'] = { type: 'number', minimum: 0 }),
      'POST /things body .count: has a higher minimum',
    ],
    [
      'a new pattern in a request',
      (d) => (property(d, 'Wish')['model'] = { type: 'string', maxLength: 50, pattern: '^a' }),
      'POST /things body .model: has to match another pattern',
    ],
    [
      'a request that takes only what is described',
      (d) => (schema(d, 'Wish')['additionalProperties'] = false),
      'POST /things body: no longer takes fields that are not described',
    ],
    ['a response status that is gone', (d) => delete post(d, 'responses')['404'], 'POST /things 404: is gone'],
    [
      'a response header that is gone',
      (d) => (post(d, 'responses', '200')['headers'] = {}),
      'POST /things 200 header x-request-id: is gone',
    ],
    [
      'a response that no longer streams',
      (d) => delete post(d, 'responses', '200', 'content')['text/event-stream'],
      'POST /things 200 text/event-stream: text/event-stream is gone',
    ],
    ['a response field that is gone', (d) => delete property(d, 'Thing')['size'], 'POST /things 200 .size: is gone'],
    [
      'a response field that may be left out',
      (d) => (schema(d, 'Thing')['required'] = ['id', 'children']),
      'POST /things 200 .state: is no longer always there',
    ],
    [
      'a response field of another type',
      (d) => (property(d, 'Thing')['id'] = { type: 'integer' }),
      'POST /things 200 .id: can now be integer',
    ],
    [
      'a response field that may be null',
      (d) => (property(d, 'Thing')['id'] = { anyOf: [{ type: 'string', format: 'uuid' }, { type: 'null' }] }),
      'POST /things 200 .id: can now be null',
    ],
    [
      'a response field that may be anything',
      (d) => (property(d, 'Thing')['id'] = {}),
      'POST /things 200 .id: can now be any',
    ],
    [
      'a response field of another format',
      (d) => (property(d, 'Thing')['id'] = { type: 'string', format: 'uri' }),
      'POST /things 200 .id: is now "uri", not "uuid"',
    ],
    [
      'response values that are all others',
      (d) => (property(d, 'Thing')['state'] = { type: 'string', enum: ['ready'] }),
      'POST /things 200 .state: is never "on", "off" any more',
    ],
    [
      'another type within an array',
      (d) => (property(d, 'Thing')['children'] = { type: 'array', items: { type: 'string' } }),
      'POST /things 200 .children[]: can now be string',
    ],
    [
      'another type of further fields',
      (d) => (property(d, 'Thing')['labels'] = { type: 'object', additionalProperties: { type: 'integer' } }),
      'POST /things 200 .labels.*: can now be integer',
    ],
    [
      'a kind of event that is gone',
      (d) => (schema(d, 'Event')['oneOf'] = [{ $ref: '#/components/schemas/Begun' }]),
      'POST /things 200 text/event-stream: Ended is gone',
    ],
    [
      'a field of an event that is gone',
      (d) => delete property(d, 'Ended')['why'],
      'POST /things 200 text/event-stream <Ended>.why: is gone',
    ],
    [
      'a named schema that is gone',
      (d) => {
        d.components.schemas['Start'] = d.components.schemas['Begun'] as SchemaObject;
        delete d.components.schemas['Begun'];
        schema(d, 'Event')['oneOf'] = [{ $ref: '#/components/schemas/Start' }, { $ref: '#/components/schemas/Ended' }];
      },
      'schema Begun: is gone',
    ],
  ];
  for (const [fact, change, sentence] of cases) {
    it(`is ${fact}`, () => {
      const found = breaksOf(change);
      assert.ok(found.includes(sentence), `${sentence}\nis not in\n${found.join('\n')}`);
    });
  }
});

describe('what breaks nobody', () => {
  const cases: [string, Change][] = [
    ['no change', () => {}],
    ['a new path', (d) => (d.paths['/new'] = d.paths['/things'] as never)],
    ['a new operation', (d) => (at(d, 'paths', '/things')['put'] = { operationId: 'x', tags: [], responses: {} })],
    ['other words', (d) => Object.assign(post(d), { summary: 's', description: 'd', tags: ['U'] })],
    [
      'a new optional parameter',
      (d) => (post(d)['parameters'] as unknown[]).push({ name: 'n', in: 'query', schema: {} }),
    ],
    ['a new optional request field', (d) => (property(d, 'Wish')['extra'] = { type: 'string' })],
    ['a request field that may be left out', (d) => (schema(d, 'Wish')['required'] = [])],
    ['a new request value', (d) => (property(d, 'Wish')['kind'] = { type: 'string', enum: ['a', 'b', 'c'] })],
    ['a request field that is limited to nothing any more', (d) => (property(d, 'Wish')['kind'] = { type: 'string' })],
    ['a wider request type', (d) => (property(d, 'Wish')['model'] = { type: ['string', 'null'], maxLength: 50 })],
    [
      'a new member of a request union',
      (d) => (schema(d, 'Wish', 'properties', 'stop')['anyOf'] as unknown[]).push({ type: 'integer' }),
    ],
    ['wider bounds of a request', (d) => (post(d, 'parameters', '0', 'schema')['maximum'] = 99)],
    ['an integer in place of a number in a response', (d) => (property(d, 'Thing')['size'] = { type: 'integer' })],
    ['a new response field', (d) => (property(d, 'Thing')['extra'] = { type: 'string' })],
    [
      'a response field that is always there now',
      (d) => (schema(d, 'Thing')['required'] = ['id', 'state', 'children', 'size']),
    ],
    [
      'a new response value',
      (d) => (property(d, 'Thing')['state'] = { type: 'string', enum: ['on', 'off', 'failed'] }),
    ],
    ['a new response status', (d) => (post(d, 'responses')['409'] = { description: '' })],
    [
      'a new kind of event',
      (d) => {
        d.components.schemas['Ping'] = { type: 'object', properties: { type: { const: 'ping' } } };
        (schema(d, 'Event')['oneOf'] as unknown[]).push({ $ref: '#/components/schemas/Ping' });
      },
    ],
    [
      'a schema that is written out in place of a reference',
      (d) => {
        post(d, 'responses', '200', 'content')['application/json'] = {
          schema: structuredClone(d.components.schemas['Thing']),
        };
      },
    ],
    [
      'a reference with words around it',
      (d) => {
        post(d, 'responses', '200', 'content')['application/json'] = {
          schema: { description: 'd', allOf: [{ $ref: '#/components/schemas/Thing' }] },
        };
      },
    ],
  ];
  for (const [fact, change] of cases) it(`is ${fact}`, () => assert.deepEqual(breaksOf(change), []));
});

describe('the gate', () => {
  it('names no break twice, however often the schema is used', () => {
    const found = breaksOf((d) => delete property(d, 'Thing')['size']);
    assert.equal(new Set(found).size, found.length);
  });

  it('lets accepted breaks pass and names the others', () => {
    const { unaccepted, stale } = judgeBreaks(['a', 'b'], [{ break: 'a', reason: 'r' }]);
    assert.deepEqual([unaccepted, stale], [['b'], []]);
  });

  it('names what is accepted but not broken, so that the list stays short', () => {
    assert.deepEqual(judgeBreaks([], [{ break: 'a', reason: 'r' }]).stale, ['a']);
  });

  it('orders frozen specs by version, not by letters, and leaves other files out', () => {
    const names = [
      'openapi-0.10.0.json',
      'accepted-breaks.json',
      'openapi-0.9.1.json',
      'openapi-1.0.0.json',
      'openapi-0.9.0.json',
    ];
    assert.deepEqual(releasedInOrder(names), [
      'openapi-0.9.0.json',
      'openapi-0.9.1.json',
      'openapi-0.10.0.json',
      'openapi-1.0.0.json',
    ]);
  });

  it('has nothing to compare with where nothing is frozen', () => {
    assert.equal(newestReleased('/nowhere'), null);
  });
});
