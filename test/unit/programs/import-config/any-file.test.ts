/** Files made by chance, of everything that llama-swap knows: each becomes a configuration that is taken, without its secrets. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { checkConfig } from '../../../../server/platform/config/index.ts';
import { configFolder } from '../../platform/config/config-folder.ts';
import { importText } from './import-fixture.ts';

/** Numbers from 0 to below 1, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state / 2 ** 32;
  };
}

interface Dice {
  pick<Value>(values: readonly Value[]): Value;
  /** `{ [key]: value }`, or nothing. */
  maybe(key: string, value: () => unknown): object;
}

function dice(seed: number): Dice {
  const next = chance(seed);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(next() * values.length)] as Value;
  return { pick, maybe: (key, value) => (next() < 0.5 ? { [key]: value() } : {}) };
}

const WORDS = [
  '-m',
  '/m/x.gguf',
  "'a b'",
  '"c\\"d"',
  '${env.DIR}/y',
  '${lib}',
  '$HOME',
  '# no',
  '\\\n',
  '--x=${n}',
  '{"a":1}',
  "'${'",
];
const SECRETS = [
  '--api-key s3cret',
  '--api-key=s3cret',
  '-e HF_TOKEN=s3cret',
  "sh -c 'A_SECRET=s3cret run'",
  '--hf-token s3cret',
];

function modelOf({ pick, maybe }: Dice, index: number): object {
  const binary = pick([
    'llama-server',
    '/opt/x/run.sh',
    'vllm serve m',
    'python -m sglang.launch_server',
    'docker run -p ${PORT}:80 i',
  ]);
  const cmd = [binary, '--port ${PORT}', pick(WORDS), pick(WORDS), pick(SECRETS), '\n# a comment\n', pick(WORDS)].join(
    ' ',
  );
  return {
    cmd,
    ...maybe('proxy', () =>
      pick(['http://127.0.0.1:${PORT}', 'http://h:${PORT}/p', 'http://h:9000', 'http://${env.BOX}']),
    ),
    ...maybe('cmdStop', () => pick(['kill ${PID}', 'docker stop ${MODEL_ID}', 'stop "${PORT}" ${PID}'])),
    ...maybe('checkEndpoint', () => pick(['/health', 'none', '/v1/models', 'x'])),
    ...maybe('ttl', () => pick([-1, 0, 1, 3600])),
    ...maybe('unloadTimeout', () => pick([0, 5])),
    ...maybe('aliases', () => pick([[], [`alias-${index}`], [{ id: `alias-${index}`, name: 'N' }], ['shared', 'm0']])),
    ...maybe('env', () => pick([[], ['A=1', 'HF_TOKEN=s3cret'], ['B=${env.DIR}', 'C=${x y}', 'D=']])),
    ...maybe('useModelName', () => pick(['', 'org/name', '${MODEL_ID}-big'])),
    ...maybe('concurrencyLimit', () => pick([0, 7])),
    ...maybe('filters', () => pick([{}, { stripParams: 'a' }, { setParamsByID: { '${MODEL_ID}:x': { a: 1 } } }])),
    ...maybe('macros', () => ({ n: pick([1, true, 'two words']) })),
    ...maybe('metadata', () => ({ n: '${n}' })),
    ...maybe('unlisted', () => true),
  };
}

function fileOf(seed: number): string {
  const given = dice(seed);
  const { pick, maybe } = given;
  const ids = ['m0', 'm1', 'Größe 7b:q4', 'org/name'].slice(0, pick([1, 2, 3, 4]));
  const file = {
    macros: { lib: '/lib/${MODEL_ID}', n: pick([3, 0.5, false]) },
    models: Object.fromEntries(ids.map((id, index) => [id, modelOf(given, index)])),
    ...maybe('healthCheckTimeout', () => pick([1, 60, 600])),
    ...maybe('globalTTL', () => pick([0, 90])),
    ...maybe('logLevel', () => pick(['debug', 'info', 'loud'])),
    ...maybe('apiKeys', () => pick([['s3cret'], ['${env.KEY}', 's3cret-two']])),
    ...maybe('groups', () => ({ g: { swap: pick([true, false]), exclusive: pick([true, false]), members: ids } })),
    ...maybe('hooks', () => ({ on_startup: { preload: pick([[], ['m0'], ['alias-0', 'gone']]) } })),
    ...maybe('peers', () => ({
      p: { proxy: 'https://far', apiKey: pick(['', 's3cret', '${env.FAR}']), models: ['m0', 'q'] },
    })),
    ...maybe('startPort', () => 7000),
    ...maybe('matrix', () => null),
  };
  return stringify(file);
}

describe('any file of llama-swap', () => {
  for (let seed = 1; seed <= 150; seed++)
    it(`number ${seed} is taken, and holds no secret`, async () => {
      const text = fileOf(seed);
      const { yaml, report, findings } = importText(text);
      assert.doesNotMatch(yaml + report, /s3cret/, text);
      const again = importText(stringify(parse(text)));
      assert.equal(again.yaml, yaml, 'the same for the same');
      await using dir = await configFolder({ 'roundhouse.yaml': yaml });
      const env = Object.fromEntries(findings.variables.map(({ name }) => [name, `v-${name}`]));
      const check = await checkConfig({ env, cwd: dir.path, onTerminal: false });
      assert.ok(check.ok, `${check.summary}\n${text}\n${yaml}`);
    });
});
