// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${NAME} itself
/** Files that cannot be used, and what people are told: file, line, column, key, what is wrong, what to do. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configFolder } from './config-folder.ts';

const FAR = 'models: { far: { engine: openai, url: "http://127.0.0.1:9000" } }';
const far = (keys: string): string => `models:\n  far:\n    engine: openai\n    url: http://h\n    ${keys}\n`;
const tiny = (keys: string): string => `models:\n  tiny:\n    engine: llama.cpp\n    ${keys}\n`;

interface BadFile {
  readonly what: string;
  readonly yaml: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

const durationFault = 'must be a duration such as 250ms, 60s, 10m or 2h, or a number of seconds, of at most 576h';

const form: BadFile[] = [
  { what: 'nothing', yaml: '# only this\n', problems: ['c.yaml: is empty; add at least `models:`'] },
  { what: 'a list', yaml: '- a\n', problems: ['c.yaml:1:1: must be a block of keys; it is a list'] },
  { what: 'no models', yaml: 'slots: 1\n', problems: ['c.yaml:1:1: models: is missing; it must be a block of keys'] },
  {
    what: 'a key twice',
    yaml: `slots: 1\n${FAR}\nslots: 2\n`,
    problems: ['c.yaml:3:1: the key "slots" is there twice; keep one of them'],
  },
  {
    what: 'an alias without its anchor',
    yaml: 'models: { a: *nope }\n',
    problems: ['c.yaml:1:14: no anchor &nope stands before *nope; add it or correct the name'],
  },
  {
    what: 'a key that is nearly right',
    yaml: `public_metric: true\n${FAR}\n`,
    problems: ['c.yaml:1:1: public_metric: unknown key "public_metric"; did you mean "public_metrics"?'],
  },
  {
    what: 'a key of a model that is nearly right',
    yaml: far('replica: 2'),
    problems: ['c.yaml:5:5: models.far.replica: unknown key "replica"; did you mean "replicas"?'],
  },
  {
    what: 'a key that is like no other',
    yaml: `log: { xyzzy: 1 }\n${FAR}\n`,
    problems: ['c.yaml:1:8: log.xyzzy: unknown key "xyzzy"; known here: file, format, level'],
  },
  {
    what: 'numbers that are none, or too small',
    yaml: `slots: many\n${far('replicas: 0')}`,
    problems: [
      'c.yaml:1:8: slots: must be a number; it is "many"',
      'c.yaml:6:15: models.far.replicas: must be a number of at least 1; it is 0',
    ],
  },
  {
    what: 'durations that are none',
    yaml: far('idle_unload: 10 minutes\n    max_wait: -1\n    ready_timeout: 0s'),
    problems: [
      `c.yaml:5:18: models.far.idle_unload: ${durationFault}; it is "10 minutes"`,
      `c.yaml:6:15: models.far.max_wait: ${durationFault}; it is -1`,
      `c.yaml:7:20: models.far.ready_timeout: ${durationFault}, and more than 0; it is "0s"`,
    ],
  },
  {
    what: 'a duration beyond what timers can hold',
    yaml: far('max_wait: 600h'),
    problems: ['c.yaml:5:15: models.far.max_wait: is too long for a timer; give at most 576h'],
  },
  {
    what: 'sizes that are none or too large',
    yaml: `max_body: 32mb\n${FAR}\n`,
    problems: [
      'c.yaml:1:11: max_body: must be a size such as 32MB or 512KiB, or a number of bytes, and more than 0; it is "32mb"',
    ],
  },
  {
    what: 'a body too large to handle',
    yaml: `max_body: 2GB\n${FAR}\n`,
    problems: ['c.yaml:1:11: max_body: is more than can be handled; give at most 512MiB'],
  },
  {
    what: 'an engine that is not known',
    yaml: 'models: { a: { engine: ollama, url: "http://h" } }\n',
    problems: [
      'c.yaml:1:24: models.a.engine: must be one of embedded, llama.cpp, vllm, sglang, openai; it is "ollama"',
    ],
  },
  {
    what: 'a model without an engine',
    yaml: 'models:\n  a: { url: "http://h" }\n',
    problems: ['c.yaml:2:3: models.a.engine: is missing; it must be one of embedded, llama.cpp, vllm, sglang, openai'],
  },
  {
    what: 'a command that is one text',
    yaml: tiny('command: llama-server -m x'),
    problems: [
      'c.yaml:4:14: models.tiny.command: must be a list: the binary, then its arguments, each an item; it is "llama-server -m x"',
    ],
  },
  {
    what: 'an argument that is a number',
    yaml: tiny('command: [llama-server, -c, 512]'),
    problems: ['c.yaml:4:33: models.tiny.command[2]: must be text; it is 512'],
  },
  {
    what: 'a key where the name of its variable belongs, without showing it',
    yaml: far('api_key_env: sk-123'),
    problems: [
      'c.yaml:5:18: models.far.api_key_env: must be the name of an environment variable (not its value), e.g. MY_KEY; it is other text',
    ],
  },
  {
    what: 'a variable that is not set',
    yaml: far('engine_model: "${NOPE}"'),
    problems: [
      'c.yaml:5:19: models.far.engine_model: the environment variable NOPE is not set; set it, or give a default: ${NOPE:-…}',
    ],
  },
];

const listening: BadFile[] = [
  {
    what: 'nowhere to listen',
    yaml: `listen_v4: none\n${FAR}\n`,
    problems: [
      'c.yaml:1:12: listen_v4: listen_v4 and listen_v6 are both none, so nobody could connect; give one of them an address',
    ],
  },
  {
    what: 'addresses that are none',
    yaml: `listen_v4: ":8080"\nlisten_v6: "::1:8080"\n${FAR}\n`,
    problems: [
      'c.yaml:1:12: listen_v4: must be an IPv4 address and a port, e.g. 127.0.0.1:8080 (port 0: any free one), or none',
      'c.yaml:2:12: listen_v6: must be an IPv6 address and a port, e.g. "[::1]:8080" (in quotes; port 0: any free one), or none',
    ],
  },
  {
    what: 'other machines let in without a word about keys',
    yaml: `listen_v4: 0.0.0.0:8080\nlisten_v6: "[::]:8080"\n${FAR}\n`,
    problems: [
      'c.yaml:1:12: listen_v4: 0.0.0.0 can be reached from other machines; write `auth: keys` and api_keys, `auth: required` for accounts, or `auth: none` if anybody may ask',
      'c.yaml:2:12: listen_v6: :: can be reached from other machines; write `auth: keys` and api_keys, `auth: required` for accounts, or `auth: none` if anybody may ask',
    ],
  },
  {
    what: 'keys asked for, and none given',
    yaml: `auth: keys\n${FAR}\n`,
    problems: [
      'c.yaml:1:7: auth: `auth: keys` needs at least one key in api_keys; add one, e.g. { name: me, key_env: MY_KEY }',
    ],
  },
  {
    what: 'keys given, and not asked for',
    yaml: `api_keys: [{ name: a, key_env: A }]\n${FAR}\n`,
    env: { A: 'k' },
    problems: [
      'c.yaml:1:1: api_keys: there are keys, but nothing asks for them; write `auth: keys`, or `auth: none` if anybody may ask',
    ],
  },
  {
    what: 'keys without a value, with a strange one, or twice',
    yaml: `auth: keys
api_keys:
  - { name: a, key_env: A }
  - { name: b, key_env: B }
  - { name: c, key_env: C }
  - { name: d, key_env: D }
  - { name: d, key_env: E }
${FAR}\n`,
    env: { B: '', C: 'k\n', D: 'k', E: 'k' },
    problems: [
      'c.yaml:3:25: api_keys[0].key_env: the environment variable A is not set; set it to the key',
      'c.yaml:4:25: api_keys[1].key_env: the environment variable B is empty; set it to the key',
      'c.yaml:5:25: api_keys[2].key_env: the environment variable C holds blanks, line breaks or characters that no header can carry; set it to the key alone',
      'c.yaml:7:13: api_keys[4].name: there is another key named "d"; names must differ',
      'c.yaml:7:25: api_keys[4].key_env: holds the same key as "d"; each needs a key of its own',
    ],
  },
  {
    what: 'a key for a model that is not there',
    yaml: `auth: keys\napi_keys: [{ name: a, key_env: A, models: [fra, other] }]\n${FAR}\n`,
    env: { A: 'k' },
    problems: [
      'c.yaml:2:44: api_keys[0].models[0]: there is no model "fra"; did you mean "far"?',
      'c.yaml:2:49: api_keys[0].models[1]: there is no model "other"; add it to models, or remove it here',
    ],
  },
];

const models: BadFile[] = [
  {
    what: 'a name taken twice',
    yaml: 'models:\n  a: { engine: vllm, model: x, aliases: [b, c, c] }\n  b: { engine: vllm, model: x }\n',
    problems: [
      'c.yaml:2:42: models.a.aliases[0]: the name "b" is already taken by models.b; names and aliases must differ',
      'c.yaml:2:48: models.a.aliases[2]: the name "c" is already taken by models.a.aliases[1]; names and aliases must differ',
    ],
  },
  {
    what: 'names that cannot be',
    yaml: `models:\n  "a\\nb": { engine: vllm, model: x }\n  ${'n'.repeat(201)}: { engine: vllm, model: x }\n  __proto__: { engine: vllm, model: x }\n`,
    problems: [
      'c.yaml:2:3: models["a\\nb"]: a name must not hold control characters',
      `c.yaml:3:3: models.${'n'.repeat(201)}: a name may have at most 200 characters; this one has 201`,
      'c.yaml:4:3: models.__proto__: this name is not possible; choose another',
    ],
  },
  {
    what: 'nothing to start and nowhere to ask',
    yaml: 'models:\n  a: { engine: llama.cpp }\n  b: { engine: openai }\n',
    problems: [
      'c.yaml:2:3: models.a: says neither how its engine is started nor where it runs; add one of command, model, source, url or urls',
      'c.yaml:3:3: models.b: says neither how its engine is started nor where it runs; add one of url, urls or command',
    ],
  },
  {
    what: 'variants out of order',
    yaml: tiny(
      'variants:\n      - { context: 1024, command: [x] }\n      - { context: 512, command: [x] }\n      - { context: 512, command: [x] }',
    ),
    problems: [
      'c.yaml:6:20: models.tiny.variants[1].context: variants go from the smallest context to the largest; 512 comes before 1024',
      'c.yaml:7:20: models.tiny.variants[2].context: the variant before has the same context 512, so this one would never be used',
    ],
  },
  {
    what: 'a variant without a context before another',
    yaml: tiny('variants:\n      - { command: [x] }\n      - { context: 512, command: [x] }'),
    problems: [
      'c.yaml:5:9: models.tiny.variants[0].context: only the last variant may leave out its context; the others need one to choose by',
    ],
  },
  {
    what: 'context and command beside variants',
    yaml: tiny('context: 5\n    command: [x]\n    variants: [{ command: [x] }]'),
    problems: [
      'c.yaml:4:14: models.tiny.context: with variants, context belongs into each of them; move it there',
      'c.yaml:5:5: models.tiny.command: with variants, command belongs into each of them; move it there',
    ],
  },
  {
    what: 'command and model, args without model, an empty binary',
    yaml: 'models:\n  a: { engine: vllm, command: [x], model: y }\n  b: { engine: vllm, command: [x], args: [y] }\n  c: { engine: vllm, command: [""] }\n',
    problems: [
      'c.yaml:2:43: models.a.model: there are both command and model; the command is built from model, so remove one of them',
      'c.yaml:3:36: models.b.args: args go with model; with command, put them into the command',
      'c.yaml:4:32: models.c.command[0]: the binary is empty; name it, e.g. llama-server',
    ],
  },
  {
    what: 'a model for an engine that we cannot build a command for',
    yaml: 'models: { a: { engine: openai, model: x } }\n',
    problems: [
      'c.yaml:1:39: models.a.model: no command can be built for the engine openai; give command or url (and engine_model for the name it is asked for)',
    ],
  },
  {
    what: 'addresses that are none',
    yaml: 'models:\n  a: { engine: openai, url: "http://u:p@h" }\n  b: { engine: openai, urls: ["http://h", "http://h/", "h/v1"] }\n  c: { engine: openai, url: "http://h", urls: ["http://i"] }\n',
    problems: [
      'c.yaml:2:29: models.a.url: must not hold a user name or password; put the key into an environment variable and name it in api_key_env',
      'c.yaml:3:43: models.b.urls[1]: is there twice; remove one of them',
      'c.yaml:3:56: models.b.urls[2]: must be an http or https URL, e.g. http://127.0.0.1:9000',
      'c.yaml:4:41: models.c.urls: there are both url and urls; put all of them into urls',
    ],
  },
  {
    what: 'replicas that would share an address',
    yaml: 'models:\n  a: { engine: openai, url: "http://h", replicas: 2 }\n  b: { engine: vllm, command: [x], url: "http://h", replicas: 2 }\n  c: { engine: vllm, command: [x], urls: ["http://h", "http://i"] }\n',
    problems: [
      'c.yaml:2:51: models.a.replicas: several replicas cannot share a fixed url; list them all in urls instead',
      'c.yaml:3:63: models.b.replicas: several replicas cannot share a fixed url; remove it (each replica gets a port of its own)',
      'c.yaml:4:36: models.c.urls: with a command there can be only one address, where the started engine answers; give one url',
    ],
  },
  {
    what: 'variants and preload of an engine that already runs',
    yaml: far('preload: true\n    variants: [{ context: 1 }, { context: 2 }]'),
    problems: [
      'c.yaml:5:14: models.far.preload: there is nothing to start: the engine is already running; remove preload',
      'c.yaml:6:5: models.far.variants: an engine that is already running has one variant only; remove the others, or give each a command',
    ],
  },
  {
    what: 'headers that cannot be sent, without their values',
    yaml: far('headers: { Host: h, "x y": v, a: "1\\r\\n2", B: c, b: d, authorization: e }\n    api_key_env: K'),
    env: { K: 'k' },
    problems: [
      'c.yaml:5:22: models.far.headers.Host: "Host" is set by the gateway or belongs to one connection; remove it',
      'c.yaml:5:32: models.far.headers["x y"]: "x y" is not a header name; use letters, digits and dashes, e.g. x-team',
      'c.yaml:5:38: models.far.headers.a: the value holds line breaks, blanks at its ends, or characters outside Latin-1; no header can carry it',
      'c.yaml:5:57: models.far.headers.b: the header b is there twice; case does not count',
      'c.yaml:6:18: models.far.api_key_env: api_key_env and a header authorization say the same twice; remove one of them',
    ],
  },
  {
    what: 'a health path that is none',
    yaml: far('health_path: healthz'),
    problems: [
      'c.yaml:5:18: models.far.health_path: must be a path that begins with /, e.g. /healthz; it is "healthz"',
    ],
  },
  {
    what: 'environment variables that cannot be',
    yaml: tiny('command: [x]\n    env: { "A=B": c, D: "\\0" }'),
    problems: [
      'c.yaml:5:19: models.tiny.env["A=B"]: is not the name of an environment variable',
      'c.yaml:5:25: models.tiny.env.D: the value holds a NUL character; no variable can',
    ],
  },
];

for (const [group, files] of Object.entries({ form, listening, models }))
  describe(`bad files: ${group}`, () => {
    for (const { what, yaml, env, problems } of files)
      it(what, async () => {
        await using dir = await configFolder();
        assert.deepEqual(await dir.problems(yaml, env), problems);
      });
  });

describe('bad files', () => {
  it('files and folders that are not there are named in full', async () => {
    await using dir = await configFolder();
    assert.deepEqual(
      await dir.problems(
        'models:\n  a: { engine: embedded, model: x.gguf }\n  b: { engine: vllm, model: x, work_dir: w }\n',
      ),
      [
        `c.yaml:2:33: models.a.model: there is no file ${dir.path}/x.gguf; correct the path, or put the model there`,
        `c.yaml:3:42: models.b.work_dir: there is no folder ${dir.path}/w; create it, or correct the path`,
      ],
    );
  });

  it('says where YAML itself is broken', async () => {
    await using dir = await configFolder();
    const problems = await dir.problems('slots: 1\nmodels: { a: [ }\n');
    assert.match(problems[0] ?? '', /^c\.yaml:2:\d+: is not valid YAML: /);
  });

  it('tells all problems at once, in the order of the lines, whatever their sort', async () => {
    await using dir = await configFolder();
    const problems = await dir.problems(
      'slots: 0\nlisten_v4: none\nmodels:\n  a: { engine: vllm, url: "ftp://h" }\n  b: { engine: nope }\n',
    );
    assert.deepEqual(
      problems.map((problem) => problem.split(': ').slice(0, 2).join(' ')),
      ['c.yaml:1:8 slots', 'c.yaml:4:27 models.a.url', 'c.yaml:5:16 models.b.engine'],
    );
  });

  it('tells no problem that only comes of another', async () => {
    await using dir = await configFolder();
    const problems = await dir.problems(
      'listen_v4: 0.0.0.0:1\nauth: kyes\nmodels:\n  a: { engine: vllm, command: x }\n',
    );
    assert.deepEqual(
      problems.map((problem) => problem.split(': ')[1]),
      ['auth', 'models.a.command'],
    );
  });

  it('points into the anchor where a merged value is wrong', async () => {
    await using dir = await configFolder();
    const problems = await dir.problems(
      'models:\n  a: &a { engine: vllm, model: x, max_queue: -1 }\n  b: { <<: *a }\n',
    );
    assert.deepEqual(
      problems.map((problem) => problem.split(': ')[0]),
      ['c.yaml:2:46', 'c.yaml:2:46'],
    );
  });

  it('does not let aliases grow without end', { timeout: 5_000 }, async () => {
    await using dir = await configFolder();
    let text = 'a0: &a0 [1]\n';
    for (let i = 1; i < 30; i++) text += `a${i}: &a${i} [*a${i - 1}, *a${i - 1}]\n`;
    assert.match((await dir.problems(text)).join('\n'), /cannot be expanded: Excessive alias count/);
    const many = `a: &a 1\nb: [${'*a, '.repeat(101)}]\n`;
    assert.match((await dir.problems(many)).join('\n'), /more than 100 aliases/);
  });
});
