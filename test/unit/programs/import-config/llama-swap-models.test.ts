/** What each key of a model becomes, and what is told of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importModelLines, importText } from './import-fixture.ts';

const model = (...lines: readonly string[]) => importModelLines(...lines).config.models['m'];
const told = (...lines: readonly string[]) => importModelLines(...lines).report;

describe('where the engine of a model answers', () => {
  it('is a port that we choose, where cmd has ${PORT}', () => {
    assert.equal(model()?.url, undefined);
    assert.deepEqual(model()?.command, ['llama-server', '--port', '${PORT}']);
  });

  for (const proxy of ['http://localhost:${PORT}', 'http://127.0.0.1:${PORT}/', 'http://0.0.0.0:${PORT}'])
    it(`is the same for the proxy ${proxy}`, () => assert.equal(model(`proxy: "${proxy}"`)?.url, undefined));

  it('is the proxy, where cmd has a port of its own', () => {
    const { url, command } = model('cmd: llama-server --port 9005', 'proxy: http://127.0.0.1:9005/') ?? {};
    assert.equal(url, 'http://127.0.0.1:9005');
    assert.deepEqual(command, ['llama-server', '--port', '9005']);
  });

  it('is a port that is written down, where the proxy is more than a port', () => {
    const { config } = importText(
      [
        'startPort: 7000',
        'models:',
        '  a: { cmd: "x --port ${PORT}", proxy: "http://127.0.0.1:${PORT}/sub", cmdStop: "y ${PORT} ${PID}" }',
        '  b: { cmd: "x --port ${PORT}", proxy: "http://box:${PORT}" }',
      ].join('\n'),
    );
    assert.equal(config.models['a']?.url, 'http://127.0.0.1:7000/sub');
    assert.deepEqual(config.models['a']?.command, ['x', '--port', '7000']);
    assert.deepEqual(config.models['a']?.stop_command, ['y', '7000', '${PID}']);
    assert.equal(config.models['b']?.url, 'http://box:7001');
  });

  it('may come from the environment', () =>
    assert.equal(model('cmd: x', 'proxy: "http://${env.GPU_BOX}:9000"')?.url, 'http://${GPU_BOX}:9000'));

  it('is enough without a cmd: then nothing is started', () => {
    const remote = model('cmd: ""', 'proxy: http://10.0.0.1:8000', 'ttl: 60');
    assert.deepEqual(remote, { engine: 'openai', url: 'http://10.0.0.1:8000', health_path: '/health' });
  });
});

describe('what the engine is', () => {
  for (const [cmd, engine] of [
    ['llama-server -m x.gguf', 'llama.cpp'],
    ['/opt/llama/llama-server-b4821 -m x.gguf', 'llama.cpp'],
    ['env GGML=1 llama-server', 'llama.cpp'],
    ['docker run -p 1:2 ghcr.io/ggml-org/llama.cpp:server -m /x.gguf', 'llama.cpp'],
    ['vllm serve org/name', 'vllm'],
    ['python3 -m vllm.entrypoints.openai.api_server --model org/name', 'vllm'],
    ['podman run vllm/vllm-openai:v0.12 --model org/name', 'vllm'],
    ['python -m sglang.launch_server --model-path org/name', 'sglang'],
    ['docker run lmsysorg/sglang:latest python3 run.py', 'sglang'],
    ['tabby --model vllm', 'openai'],
    ['tabby -m /models/llama-server.gguf', 'openai'],
    ['/opt/start.sh', 'openai'],
  ] as const)
    it(`${cmd}: ${engine}`, () => assert.equal(model(`cmd: "${cmd} ${'${PORT}'}"`)?.engine, engine));
});

describe('how it is asked whether it is ready', () => {
  const health = (cmd: string, ...lines: readonly string[]) => model(`cmd: ${cmd} \${PORT}`, ...lines)?.health_path;

  it('by the default path, which need not be said where it is that of the kind', () => {
    assert.equal(health('llama-server'), undefined);
    assert.equal(health('vllm serve x'), undefined);
    assert.equal(health('sglang serve'), undefined);
    assert.equal(health('other'), '/health');
  });

  it('by a path of its own', () => {
    assert.equal(health('llama-server', 'checkEndpoint: /v1/models'), '/v1/models');
    assert.equal(health('other', 'checkEndpoint: /v1/models'), undefined);
    assert.equal(health('other', 'checkEndpoint: alive'), '/alive');
  });

  it('and cannot be left out', () => {
    assert.equal(health('other', 'checkEndpoint: none'), undefined);
    assert.match(told('checkEndpoint: none'), /models\.m\.checkEndpoint: an engine is always asked/);
  });
});

describe('how long it may take, and stay', () => {
  const of = (top: string, ...lines: readonly string[]) =>
    importText(`${top}\nmodels:\n  m:\n    cmd: x \${PORT}\n${lines.map((line) => `    ${line}\n`).join('')}`).config
      .models['m'];

  it('two minutes to get ready by default, at least 15 s, or what is said', () => {
    assert.equal(of('')?.ready_timeout, '2m');
    assert.equal(of('healthCheckTimeout: 3')?.ready_timeout, '15s');
    assert.equal(of('healthCheckTimeout: 500')?.ready_timeout, '500s');
  });

  it('is never unloaded by default, or with a ttl of 0', () => {
    assert.equal(of('')?.idle_unload, undefined);
    assert.equal(of('globalTTL: 60', 'ttl: 0')?.idle_unload, undefined);
  });

  it('is unloaded after its ttl, or the global one', () => {
    assert.equal(of('', 'ttl: 90')?.idle_unload, '90s');
    assert.equal(of('globalTTL: 60')?.idle_unload, '1m');
    assert.equal(of('globalTTL: 60', 'ttl: -1')?.idle_unload, '1m');
    assert.equal(of('globalTTL: 60', 'ttl: 120')?.idle_unload, '2m');
  });

  it('has the time to stop that is said, else ours', () => {
    assert.equal(of('')?.stop_timeout, undefined);
    assert.equal(of('unloadTimeout: 20')?.stop_timeout, '20s');
    assert.equal(of('unloadTimeout: 20', 'unloadTimeout: 5')?.stop_timeout, '5s');
    assert.equal(of('unloadTimeout: 20', 'unloadTimeout: 0')?.stop_timeout, '20s');
  });
});

describe('the rest of a model', () => {
  it('takes over the limit of requests at once, which wait now', () => {
    assert.equal(model('concurrencyLimit: 3')?.concurrency, 3);
    assert.match(told('concurrencyLimit: 3'), /concurrencyLimit: .*429/);
    assert.equal(model('concurrencyLimit: 0')?.concurrency, undefined);
  });

  it('takes over the name that the engine is asked for', () =>
    assert.equal(model('useModelName: org/name')?.engine_model, 'org/name'));

  it('takes over its environment, as it stands', () => {
    const { env } = model('env: ["A=1", "B=x=y", "C=", "D=${env.HOME}/d", "E=a ${nothing here} $b"]') ?? {};
    assert.deepEqual(env, { A: '1', B: 'x=y', C: '', D: '${HOME}/d', E: 'a $${nothing here} $b' });
  });

  it('takes over aliases of both forms, and the names that have parameters', () => {
    const lines = ['aliases: [a, {id: b, name: Title}, a, m]', 'filters: {setParamsByID: {"${MODEL_ID}:hot": {t: 1}}}'];
    assert.deepEqual(model(...lines)?.aliases, ['a', 'b', 'm:hot']);
    assert.match(told(...lines), /models\.m\.aliases: an alias is a name only/);
    assert.match(told(...lines), /filters\.setParamsByID: .*without these parameters/);
  });

  it('leaves out an alias that is the name of another model', () => {
    const { config, report } = importText(
      'models:\n  a: {cmd: "x ${PORT}", aliases: [b, c]}\n  b: {cmd: "x ${PORT}", aliases: [c]}\n',
    );
    assert.deepEqual([config.models['a']?.aliases, config.models['b']?.aliases], [['c'], undefined]);
    assert.match(report, /models\.a: the alias "b"/);
    assert.match(report, /models\.b: the alias "c"/);
  });

  for (const [line, message] of [
    ['name: Title', /models\.m\.name: /],
    ['description: text', /models\.m\.description: /],
    ['metadata: {a: 1}', /models\.m\.metadata: /],
    ['unlisted: true', /models\.m\.unlisted: .*api_keys/],
    ['sendLoadingState: true', /models\.m\.sendLoadingState: .*\/v1\/events/],
    ['capabilities: {context: 100}', /models\.m\.capabilities: .*`context`/],
    ['timeouts: {connect: 3}', /models\.m\.timeouts: .*first_byte/],
    ['compat: {ignoreWebsockets: true}', /models\.m\.compat: /],
    ['filters: {stripParams: "a, b"}', /models\.m\.filters\.stripParams: .*unchanged/],
    ['filters: {strip_params: "a, b"}', /models\.m\.filters\.strip_params: .*unchanged/],
    ['filters: {setParams: {a: 1}}', /models\.m\.filters\.setParams: .*unchanged/],
    ['filters: {setParamsByMatch: [{key: a}]}', /models\.m\.filters\.setParamsByMatch: .*unchanged/],
    ['somethingNew: 3', /models\.m\.somethingNew: is not a key that is known/],
  ] as const)
    it(`tells that ${line} does not carry over`, () =>
      assert.match(told(line).split('Carries over')[0] as string, message));

  for (const line of ['unlisted: false', 'name: ""', 'metadata: {}', 'sendLoadingState: false', 'filters: {}'])
    it(`tells nothing of ${line}, which says nothing`, () => assert.doesNotMatch(told(line), /models\.m/));

  it('says where paths were relative to another folder', () => {
    assert.match(told('cmd: ./llama-server --port ${PORT}'), /models\.m\.cmd: paths are relative/);
    assert.match(told('cmd: llama-server --port ${PORT} -m x.gguf'), /models\.m\.cmd: paths are relative/);
    assert.doesNotMatch(told('cmd: llama-server --port ${PORT} -m /x.gguf'), /paths are relative/);
  });

  it('says where a variable was several arguments, perhaps', () =>
    assert.match(told('cmd: x ${PORT} ${env.MORE}'), /models\.m\.cmd: .*one argument/));

  it('says where a quote is open', () =>
    assert.match(told("cmd: x ${PORT} 'y"), /models\.m\.cmd: a quote is never closed/));

  it('keeps what looks like a variable of ours as it is', () => {
    const command = model("cmd: sh -c 'echo ${X:-1} $Y ${ PORT=${PORT}'")?.command;
    assert.deepEqual(command, ['sh', '-c', 'echo $${X:-1} $Y $${ PORT=${PORT}']);
  });

  it('looks up variables that have the names of ours', () =>
    assert.deepEqual(model('cmd: x ${PORT} ${env.HOST}:${env.A}')?.command, ['x', '${PORT}', '${HOST:-}:${A}']));
});
