// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${NAME} itself
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkConfig, loadConfig, printConfigCheck, secretEnvNames } from '../../../../server/platform/config/index.ts';
import { configFolder, modelOf } from './config-folder.ts';

const FAR = 'models: { far: { engine: openai, url: "http://127.0.0.1:9000" } }\n';

describe('which file is read', () => {
  it('is the one that is named, before the variable and the default', async () => {
    await using dir = await configFolder({ 'a.yaml': FAR, 'b.yaml': FAR, 'roundhouse.yaml': FAR });
    const env = { ROUNDHOUSE_CONFIG: 'b.yaml' };
    assert.equal((await loadConfig({ path: 'a.yaml', env, cwd: dir.path })).path, join(dir.path, 'a.yaml'));
    assert.equal((await loadConfig({ env, cwd: dir.path })).path, join(dir.path, 'b.yaml'));
    assert.equal((await loadConfig({ env: {}, cwd: dir.path })).path, join(dir.path, 'roundhouse.yaml'));
  });

  it('is none where there is none: the built-in model', async () => {
    await using dir = await configFolder();
    const config = await loadConfig({ env: {}, cwd: dir.path });
    assert.equal(config.path, null);
    assert.deepEqual(config.listenV4, { host: '127.0.0.1', port: 8080 });
    const tiny = modelOf(config, 'tiny');
    assert.equal(tiny.engine, 'embedded');
    assert.equal(tiny.preload, true);
    assert.equal(tiny.variants[0]?.context, 1024);
    const run = tiny.variants[0]?.run;
    assert.match(run?.by === 'model' ? run.model : '', /\/models\/tiny\.q8_0\.gguf$/);
  });

  it('must exist if it is named', async () => {
    await using dir = await configFolder();
    await assert.rejects(loadConfig({ path: 'no.yaml', env: {}, cwd: dir.path }), {
      message: 'no.yaml: 1 problem\n  no.yaml: there is no such file; correct the path, or create it',
    });
  });

  it('must be readable', { skip: process.getuid?.() === 0 }, async () => {
    await using dir = await configFolder({ 'c.yaml': FAR });
    await chmod(join(dir.path, 'c.yaml'), 0o000);
    await assert.rejects(loadConfig({ path: 'c.yaml', env: {}, cwd: dir.path }), /cannot be read \(EACCES\)/);
  });
});

describe('what is left out', () => {
  it('has the documented defaults', async () => {
    await using dir = await configFolder();
    const { models, ...rest } = await dir.load(FAR);
    assert.deepEqual(rest, {
      path: join(dir.path, 'c.yaml'),
      listenV4: { host: '127.0.0.1', port: 8080 },
      listenV6: null,
      auth: 'none',
      dataDir: join(dir.path, 'roundhouse-data'),
      slots: 1,
      downloadRoots: [join(dir.path, 'roundhouse-data', 'models')],
      downloadEndpoints: [],
      volumeRoot: null,
      log: { level: 'info', format: 'json', file: null },
      apiKeys: [],
      tokenLifetimeMs: 30 * 24 * 3_600_000,
      databaseUrl: null,
      publicMetrics: false,
      maxBodyBytes: 32_000_000,
      timeouts: {
        connectMs: 3_000,
        firstByteMs: 600_000,
        betweenChunksMs: 120_000,
        wholeRequestMs: 1_800_000,
        shutdownDrainMs: 30_000,
      },
      conversationDays: null,
      userEngines: null,
      docker: { at: { socketPath: '/var/run/docker.sock' }, engineAddress: null, registries: [] },
      gpus: null,
      secretEnv: [],
    });
    assert.deepEqual(models, [
      {
        name: 'far',
        aliases: [],
        engine: 'openai',
        idleUnloadMs: null,
        preload: false,
        replicas: 1,
        concurrency: null,
        maxWaitMs: 60_000,
        maxQueue: 1_000,
        drainTimeoutMs: 300_000,
        reserveTokens: 512,
        variants: [
          {
            context: null,
            run: null,
            source: null,
            env: {},
            workDir: dir.path,
            stopCommand: null,
            readyTimeoutMs: 60_000,
            stopTimeoutMs: 15_000,
          },
        ],
        urls: ['http://127.0.0.1:9000'],
        engineModel: null,
        headers: {},
        apiKey: null,
        healthPath: null,
      },
    ]);
  });

  it('lets vLLM and SGLang take longer to get ready', async () => {
    await using dir = await configFolder();
    const config = await dir.load('models: { a: { engine: vllm, model: m }, b: { engine: sglang, model: m } }');
    assert.deepEqual(
      config.models.map((model) => model.variants[0]?.readyTimeoutMs),
      [600_000, 600_000],
    );
  });

  it('logs text on a terminal, JSON to a file', async () => {
    await using dir = await configFolder({ 'a.yaml': FAR, 'b.yaml': `${FAR}log: { file: rh.log }\n` });
    const load = (path: string) => loadConfig({ path, env: {}, cwd: dir.path, onTerminal: true });
    assert.equal((await load('a.yaml')).log.format, 'text');
    assert.deepEqual((await load('b.yaml')).log, { level: 'info', format: 'json', file: join(dir.path, 'rh.log') });
  });
});

