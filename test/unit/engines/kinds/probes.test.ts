import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineKind, engineKindNames } from '../../../../server/engines/kinds/index.ts';
import type { EngineKindName } from '../../../../server/platform/config/config.ts';
import { type CapturedEngine, readCapture } from '../../../fixtures/read-capture.ts';
import { type CannedAnswer, startCannedEngine } from './canned-engine.ts';

type Answers = Parameters<typeof startCannedEngine>[0];

const recorded = (engine: CapturedEngine, name: string): CannedAnswer => {
  const { status, body } = readCapture(engine, name);
  return { status, body };
};

async function ready(name: EngineKindName, answers: Answers, healthPath: string | null = null) {
  const engine = await startCannedEngine(answers, healthPath);
  const readiness = await engineKind(name).ready(engine.target, 1_000);
  await engine.close();
  return { readiness, paths: engine.requests.map((it) => it.path), requests: engine.requests };
}

async function version(name: EngineKindName, answers: Answers) {
  const engine = await startCannedEngine(answers);
  const told = await engineKind(name).version(engine.target);
  await engine.close();
  return told;
}

describe('ready', () => {
  const healthy: [name: EngineKindName, path: string, answer: CannedAnswer][] = [
    ['llama.cpp', '/health', recorded('llama-server', 'health')],
    ['vllm', '/health', recorded('vllm', 'health')],
    ['sglang', '/model_info', recorded('sglang', 'model_info')],
    ['embedded', '/health', { status: 200, body: '{"status":"ok"}' }],
    ['openai', '/v1/models', recorded('vllm', 'models')],
  ];
  for (const [name, path, answer] of healthy) {
    it(`${name}: asks ${path} once, with the model's headers`, async () => {
      const { readiness, requests } = await ready(name, { [path]: answer });
      assert.deepEqual(readiness, { state: 'ready' });
      assert.deepEqual(requests, [{ method: 'GET', path, authorization: 'Bearer s3cret', body: undefined }]);
      assert.equal(engineKind(name).defaults.healthPath, path);
    });
  }

  it('llama.cpp is loading while it says so', async () => {
    const { readiness } = await ready('llama.cpp', { '/health': recorded('llama-server', 'loading-health') });
    assert.deepEqual(readiness, { state: 'loading', reason: '/health answered 503' });
  });
  it('vLLM is not ready once its core is dead', async () => {
    assert.equal(
      (await ready('vllm', { '/health': recorded('vllm', 'health-engine-dead') })).readiness.state,
      'loading',
    );
  });
  it('SGLang is asked by the older path where it does not know the newer', async () => {
    const { readiness, paths } = await ready('sglang', { '/get_model_info': recorded('sglang', 'get_model_info') });
    assert.deepEqual([readiness.state, paths], ['ready', ['/model_info', '/get_model_info']]);
  });
  it('SGLang is not asked twice where it is merely loading', async () => {
    const { readiness, paths } = await ready('sglang', { '/model_info': { status: 503 } });
    assert.deepEqual([readiness.state, paths], ['loading', ['/model_info']]);
  });
  for (const status of [401, 403, 404, 405]) {
    it(`an OpenAI server that answers ${status} is alive`, async () => {
      assert.equal((await ready('openai', { '/v1/models': { status } })).readiness.state, 'ready');
    });
  }
  for (const status of [500, 502, 503]) {
    it(`an OpenAI server that answers ${status} is not ready`, async () => {
      assert.equal((await ready('openai', { '/v1/models': { status } })).readiness.state, 'loading');
    });
  }
  for (const name of engineKindNames) {
    it(`${name}: asks the configured path and believes only 2xx there`, async () => {
      const yes = await ready(name, { '/healthz': { status: 204 } }, '/healthz');
      assert.deepEqual([yes.readiness.state, yes.paths], ['ready', ['/healthz']]);
      assert.deepEqual((await ready(name, {}, '/healthz')).readiness, {
        state: 'loading',
        reason: '/healthz answered 404',
      });
    });
    it(`${name}: is unreachable where nobody listens`, async () => {
      const engine = await startCannedEngine({});
      await engine.close();
      assert.deepEqual(await engineKind(name).ready(engine.target, 1_000), {
        state: 'unreachable',
        reason: 'connection refused',
      });
      assert.equal(await engineKind(name).version(engine.target), null);
      assert.equal(
        await engineKind(name).countTokens(engine.target, { path: '/v1/completions', body: { prompt: 'a' } }, 1_000),
        null,
      );
    });
  }
  it('is unreachable where no answer comes in time', async () => {
    const engine = await startCannedEngine({ '/health': 'silent' });
    const readiness = await engineKind('vllm').ready(engine.target, 20);
    await engine.close();
    assert.deepEqual(readiness, { state: 'unreachable', reason: 'no answer within 20 ms' });
  });
});

describe('version', () => {
  it('of llama.cpp is its build', async () => {
    assert.equal(await version('llama.cpp', { '/props': recorded('llama-server', 'props') }), 'b11669-Debian');
  });
  it('of vLLM is what /version says', async () => {
    assert.equal(await version('vllm', { '/version': recorded('vllm', 'version') }), '0.32.0');
  });
  it('of SGLang is in its server info', async () => {
    const info = recorded('sglang', 'server_info');
    assert.equal(await version('sglang', { '/server_info': info }), '0.5.23');
    assert.equal(await version('sglang', { '/get_server_info': info }), '0.5.23');
  });
  it('of the embedded engine is in its health', async () => {
    assert.equal(
      await version('embedded', { '/health': { status: 200, body: '{"status":"ok","version":"3.21.1"}' } }),
      '3.21.1',
    );
  });
  for (const name of engineKindNames) {
    it(`of ${name} is null where it does not tell`, async () => {
      assert.equal(await version(name, {}), null);
      const odd = { status: 200, body: '[]' };
      assert.equal(await version(name, { '/props': odd, '/version': odd, '/server_info': odd, '/health': odd }), null);
    });
  }
});
