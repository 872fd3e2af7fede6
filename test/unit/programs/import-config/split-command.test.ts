import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitCommand } from '../../../../server/programs/import-config/llama-swap/command/split-command.ts';

/** A command, and its arguments. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ['', []],
  ['   \n\t ', []],
  ['server', ['server']],
  ['  server   -m\tx.gguf \n -c 1 ', ['server', '-m', 'x.gguf', '-c', '1']],
  ['server "two words"', ['server', 'two words']],
  ["server 'two words'", ['server', 'two words']],
  ['a" b "c', ['a b c']],
  ['server "" end', ['server', '', 'end']],
  ["server ''", ['server', '']],
  ['"/opt/my server/run" -x', ['/opt/my server/run', '-x']],
  ['a\\ b', ['a b']],
  ['\\"a', ['"a']],
  ["it\\'s", ["it's"]],
  ['"say \\"hi\\""', ['say "hi"']],
  ['"a\\\\b"', ['a\\b']],
  ['"a\\b"', ['a\\b']],
  ["'a\\b'", ['a\\b']],
  ["'a\"b'", ['a"b']],
  ['"a\'b"', ["a'b"]],
  [`--kwargs '{"a": "b c"}'`, ['--kwargs', '{"a": "b c"}']],
  ['"\\$HOME"', ['$HOME']],
  ['$HOME `id` $(id) a;b|c>d&', ['$HOME', '`id`', '$(id)', 'a;b|c>d&']],
  ['*.gguf ~/x', ['*.gguf', '~/x']],
  ['server --no # not a comment', ['server', '--no', '#', 'not', 'a', 'comment']],
  ['# a comment\nserver\n   # another\n-x', ['server', '-x']],
  ['server \\\n  -x \\\n  -y', ['server', '-x', '-y']],
  ['server -x\\\n-y', ['server', '-x', '-y']],
  ['server \\\n# between\n-x', ['server', '-x']],
  ['"a\nb"', ['a\nb']],
  ['server x\\', ['server', 'x']],
  ['--größe 3 "日本 語"', ['--größe', '3', '日本 語']],
];

describe('the cmd of llama-swap as arguments', () => {
  for (const [command, args] of cases)
    it(`${JSON.stringify(command)} is ${JSON.stringify(args)}`, () =>
      assert.deepEqual(splitCommand(command), { args, openQuote: false }));

  for (const [command, args] of [
    ['server "two words', ['server', 'two words']],
    ["server 'two words ", ['server', 'two words ']],
    ['server "', ['server', '']],
  ] as const)
    it(`${JSON.stringify(command)} takes the rest as quoted, and says so`, () =>
      assert.deepEqual(splitCommand(command), { args, openQuote: true }));

  it('gives back every argument that was quoted for a shell', () => {
    const nasty = ['', ' ', "'", '"', '\\', 'a b', '$x', '#', '\t', 'a\nb', `"'\\`, '# no comment'];
    for (const one of nasty)
      for (const other of nasty) {
        if (`${one}${other}`.includes('\n')) continue;
        const quoted = [one, other].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
        assert.deepEqual(splitCommand(quoted).args, [one, other], quoted);
      }
  });
});