describe('a model', () => {
  it('has its variants as written, with what they share at its own level', async () => {
    await using dir = await configFolder({ 'm.gguf': '', 'w/x': '' });
    const config = await dir.load(`
models:
  tiny:
    engine: llama.cpp
    model: m.gguf
    args: [-a]
    env: { K: shared, L: shared }
    stop_timeout: 3s
    variants:
      - { context: 512, env: { K: own } }
      - { context: 1024, args: [-b], work_dir: w, stop_timeout: 500ms }
      - { command: [llama-server, --port, "\${PORT}"], stop_command: [kill, "\${PID}"] }
`);
    const [a, b, c] = modelOf(config, 'tiny').variants;
    const model = join(dir.path, 'm.gguf');
    assert.deepEqual(a?.run, { by: 'model', model, args: ['-a'] });
    assert.deepEqual(a?.env, { K: 'own', L: 'shared' });
    assert.deepEqual(b?.run, { by: 'model', model, args: ['-b'] });
    assert.deepEqual([a?.stopTimeoutMs, b?.stopTimeoutMs], [3_000, 500]);
    assert.equal(b?.workDir, join(dir.path, 'w'));
    assert.deepEqual(c?.run, { by: 'command', command: ['llama-server', '--port', '${PORT}'] });
    assert.deepEqual(c?.stopCommand, ['kill', '${PID}']);
    assert.equal(c?.context, null);
  });

  it('may have a command and the address where it will answer', async () => {
    await using dir = await configFolder();
    const model = modelOf(
      await dir.load('models: { a: { engine: openai, command: [x], url: "http://127.0.0.1:9/" } }'),
      'a',
    );
    assert.deepEqual(model.urls, ['http://127.0.0.1:9']);
    assert.deepEqual(model.variants[0]?.run, { by: 'command', command: ['x'] });
  });

  it('may be named with slashes, dots and digits', async () => {
    await using dir = await configFolder();
    const config = await dir.load(
      'models: { org/a: {engine: vllm, model: x}, 1.10: {engine: vllm, model: x}, true: {engine: vllm, model: x} }',
    );
    assert.deepEqual(config.models.map(({ name }) => name).sort(), ['1.10', 'org/a', 'true']);
  });

  it('leaves names of Hugging Face and paths of vLLM as they are', async () => {
    await using dir = await configFolder();
    const run = modelOf(await dir.load('models: { a: { engine: vllm, model: org/name.gguf } }'), 'a').variants[0]?.run;
    assert.equal(run?.by === 'model' && run.model, 'org/name.gguf');
  });

  it('may come of anchors and merge keys', async () => {
    await using dir = await configFolder();
    const config = await dir.load(
      'models:\n  a: &a { engine: vllm, model: x, max_wait: 5s }\n  b: { <<: *a, model: y }\n',
    );
    assert.equal(modelOf(config, 'b').maxWaitMs, 5_000);
  });
});

