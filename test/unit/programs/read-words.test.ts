/** What all programs do with the words behind their names. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { parseWords, UsageError } from '../../../server/platform/command-line.ts';
import { readWords } from '../../../server/programs/read-words.ts';

/** What is written while the test runs. */
function written(test: TestContext): { out: string; err: string } {
  const said = { out: '', err: '' };
  test.mock.method(process.stdout, 'write', (text: string) => {
    said.out += text;
    return true;
  });
  test.mock.method(process.stderr, 'write', (text: string) => {
    said.err += text;
    return true;
  });
  return said;
}

const usage = 'program WORD\n';
const complain = (message: string) => () => {
  throw new UsageError(message);
};

describe('the words of a command line', () => {
  it('are what is asked for', (test) => {
    const said = written(test);
    const words = readWords(['a', 'b'], { usage, read: (args) => args.join('+') });
    assert.deepEqual([words, said], [{ asked: 'a+b' }, { out: '', err: '' }]);
  });

  it('may ask for nothing that is true: an empty text, a zero', () => {
    assert.deepEqual(readWords([], { usage, read: () => '' }), { asked: '' });
    assert.deepEqual(readWords([], { usage, read: () => 0 }), { asked: 0 });
  });

  it('may ask for help: on standard output, exit code 0', (test) => {
    const said = written(test);
    assert.deepEqual(readWords([], { usage, read: () => null }), { exitCode: 0 });
    assert.deepEqual(said, { out: usage, err: '' });
  });

  it('may be wrong: what, and the usage, on standard error, exit code 2', (test) => {
    const said = written(test);
    assert.deepEqual(readWords([], { usage, read: complain('a WORD is needed') }), { exitCode: 2 });
    assert.deepEqual(said, { out: '', err: `roundhouse: a WORD is needed\n\n${usage}` });
  });

  it('are complained of in the name of the program', (test) => {
    const said = written(test);
    readWords([], { usage, program: 'roundhouse sidecar', read: complain('no') });
    assert.match(said.err, /^roundhouse sidecar: no\n/);
  });

  it('are not to blame for a mistake of ours', () => {
    const read = () => {
      throw new TypeError('ours');
    };
    assert.throws(() => readWords([], { usage, read }), { name: 'TypeError', message: 'ours' });
  });
});

describe('parseWords', () => {
  it('reads options and words like parseArgs', () => {
    const { values, positionals } = parseWords(['x', '--many=1', '-m', '2', '--on'], {
      allowPositionals: true,
      options: { many: { type: 'string', multiple: true, short: 'm' }, on: { type: 'boolean' } },
    });
    assert.deepEqual([values.many, values.on, positionals], [['1', '2'], true, ['x']]);
  });

  for (const [what, args, message] of [
    ['an option that there is not', ['--no-such'], /Unknown option '--no-such'/],
    ['an option without its value', ['--name'], /'--name <value>' argument missing/],
    ['a word too many', ['x'], /Unexpected argument 'x'/],
  ] as const)
    it(`has a UsageError for ${what}`, () =>
      assert.throws(
        () => parseWords(args, { options: { name: { type: 'string' } } }),
        (error) => error instanceof UsageError && message.test(error.message),
      ));
});
