import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { z } from 'zod';
import { configFileSchema } from '../../../../server/platform/config/file-schema.ts';

type Json = { readonly [key: string]: unknown };
const schema = z.toJSONSchema(configFileSchema, { target: 'draft-7', io: 'input' }) as Json;

/** Every schema inside, with where it is. */
function* walk(node: Json, at: string): Generator<{ at: string; node: Json }> {
  yield { at, node };
  for (const [key, child] of Object.entries((node['properties'] ?? {}) as Json))
    yield* walk(child as Json, `${at}.${key}`);
  for (const key of ['items', 'additionalProperties'])
    if (typeof node[key] === 'object' && node[key] !== null) yield* walk(node[key] as Json, `${at}[]`);
}

describe('the schema that editors read', () => {
  it('describes every key', () => {
    const keys = [...walk(schema, '')].filter(({ at }) => !at.endsWith('[]'));
    assert.ok(keys.length > 40);
    assert.deepEqual(
      keys.filter(({ node }) => typeof node['description'] !== 'string').map(({ at }) => at),
      [],
    );
  });

  it('takes no other keys, anywhere', () => {
    const objects = [...walk(schema, '')].filter(({ node }) => node['properties'] !== undefined);
    assert.ok(objects.length >= 6);
    for (const { at, node } of objects) assert.equal(node['additionalProperties'], false, at);
  });

  it('requires nothing but the models, their engines, and what names have no default', () => {
    const required = [...walk(schema, '')].flatMap(({ at, node }) =>
      ((node['required'] ?? []) as string[]).map((key) => `${at}.${key}`),
    );
    assert.deepEqual(required.sort(), [
      '.api_keys[].key_env',
      '.api_keys[].name',
      '.docker.registries[].host',
      '.docker.registries[].password_env',
      '.docker.registries[].username',
      '.models',
      '.models[].docker.image',
      '.models[].engine',
      '.models[].variants[].docker.image',
      '.user_engines.docker.image',
      '.user_engines.engine',
    ]);
  });

  it('says the same as the gateway does', () => {
    const validate = new Ajv({ strict: false }).compile(schema);
    const model = (keys: object): object => ({ models: { a: { engine: 'vllm', ...keys } } });
    for (const [value, ok] of [
      [model({ model: 'x' }), true],
      [model({ max_wait: '1.5s', idle_unload: null, ready_timeout: 5 }), true],
      [model({ max_wait: '5 s' }), false],
      [model({ ready_timeout: '0s' }), false],
      [model({ ready_timeout: 0 }), false],
      [model({ replica: 1 }), false],
      [model({ variants: [] }), false],
      [{ ...model({}), max_body: '32MB' }, true],
      [{ ...model({}), max_body: '0MB' }, false],
      [{}, false],
    ] as const) {
      assert.equal(validate(value), ok, JSON.stringify(value));
      assert.equal(configFileSchema.safeParse(value).success, ok, JSON.stringify(value));
    }
  });
});