describe('the environment', () => {
  it('may hold numbers and switches', async () => {
    await using dir = await configFolder();
    const config = await dir.load(`slots: \${SLOTS}\npublic_metrics: \${P}\nmax_body: \${B}\n${FAR}`, {
      SLOTS: '3',
      P: 'true',
      B: '1KB',
    });
    assert.deepEqual([config.slots, config.publicMetrics, config.maxBodyBytes], [3, true, 1000]);
  });

  it('holds the keys; they are kept as hashes, and engines do not inherit them', async () => {
    await using dir = await configFolder();
    const config = await dir.load(
      `
auth: keys
api_keys: [{ name: ci, key_env: CI_KEY, models: [alias] }, { name: all, key_env: ALL_KEY, verbs: [admin] }]
models:
  far:
    engine: openai
    url: http://127.0.0.1:9000
    aliases: [alias]
    api_key_env: FAR_KEY
    headers: { X-Token: "t \${TOKEN}" }
    engine_model: "\${NAME}"
`,
      { CI_KEY: 'sk-1', ALL_KEY: 'sk-2', FAR_KEY: 'sk-3', TOKEN: 'sk-4', NAME: 'n' },
    );
    assert.deepEqual(config.apiKeys, [
      { name: 'ci', sha256: hash('sha256', 'sk-1', 'buffer'), models: ['far'], verbs: ['infer', 'read'] },
      { name: 'all', sha256: hash('sha256', 'sk-2', 'buffer'), models: null, verbs: ['admin'] },
    ]);
    assert.equal(modelOf(config, 'far').apiKey, 'sk-3');
    assert.deepEqual(modelOf(config, 'far').headers, { 'x-token': 't sk-4' });
    assert.deepEqual([...secretEnvNames(config)].sort(), ['ALL_KEY', 'CI_KEY', 'FAR_KEY', 'TOKEN']);
  });

  it('never shows in an error', async () => {
    await using dir = await configFolder();
    const secret = 's3cr3t\n€';
    const text = `
slots: \${S}
auth: keys
api_keys: [{ name: a, key_env: S }]
log: { level: "\${S}" }
models:
  a: { engine: openai, url: "\${S}", headers: { a: "\${S}" }, api_key_env: S }
  b: { engine: openai, url: "http://h", headers: { b: 5 }, max_wait: "\${S}" }
`;
    const problems = await dir.problems(text, { S: secret });
    assert.ok(problems.length >= 7, problems.join('\n'));
    assert.ok(!problems.join().includes('s3cr3t'), problems.join('\n'));
  });
});

describe('check-config', () => {
  it('says what would be served', async () => {
    await using dir = await configFolder({
      'c.yaml':
        'listen_v6: "[::1]:0"\nmodels: { a: { engine: vllm, model: x, aliases: [b], idle_unload: 10m, preload: true } }\n',
    });
    const check = await checkConfig({ path: 'c.yaml', env: {}, cwd: dir.path });
    assert.deepEqual([check.ok, check.problems], [true, []]);
    assert.match(check.summary, /c\.yaml: valid\n {2}listens on {2}127\.0\.0\.1:8080, \[::1\]:0\n/);
    assert.match(
      check.summary,
      /a: vllm, context any; started by Roundhouse; also b; preloaded; unloaded after 10m idle/,
    );
  });

  it('writes problems to standard error and exits 2', async () => {
    await using dir = await configFolder({ 'c.yaml': 'slots: 0\nmodels: {}\n' });
    const check = await checkConfig({ path: 'c.yaml', env: {}, cwd: dir.path });
    const written: string[] = [];
    const streams = {
      out: (text: string) => written.push(`out ${text}`),
      err: (text: string) => written.push(`err ${text}`),
    };
    assert.equal(printConfigCheck(check, streams), 2);
    assert.deepEqual(written, [
      'err c.yaml: 1 problem\n  c.yaml:1:8: slots: must be a number of at least 1; it is 0\n',
    ]);
  });
});
