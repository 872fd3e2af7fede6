import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importModelLines, importText } from './import-fixture.ts';

const of = (cmd: string) => importModelLines(`cmd: ${JSON.stringify(`${cmd} \${PORT}`)}`);

/** Commands with a secret (s3cret) in them, and the arguments that come of them, `${PORT}` aside. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ['x --api-key s3cret', ['x', '--api-key', '${M_API_KEY}']],
  ['x --api-key=s3cret', ['x', '--api-key=${M_API_KEY}']],
  ['x --hf-token s3cret', ['x', '--hf-token', '${M_HF_TOKEN}']],
  ['x -hft s3cret', ['x', '-hft', '${M_HFT}']],
  ['env HF_TOKEN=s3cret x', ['env', 'HF_TOKEN=${HF_TOKEN}', 'x']],
  ['docker run -e HF_TOKEN=s3cret i', ['docker', 'run', '-e', 'HF_TOKEN=${HF_TOKEN}', 'i']],
  ['docker run -eHF_TOKEN=s3cret i', ['docker', 'run', '-eHF_TOKEN=${HF_TOKEN}', 'i']],
  ['docker run --env=MY_API_KEY=s3cret i', ['docker', 'run', '--env=MY_API_KEY=${MY_API_KEY}', 'i']],
  [
    "sh -c 'DB_PASSWORD=s3cret x --api-key s3cret2'",
    ['sh', '-c', 'DB_PASSWORD=${DB_PASSWORD} x --api-key ${M_API_KEY}'],
  ],
  [
    `sh -c "export HF_TOKEN='s3cret s3cret'; x --api-key 's3cret3'"`,
    ['sh', '-c', "export HF_TOKEN='${HF_TOKEN}'; x --api-key '${M_API_KEY}'"],
  ],
  ["sh -c 'export OPENAI_KEY=s3cret; x'", ['sh', '-c', 'export OPENAI_KEY=${OPENAI_KEY}; x']],
  ["docker run -e 'DB_PASS=s3cret; s3cret'", ['docker', 'run', '-e', 'DB_PASS=${DB_PASS}']],
  ['docker run -e=HF_TOKEN=s3cret i', ['docker', 'run', '-e=HF_TOKEN=${HF_TOKEN}', 'i']],
  ["x '--password=s3cret s3cret'", ['x', '--password=${M_PASSWORD}']],
  ["x -H 'Authorization: Bearer s3cret'", ['x', '-H', 'Authorization: Bearer ${M_SECRET}']],
  ['x -H "x-api-key: s3cret"', ['x', '-H', 'x-api-key: ${M_SECRET}']],
  ['x --db postgres://me:s3cret@h:5432/d', ['x', '--db', 'postgres://me:${M_SECRET}@h:5432/d']],
  ['env DB=postgres://me:s3cret@h/d x', ['env', 'DB=postgres://me:${M_SECRET}@h/d', 'x']],
];

describe('secrets in a command', () => {
  for (const [cmd, args] of cases)
    it(`${cmd}: go into the environment`, () => {
      const { config, yaml, report } = of(cmd);
      assert.deepEqual(config.models['m']?.command, [...args, '${PORT}']);
      assert.doesNotMatch(yaml + report, /s3cret/);
      for (const [, name] of args.join(' ').matchAll(/\$\{(\w+)\}/g))
        assert.match(report, new RegExp(`^  ${name}: .*models\\.m$`, 'm'));
    });

  it('that the engine asks for is sent to it', () => {
    assert.equal(of('x --api-key s3cret').config.models['m']?.api_key_env, 'M_API_KEY');
    assert.equal(of('x --api-key ${env.OURS}').config.models['m']?.api_key_env, 'OURS');
    assert.equal(of('x').config.models['m']?.api_key_env, undefined);
  });

  it('are no numbers, and no names that only look like one', () => {
    const args = ['x', 'MAX_TOKEN=512', 'TOKENIZERS_PARALLELISM=false', 'KEYS=a', '--max-tokens', '3', 'http://h:80/a'];
    assert.deepEqual(of(args.join(' ')).config.models['m']?.command, [...args, '${PORT}']);
  });

  it('that come from the environment already stay as they are', () =>
    assert.deepEqual(of('x -e HF_TOKEN=${env.HF_TOKEN}').config.models['m']?.command?.[2], 'HF_TOKEN=${HF_TOKEN}'));
});

describe('secrets elsewhere', () => {
  it('in env go into the environment, the same ones into one variable', () => {
    const { config, yaml, findings } = importText(
      [
        'models:',
        '  a: {cmd: "x ${PORT}", env: [HF_TOKEN=s3cret]}',
        '  b: {cmd: "x ${PORT}", env: [HF_TOKEN=s3cret]}',
        '  c: {cmd: "x ${PORT}", env: [HF_TOKEN=other-s3cret]}',
      ].join('\n'),
    );
    assert.doesNotMatch(yaml, /s3cret/);
    assert.deepEqual(
      Object.values(config.models).map(({ env }) => env?.['HF_TOKEN']),
      ['${HF_TOKEN}', '${HF_TOKEN}', '${HF_TOKEN_2}'],
    );
    assert.deepEqual(
      findings.variables.map(({ name }) => name),
      ['HF_TOKEN', 'HF_TOKEN_2'],
    );
  });

  it('give names that variables can have', () => {
    const { findings } = importText('models: {"7b-größe!": {cmd: "x ${PORT} --api-key s3cret"}}');
    assert.match(findings.variables[0]?.name ?? '', /^KEY_7B_GR_SSE_API_KEY$/);
  });

  it('in apiKeys become variables, and the caller may do less', () => {
    const { config, yaml, report } = importText('apiKeys: [s3cret, "${env.MINE}"]\nmodels: {m: {cmd: "x ${PORT}"}}');
    assert.deepEqual(config.api_keys, [
      { name: 'key-1', key_env: 'LLAMA_SWAP_KEY_1' },
      { name: 'key-2', key_env: 'MINE' },
    ]);
    assert.doesNotMatch(yaml + report, /s3cret/);
    assert.match(report, /LLAMA_SWAP_KEY_1: the API key at apiKeys\[0\]/);
    assert.match(report, /apiKeys: .*verbs/);
  });
});
