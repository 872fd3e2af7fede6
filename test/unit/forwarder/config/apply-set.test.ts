import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applySet, SetFault } from '../../../../server/forwarder/config/apply-set.ts';

describe('applySet', () => {
  it('leaves the tree that it was given as it was', () => {
    const tree = { a: { b: 1 } };
    assert.deepEqual(applySet(tree, 'a.b=2'), { a: { b: 2 } });
    assert.deepEqual(tree, { a: { b: 1 } });
  });

  it('reads values as YAML: numbers, text, lists, blocks, nothing', () => {
    const value = (text: string) => (applySet({}, `k=${text}`) as { k: unknown }).k;
    assert.equal(value('12'), 12);
    assert.equal(value('/a=b'), '/a=b');
    assert.deepEqual(value('[\'a\', "b"]'), ['a', 'b']);
    assert.deepEqual(value('{x: 1}'), { x: 1 });
    assert.equal(value('null'), null);
    assert.equal(value(''), null);
  });

  it('goes through null as through what is not there', () => {
    assert.deepEqual(applySet({ a: null }, 'a.b=1'), { a: { b: 1 } });
  });

  it('does not go through a value or a list', () => {
    assert.throws(() => applySet({ a: 1 }, 'a.b=1'), /--set a\.b=1: a is no block of keys/);
    assert.throws(() => applySet({ a: [1] }, 'a.0=1'), SetFault);
  });

  it('never touches the prototype of objects', () => {
    assert.throws(() => applySet({}, '__proto__.x=1'), SetFault);
    const tree = applySet({}, 'constructor.x=1') as Record<string, unknown>;
    assert.deepEqual(Object.getOwnPropertyDescriptor(tree, 'constructor')?.value, { x: 1 });
    assert.equal((Object as unknown as Record<string, unknown>)['x'], undefined);
  });

  it('sets just the one key, whatever the others are', () => {
    const key = fc.stringMatching(/^[a-z]{1,5}$/);
    fc.assert(
      fc.property(fc.dictionary(key, fc.integer()), key, fc.integer(), (tree, name, value) => {
        assert.deepEqual(applySet(tree, `${name}=${value}`), { ...tree, [name]: value });
      }),
    );
  });
});
