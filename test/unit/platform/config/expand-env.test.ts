// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${NAME} itself
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { expandEnv, expandTree } from '../../../../server/platform/config/yaml/expand-env.ts';

const env = { A: 'apple', EMPTY: '', DOLLAR: '${A}' };

describe('${NAME} in values', () => {
  for (const [text, value] of [
    ['${A}', 'apple'],
    ['x-${A}-${A}', 'x-apple-apple'],
    ['${NO:-pear}', 'pear'],
    ['${NO:-}', ''],
    ['${A:-pear}', 'apple'],
    ['${EMPTY:-pear}', 'pear'],
    ['${EMPTY}', ''],
    ['$${A}', '${A}'],
    ['$$${A}', '$${A}'],
    ['$A $ $$ {A}', '$A $ $$ {A}'],
    ['${NO:-a:-b}', 'a:-b'],
  ] as const)
    it(`${text} becomes ${JSON.stringify(value)}`, () => {
      assert.deepEqual(expandEnv(text, env).faults, []);
      assert.equal(expandEnv(text, env).value, value);
    });

  it('does not expand what it has put in', () => assert.equal(expandEnv('${DOLLAR}', env).value, '${A}'));

  it('says which variable is not set', () => {
    assert.deepEqual(expandEnv('${NO}', env).faults, [
      'the environment variable NO is not set; set it, or give a default: ${NO:-…}',
    ]);
  });

  it('does not take what objects inherit for a variable', () => {
    assert.equal(expandEnv('${constructor}', env).faults.length, 1);
    assert.equal(expandEnv('${__proto__}', env).faults.length, 1);
  });

  for (const text of ['${}', '${a b}', '${1A}', '${A', '${A-x}'])
    it(`does not take ${text}`, () => assert.match(expandEnv(text, env).faults.join(), /is not \$\{NAME\} or/));

  it('leaves alone in commands what is filled in at the start', () => {
    const text = '${PORT} ${HOST} ${PID} ${ENGINE_ID} ${LORA_ARGS} ${A}';
    assert.equal(expandEnv(text, env, true).value, '${PORT} ${HOST} ${PID} ${ENGINE_ID} ${LORA_ARGS} apple');
  });

  it('says where ${PORT} would be filled in', () => {
    assert.match(expandEnv('${PORT}', env).faults.join(), /only inside command, args and stop_command/);
  });

  it('names the variables that went in', () => assert.deepEqual(expandEnv('${A}${NO:-x}', env).names, ['A']));

  it('leaves text without ${ as it is', () => {
    fc.assert(fc.property(fc.string(), (text) => text.includes('${') || expandEnv(text, env).value === text));
  });

  it('can write any text: escaped, it comes out as it was', () => {
    const escaped = (text: string): string => text.replaceAll('${', () => '$${');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', 'A', ':', '-', 'x') }), (text) => {
        // A dollar before an escape would be read as the beginning of one.
        if (text.includes('$${')) return;
        assert.equal(expandEnv(escaped(text), env).value, text);
      }),
    );
  });

  it('never throws and never leaks a value into a fault', () => {
    const secret = { KEY: 'tops3cret' };
    fc.assert(
      fc.property(fc.array(fc.constantFrom('${KEY}', '${', '}', '$', 'x', '${NO}')), (parts) => {
        assert.ok(!expandEnv(parts.join(''), secret).faults.join().includes('tops3cret'));
      }),
    );
  });
});

describe('a tree of values', () => {
  it('expands every string, and no key', () => {
    const { value } = expandTree({ '${A}': ['${A}', 1, null, { b: '${A}' }] }, env);
    assert.deepEqual(value, { '${A}': ['apple', 1, null, { b: 'apple' }] });
  });

  it('knows a command by its key', () => {
    const tree = { command: ['${PORT}'], args: ['${PORT}'], stop_command: ['${PID}'], url: 'x' };
    assert.deepEqual(expandTree(tree, env).value, tree);
    assert.equal(expandTree({ url: '${PORT}' }, env).faults.length, 1);
    assert.equal(expandTree({ models: { command: { url: '${PORT}' } } }, env).faults.length, 1);
  });

  it('tells the path of each fault', () => {
    assert.deepEqual(
      expandTree({ a: [{ b: '${NO}' }] }, env).faults.map(({ path }) => path),
      [['a', 0, 'b']],
    );
  });

  it('changes nothing of what it was given', () => {
    const tree = { a: ['${A}'] };
    expandTree(tree, env);
    assert.deepEqual(tree, { a: ['${A}'] });
  });
});
