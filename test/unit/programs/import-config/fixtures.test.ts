/** Whole files: what comes of them is a configuration that Roundhouse takes, and no secret is in it or in the report. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkConfig, loadConfig } from '../../../../server/platform/config/index.ts';
import { importConfig } from '../../../../server/programs/import-config/import-config.ts';
import { reportFindings } from '../../../../server/programs/import-config/report.ts';
import { configFolder } from '../../platform/config/config-folder.ts';
import { fixtures, fixtureText, importFixture } from './import-fixture.ts';

async function load(name: string) {
  const { yaml, findings } = importFixture(name);
  await using dir = await configFolder({});
  const path = join(dir.path, 'roundhouse.yaml');
  await writeFile(path, yaml);
  const env = Object.fromEntries(findings.variables.map((variable) => [variable.name, `value-of-${variable.name}`]));
  const check = await checkConfig({ path, env, cwd: dir.path, onTerminal: false });
  assert.ok(check.ok, `${check.summary}\n${yaml}`);
  return loadConfig({ path, env, cwd: dir.path, onTerminal: false });
}

describe('an imported file', () => {
  it('is tried with every fixture', () => assert.ok(fixtures.length >= 7, fixtures.join()));

  for (const name of fixtures) {
    it(`${name}: is accepted with the variables set that the report names`, async () => void (await load(name)));

    it(`${name}: holds no secret, nor does the report`, () => {
      const { yaml, report } = importFixture(name);
      assert.doesNotMatch(yaml, /SECRET/);
      assert.doesNotMatch(report, /SECRET-/);
    });

    it(`${name}: says where it comes from, and ends with a line break`, () => {
      const { yaml } = importFixture(name);
      assert.match(yaml, /^# Imported from (llama-swap|the vLLM management API)'s configuration\./);
      assert.match(yaml, /[^\n]\n$/);
    });

    it(`${name}: tells every key at the top that is not taken over`, () => {
      const { report, yaml } = importFixture(name);
      const carried = /^(models|macros|groups|hooks|peers|routing|healthCheckTimeout|globalTTL|logLevel|apiKeys)$/;
      const known = /^(API_port|api_port|ACCESS_TOKEN_EXPIRE_MINUTES|LLMs)$/;
      for (const [, key] of fixtureText(name).matchAll(/^(\w+):/gm))
        if (!carried.test(key as string) && !known.test(key as string))
          assert.match(report, new RegExp(`^  ${key}: .{20,}`, 'm'), yaml);
    });
  }

  it('home-lab: starts the same engines in the same way', async () => {
    const { models, slots, log } = await load('llama-swap/home-lab.yaml');
    const [qwen, embeddings, tabby] = models;
    assert.deepEqual([slots, log.level], [1, 'warn']);
    assert.deepEqual(qwen?.variants[0]?.run, {
      by: 'command',
      command: [
        '/opt/llama.cpp/llama-server',
        '--port',
        '${PORT}',
        '-ngl',
        '99',
        '-c',
        '16384',
        '-m',
        '/srv/models/Qwen 2.5/qwen2.5-7b-q4_k_m.gguf',
        '--chat-template-kwargs',
        '{"enable_thinking": false}',
      ],
    });
    assert.deepEqual([qwen?.engine, qwen?.aliases], ['llama.cpp', ['gpt-4o-mini', 'gpt-3.5-turbo']]);
    assert.deepEqual([qwen?.idleUnloadMs, qwen?.preload], [300_000, true]);
    assert.deepEqual(qwen?.variants[0]?.env, { CUDA_VISIBLE_DEVICES: '0', HF_TOKEN: 'value-of-HF_TOKEN' });
    assert.equal(qwen?.variants[0]?.readyTimeoutMs, 300_000);
    assert.deepEqual([embeddings?.idleUnloadMs, embeddings?.healthPath], [null, '/v1/models']);
    assert.deepEqual([tabby?.engine, tabby?.urls], ['openai', ['http://127.0.0.1:5000']]);
    assert.deepEqual([tabby?.engineModel, tabby?.concurrency, tabby?.healthPath], ['exl2-model', 2, '/health']);
    assert.deepEqual(tabby?.aliases, ['tabby-careful']);
    assert.equal(tabby?.idleUnloadMs, 1_800_000, 'of globalTTL');
    assert.deepEqual(tabby?.variants[0]?.stopCommand, ['/opt/tabby/stop.sh', '${PID}']);
    assert.equal(tabby?.variants[0]?.stopTimeoutMs, 30_000);
  });

  it('macros-and-env: fills macros in, and leaves the environment to the start', async () => {
    const { models } = await load('llama-swap/macros-and-env.yaml');
    const [small, large] = models.map(({ variants }) => variants[0]?.run);
    const start = ['value-of-LLAMA_BIN/llama-server', '--host', '127.0.0.1', '--port', '${PORT}', '-c'];
    const files = 'value-of-MODELS_DIR/gguf';
    assert.deepEqual(small, {
      by: 'command',
      command: [...start, '4096', '--flash-attn', 'true', '-m', `${files}/small.gguf`],
    });
    assert.deepEqual(large?.by === 'command' && large.command.slice(6), [
      '32768',
      '--flash-attn',
      'true',
      '-m',
      `${files}/large.gguf`,
      '--model-draft',
      `${files}/draft-large.gguf`,
      '--api-key',
      'value-of-LARGE_KEY',
    ]);
    assert.equal(models[1]?.apiKey, 'value-of-LARGE_KEY', 'and it is sent to the engine');
    assert.equal(models[0]?.idleUnloadMs, 120_000, 'a number from a macro');
  });

  it('groups-together: gives each of them a slot', async () => {
    const { slots, models } = await load('llama-swap/groups-together.yaml');
    assert.equal(slots, 3);
    assert.deepEqual(
      models.map(({ preload }) => preload),
      [true, true, false],
    );
  });

  it('containers: keeps their commands, and says that they could move', async () => {
    const { models, slots } = await load('llama-swap/containers.yaml');
    const [vllm, sglang, whisper] = models;
    assert.equal(slots, 1);
    assert.deepEqual([vllm?.engine, sglang?.engine, whisper?.engine], ['vllm', 'sglang', 'openai']);
    assert.deepEqual(vllm?.variants[0]?.stopCommand, ['docker', 'stop', 'vllm-qwen']);
    assert.deepEqual(whisper?.urls, ['http://gpu-box.lan:5800/whisper']);
    const run = whisper?.variants[0]?.run;
    assert.ok(run?.by === 'command' && run.command.includes('5800:9000'), 'the port is the same in both');
    assert.equal(sglang?.variants[0]?.readyTimeoutMs, 600_000, 'not the 120 s of llama-swap');
    const { report } = importFixture('llama-swap/containers.yaml');
    assert.match(report, /models\.vllm-qwen\.cmd: .*worth moving to `docker:`/);
    assert.match(report, /models\.whisper\.cmd: .*worth moving to `docker:`/);
    assert.match(report, /routing\.router\.settings\.groups: .*slots is 1/);
    assert.match(report, /models\.sglang-llama\.capabilities: .*`context`/);
  });

  it('peers-and-keys: makes models of peers, and takes keys from the environment', async () => {
    const { models, apiKeys, auth } = await load('llama-swap/peers-and-keys.yaml');
    assert.equal(auth, 'keys');
    assert.deepEqual(
      apiKeys.map(({ name }) => name),
      ['key-1', 'key-2'],
    );
    assert.deepEqual(
      models.map(({ name, aliases, urls, engineModel }) => [name, aliases, urls[0], engineModel]),
      [
        ['local', [], undefined, null],
        ['office/gemma', [], 'http://192.168.1.23:8080', 'gemma'],
        ['office/local', [], 'http://192.168.1.23:8080', 'local'],
        [
          'meta-llama/llama-3.1-8b-instruct',
          ['router/meta-llama/llama-3.1-8b-instruct'],
          'https://openrouter.ai/api',
          'meta-llama/llama-3.1-8b-instruct',
        ],
        ['router/gemma', [], 'https://openrouter.ai/api', 'gemma'],
        ['glm', ['far/glm'], 'https://far.example', 'glm'],
      ],
    );
    assert.equal(models[0]?.apiKey, 'value-of-LOCAL_API_KEY');
    assert.equal(models[3]?.apiKey, 'value-of-ROUTER_API_KEY');
    assert.equal(models[5]?.apiKey, 'value-of-FAR_KEY');
  });

  it('published: listens where it did, with accounts and engines of users', async () => {
    const config = await load('vllm-management/published.yaml');
    assert.deepEqual(config.listenV4, { host: '0.0.0.0', port: 8086 });
    assert.deepEqual([config.auth, config.tokenLifetimeMs], ['required', 2 * 24 * 3_600_000]);
    assert.equal(config.userEngines?.engine, 'vllm');
    assert.deepEqual(
      config.models.map(({ name, urls, engineModel }) => [name, urls[0], engineModel]),
      [['Llama_7b', 'http://localhost:8082', 'meta-llama/Llama-2-7b-chat-hf']],
    );
  });

  it('takes the port of the vLLM management API by either name, and numbers in quotes', () => {
    const read = (text: string) => importConfig(text, { name: 'c.yaml', from: 'vllm-management' });
    for (const text of ['port: 5000', 'API_port: "5000"', 'API_port: 5000\nport: 6000']) {
      const { config, findings } = read(text);
      assert.equal(config.listen_v4, '0.0.0.0:5000', text);
      assert.equal(/^ {2}port: /m.test(reportFindings(findings)), text.includes('6000'), 'of two, one is told of');
    }
    assert.equal(read('port: 1\nACCESS_TOKEN_EXPIRE_MINUTES: "1440"').config.token_days, 1);
  });

  it('small: needs no more than a port', async () => {
    const config = await load('vllm-management/small.yaml');
    assert.deepEqual([config.listenV4, config.models.length], [{ host: '0.0.0.0', port: 9000 }, 0]);
  });
});
