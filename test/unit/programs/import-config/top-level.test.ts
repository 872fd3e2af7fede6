/** What stands beside the models: in llama-swap's file, and in that of the vLLM management API. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importFixture, importText } from './import-fixture.ts';

const MODEL = 'models: {m: {cmd: "x ${PORT}"}}\n';
const told = (yaml: string) => importText(MODEL + yaml).report;

describe("the top level of llama-swap's file", () => {
  for (const [yaml, message] of [
    ['startPort: 9000', /startPort: .*free port/],
    ['includeAliasesInList: true', /includeAliasesInList: /],
    ['sendLoadingState: true', /sendLoadingState: .*\/v1\/events/],
    ['logRequests: true', /logRequests: /],
    ['logTimeFormat: rfc3339', /logTimeFormat: .*ISO 8601/],
    ['logToStdout: both', /logToStdout: .*`log\.file`/],
    ['metricsMaxInMemory: 5', /metricsMaxInMemory: .*\/metrics/],
    ['captureBuffer: 5', /captureBuffer: .*never recorded/],
    ['store: {path: /x}', /store: .*auth: required/],
    ['ui: {activity: {session_id: [X]}}', /ui: there is no user interface/],
    ['performance: {every: 5s}', /performance: .*node_exporter/],
    ['upstream: {ignorePaths: [x]}', /upstream: /],
    ['profiles: {a: {pins: {b: m}}}', /profiles: .*`aliases`/],
    ['selectors: {a: {strategy: warm, targets: [m]}}', /selectors: .*`replicas`/],
    ['scheduling: {maxWait: 3s}', /scheduling: .*`max_wait`/],
    ['tailcat: {models: [m]}', /tailcat: .*VPN/],
    ['logLevel: loud', /logLevel: is no level/],
    ['novelty: 1', /novelty: is not a key that is known/],
  ] as const)
    it(`tells that ${yaml} does not carry over`, () =>
      assert.match(told(yaml).split('Carries over')[0] as string, message));

  for (const [level, ours] of [
    ['debug', { level: 'debug' }],
    ['WARN', { level: 'warn' }],
    ['info', undefined],
  ] as const)
    it(`takes over the level of the log: ${level}`, () =>
      assert.deepEqual(importText(`${MODEL}logLevel: ${level}`).config.log, ours));

  it('says where llama-swap listens and we do not', () => assert.match(told(''), /listens on all addresses/));

  it('leaves out a peer over Tailcat', () => {
    const { config, report } = importText(`${MODEL}peers: {p: {proxy: "tailcat://s3cret", models: [q]}}`);
    assert.deepEqual(Object.keys(config.models), ['m']);
    assert.match(report, /peers\.p: there is no Tailcat/);
    assert.doesNotMatch(report, /s3cret/);
  });

  it('has anchors and merges', () => {
    const { config } = importText(
      'x-usual: &usual\n  ttl: 60\nmodels:\n  a: {<<: *usual, cmd: "x ${PORT}"}\n  b: {<<: *usual, cmd: "y ${PORT}", ttl: 0}\n',
    );
    assert.deepEqual([config.models['a']?.idle_unload, config.models['b']?.idle_unload], ['1m', undefined]);
  });
});

describe('the vLLM management API', () => {
  const { report, findings } = importFixture('vllm-management/published.yaml');

  it('has the password of its admin handed over, never shown', () => {
    assert.match(
      report,
      /admin_password: no password is in the config: .*ROUNDHOUSE_ADMIN_PASSWORD .*users add admin --admin/,
    );
    assert.deepEqual(
      findings.variables.map(({ name }) => name),
      ['ROUNDHOUSE_ADMIN_PASSWORD'],
    );
  });

  it('had an admin of another name', () => {
    assert.match(report, /admin_username: the first admin is called admin; .*users add NAME --admin/);
    assert.doesNotMatch(importText('API_port: 1\nadmin_username: admin').report, /first admin is called/);
  });

  for (const message of [
    /Hugging_ACCESS_TOKEN: .*HUGGING_FACE_HUB_TOKEN/,
    /SECRET_KEY: .*nothing to sign/,
    /ALGORITHM: /,
    /DB_DIR: .*memory\.db/,
    /WANDB_KEY: /,
    /weaviate_client_url: there is no vector database/,
    /VD_chunk_size: there is no vector database/,
    /max_batch_size: .*`concurrency`/,
    /cluster_URL: .*`url`/,
    /Langchain_access_key: /,
    /LLMs\[0\]\.temperature: .*unchanged/,
    /users, limits and conversations stay/,
    /For containers as before add `docker: /,
  ])
    it(`tells ${message.source}`, () => assert.match(report, message));

  it('keeps logins as long as they may last', () => {
    const days = (minutes: number) =>
      importText(`API_port: 1\nACCESS_TOKEN_EXPIRE_MINUTES: ${minutes}`).config.token_days;
    assert.deepEqual([days(1440), days(3000), days(1), days(9_999_999)], [1, 2.0833, 0.0007, 365]);
  });

  it('had two models of one name', () => {
    const llm = '{name: a, url: "http://h:1"}';
    const { config, report: lost } = importText(`API_port: 1\nLLMs: [${llm}, ${llm}]`);
    assert.deepEqual(Object.keys(config.models), ['a']);
    assert.match(lost, /LLMs\[1\]: there is a model "a" already/);
  });

  it('says the port where there is none', () =>
    assert.match(importText('admin_password: x').report, /there is no API_port, so it listens on port 8080/));
});
