/** What is collected while a file is read, and how it is told. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createFindings } from '../../../../server/programs/import-config/findings.ts';
import { renderConfig } from '../../../../server/programs/import-config/render-config.ts';
import { reportFindings } from '../../../../server/programs/import-config/report.ts';

const findings = () => createFindings({ locate: () => ({ line: 3, column: 7 }) });

describe('findings', () => {
  it('know where they stand', () => {
    const found = findings();
    found.leave(['models', 'a b', 'x'], 'why');
    found.differ(['groups'], 'how');
    found.problem(['list', 0], 'what');
    assert.deepEqual(found.left, [{ path: 'models["a b"].x', text: 'why' }]);
    assert.deepEqual(found.differing, [{ path: 'groups', text: 'how' }]);
    assert.deepEqual(found.problems, [{ path: 'list[0]', line: 3, column: 7, message: 'what' }]);
  });

  it('are told once', () => {
    const found = findings();
    for (const text of ['why', 'why', 'and why']) found.leave(['a'], text);
    assert.equal(found.left.length, 2);
  });

  for (const [wish, name] of [
    ['qwen api key', 'QWEN_API_KEY'],
    ['a/b-c.d', 'A_B_C_D'],
    ['--x--', 'X'],
    ['7b', 'KEY_7B'],
    ['日本', 'KEY_'],
    ['HF_TOKEN', 'HF_TOKEN'],
  ] as const)
    it(`name a variable for ${wish}: ${name}`, () => assert.equal(findings().secret(wish, 'v', 'h'), name));

  it('give the same secret the same variable, another one another', () => {
    const found = findings();
    assert.equal(found.secret('k', 'one', 'first'), 'K');
    assert.equal(found.secret('k', 'one', 'again'), 'K');
    assert.equal(found.secret('k', 'two', 'second'), 'K_2');
    assert.equal(found.secret('k', 'three', 'third'), 'K_3');
    assert.deepEqual(found.variables, [
      { name: 'K', holds: 'first' },
      { name: 'K_2', holds: 'second' },
      { name: 'K_3', holds: 'third' },
    ]);
  });

  it('never give a secret the variable that the file has for something else', () => {
    const found = findings();
    found.variable('K', 'given');
    assert.equal(found.secret('k', 'one', 'first'), 'K_2');
  });

  it('hold no secret themselves', () => {
    const found = findings();
    found.secret('k', 's3cret', 'the key');
    assert.doesNotMatch(JSON.stringify(found) + reportFindings(found), /s3cret/);
  });
});

describe('the report', () => {
  it('is empty where there is nothing to tell', () => assert.equal(reportFindings(findings()), ''));

  it('has a section for what is lost, for what changes, and for the environment', () => {
    const found = findings();
    found.leave(['a'], 'why');
    found.differ([], 'in general');
    found.variable('K', 'the key');
    assert.equal(
      reportFindings(found),
      'Does not carry over:\n  a: why\n\nCarries over, but is not quite the same:\n  in general\n\nTo be set in the environment:\n  K: the key\n',
    );
  });
});

describe('the file that is written', () => {
  it('keeps a command in one list, and models apart', () => {
    const model = { engine: 'openai', command: ['x', '--port', '${PORT}'] } as const;
    const text = renderConfig(
      { models: { a: { ...model, command: [...model.command] }, b: { engine: 'openai', url: 'http://h' } } },
      'llama-swap',
    );
    assert.equal(
      text.split('\n').slice(2).join('\n'),
      'models:\n  a:\n    engine: openai\n    command: [x, --port, "${PORT}"]\n\n  b:\n    engine: openai\n    url: http://h\n',
    );
  });

  it('never refers from one place to another', () => {
    const aliases = ['x'];
    const text = renderConfig(
      { models: { a: { engine: 'openai', aliases }, b: { engine: 'openai', aliases } } },
      'llama-swap',
    );
    assert.doesNotMatch(text, /[&*]/);
  });

  it('quotes what YAML would take for something else', () => {
    const args = ['1', 'true', 'null', '', '# x', 'a: b', '- c', '*d', '!e', "it's", '"f"', 'g\nh', 'on', '0x1'];
    const text = renderConfig({ models: { a: { engine: 'openai', command: args } } }, 'llama-swap');
    for (const arg of ['1', 'true', 'null', '']) assert.ok(text.includes(`"${arg}"`), text);
  });
});
