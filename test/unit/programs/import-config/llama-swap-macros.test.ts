import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '../../../../server/platform/config/problems.ts';
import { importText } from './import-fixture.ts';

const command = (yaml: string): readonly string[] | undefined => importText(yaml).config.models['m']?.command;
const faults = (yaml: string): readonly string[] => {
  try {
    importText(yaml);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
};

describe('macros', () => {
  it('are filled in, numbers and switches too', () =>
    assert.deepEqual(command('macros: {a: x, n: 0.7, on: true}\nmodels: {m: {cmd: "${a} ${n} ${on} ${PORT}"}}'), [
      'x',
      '0.7',
      'true',
      '${PORT}',
    ]));

  it('may use those above them', () =>
    assert.deepEqual(command('macros: {a: x, b: "${a}y", c: "${b}z"}\nmodels: {m: {cmd: "${c} ${PORT}"}}'), [
      'xyz',
      '${PORT}',
    ]));

  it('that stand for one another without measure are refused, and fill no memory', () => {
    const doubled = Array.from({ length: 40 }, (_, i) => `m${i}: "${i === 0 ? 'x' : `\${m${i - 1}}`.repeat(2)}"`);
    assert.match(
      faults(`macros: {${doubled.join(', ')}}\nmodels: {m: {cmd: "\${m39} \${PORT}"}}`).join(),
      /macros\.m\d+: stands for more than 1000000 characters/,
    );
  });

  it('may not use those below them', () =>
    assert.deepEqual(faults('macros: {a: "${b}", b: x}\nmodels: {m: {cmd: "${a} ${PORT}"}}'), [
      'models.m.cmd: there is no macro "b"; define it in macros, or correct the name',
    ]));

  it('of a model take the place of global ones, also inside of those', () =>
    assert.deepEqual(
      command('macros: {ctx: 1, args: "-c ${ctx}"}\nmodels: {m: {macros: {ctx: 2}, cmd: "x ${PORT} ${args}"}}'),
      ['x', '${PORT}', '-c', '2'],
    ));

  it('of a model count for that model only', () =>
    assert.match(
      faults('models: {a: {macros: {k: 1}, cmd: "x ${PORT} ${k}"}, m: {cmd: "x ${PORT} ${k}"}}').join(),
      /^models\.m\.cmd: there is no macro "k"/,
    ));

  it('know the name of the model, inside of others too', () =>
    assert.deepEqual(command('macros: {file: "/m/${MODEL_ID}.gguf"}\nmodels: {m: {cmd: "x ${PORT} ${file}"}}'), [
      'x',
      '${PORT}',
      '/m/m.gguf',
    ]));

  it('may be several arguments, lines and comments', () =>
    assert.deepEqual(
      command(
        'macros:\n  srv: |\n    llama-server\n    # why\n    --port ${PORT}\nmodels:\n  m:\n    cmd: |\n      ${srv}\n      -x',
      ),
      ['llama-server', '--port', '${PORT}', '-x'],
    ));

  it('are not looked at in comments', () =>
    assert.deepEqual(command('models:\n  m:\n    cmd: |\n      # ${gone}\n      x ${PORT}'), ['x', '${PORT}']));

  it('keep their kind where they are the whole value', () => {
    const { config } = importText(
      'macros: {t: 90, l: 2}\nmodels: {m: {cmd: "x ${PORT}", ttl: "${t}", concurrencyLimit: "${l}"}}',
    );
    assert.deepEqual([config.models['m']?.idle_unload, config.models['m']?.concurrency], ['90s', 2]);
  });

  it('are filled in at the top level and for peers too', () => {
    const { config } = importText(
      'macros: {t: 90, box: "10.0.0.1"}\nglobalTTL: ${t}\nmodels: {m: {cmd: "x ${PORT}"}}\npeers: {p: {proxy: "http://${box}", models: [q]}}',
    );
    assert.deepEqual([config.models['m']?.idle_unload, config.models['q']?.url], ['90s', 'http://10.0.0.1']);
  });

  it('with a dollar sign mean it', () =>
    assert.deepEqual(command(`macros: {a: "$&$1$$"}\nmodels: {m: {cmd: 'x \${PORT} "\${a}"'}}`), [
      'x',
      '${PORT}',
      '$&$1$$',
    ]));

  for (const [what, yaml, message] of [
    [
      'a name that llama-swap fills in',
      'macros: {PORT: 1}',
      'macros.PORT: is a name that llama-swap fills in itself; choose another',
    ],
    [
      'a name that is none',
      'macros: {"a b": 1}',
      'macros["a b"]: is no name for a macro: letters, digits, - and _ only, at most 63',
    ],
    ['a list', 'macros: {a: [1]}', 'macros.a: must be text, a number, true or false, or a block'],
    ['one that stands for itself', 'macros: {a: "x${a}"}', 'macros.a: stands for itself, without end'],
    ['a list of macros', 'macros: [a]', 'macros: must be a block: the name of each macro, and its text'],
  ] as const)
    it(`are refused: ${what}`, () => assert.deepEqual(faults(`${yaml}\nmodels: {m: {cmd: "x \${PORT}"}}`), [message]));

  it('that are blocks are refused inside of a text', () =>
    assert.match(faults('macros: {a: {b: 1}}\nmodels: {m: {cmd: "x ${PORT} ${a}"}}').join(), /there is no macro "a"/));

  it('that there are not are told one by one, with where', () =>
    assert.deepEqual(
      faults(
        'models: {m: {cmd: "x ${PORT} ${one} ${two}", cmdStop: "${PID} ${three}", checkEndpoint: "/${PORT}"}}',
      ).map((fault) => fault.split(':')[0]),
      ['models.m.cmd', 'models.m.cmd', 'models.m.cmdStop', 'models.m.checkEndpoint'],
    ));
});
