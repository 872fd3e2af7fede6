import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadSettings } from '../../../../server/forwarder/config/load-settings.ts';

const dir = mkdtempSync(join(tmpdir(), 'roundhouse-forward-'));
after(() => rmSync(dir, { recursive: true }));

async function load(yaml: string, set: readonly string[] = [], env: Record<string, string> = {}) {
  const path = join(dir, 'file.yaml');
  writeFileSync(path, yaml);
  return loadSettings({ path, set, env });
}

const both = 'forwarder: { sync: {}, stream: {} }';

/** The whole message, without the folder. */
async function refusal(yaml: string, set: readonly string[] = [], env: Record<string, string> = {}): Promise<string> {
  const error = await load(yaml, set, env).then(
    () => assert.fail('it was taken'),
    (fault: Error) => fault,
  );
  assert.equal(error.name, 'ConfigError');
  return error.message.replaceAll(`${dir}/`, '');
}

describe('the file of the forwarder', () => {
  it('has these defaults', async () => {
    const { sync, stream, ...rest } = await load(both);
    assert.deepEqual(rest, { maxConcurrency: 100, maxBodyBytes: 32_000_000 });
    assert.deepEqual(sync, {
      origin: 'http://localhost:5005',
      predictRoute: '/predict',
      healthcheckRoute: '/readyz',
      extraRoutes: [],
      unwrap: true,
      resultsAsString: true,
      wrapResponse: true,
      forwardStatus: false,
      statusInBody: false,
    });
    assert.deepEqual(stream, { ...sync, predictRoute: '/stream', resultsAsString: false, forwardStatus: true });
  });

  it('sets every one of them', async () => {
    const { sync, maxConcurrency } = await load(`
forwarder:
  name: mine
  sync:
    user_port: 7000
    user_hostname: 127.0.0.1
    predict_route: /v1/generate?x=1
    healthcheck_route: /health
    extra_routes: [/a, /b]
    routes: [/b, /c]
    model_engine_unwrap: false
    serialize_results_as_string: false
    wrap_response: false
    forward_http_status: true
    forward_http_status_in_body: true
    use_grpc: false
    batch_route: null
    forwarder_type: default
  max_concurrency: 7
`);
    assert.deepEqual(sync, {
      origin: 'http://127.0.0.1:7000',
      predictRoute: '/v1/generate?x=1',
      healthcheckRoute: '/health',
      extraRoutes: ['/a', '/b', '/c'],
      unwrap: false,
      resultsAsString: false,
      wrapResponse: false,
      forwardStatus: true,
      statusInBody: true,
    });
    assert.equal(maxConcurrency, 7);
  });

  it('may leave a section out: it is not served', async () => {
    assert.equal((await load('forwarder: { sync: {} }')).stream, null);
    assert.equal((await load('forwarder: { stream: {}, sync: null }')).sync, null);
  });

  it('must have one of them', async () => {
    assert.match(await refusal('forwarder: {}'), /neither forwarder\.sync nor forwarder\.stream/);
  });

  it('that is not there, or empty, is said', async () => {
    const missing = loadSettings({ path: join(dir, 'no.yaml'), set: [], env: {} });
    await assert.rejects(missing, /no\.yaml: there is no such file/);
    assert.match(await refusal(''), /forwarder: is missing/);
  });

  it('that is not YAML is said with the line', async () => {
    assert.match(await refusal('forwarder:\n  sync: [\n'), /file\.yaml:\d+:\d+: is not valid YAML/);
  });

  it('names an unknown key, the nearest known one, and the line', async () => {
    assert.match(
      await refusal('forwarder:\n  sync:\n    helthcheck_route: /x\n'),
      /file\.yaml:3:5: forwarder\.sync\.helthcheck_route: unknown key .* did you mean "healthcheck_route"\?/,
    );
    assert.match(await refusal(`${both}\nforwader: 1`), /forwader: unknown key/);
  });

  const wrong: [string, RegExp][] = [
    ['user_port: 0', /sync\.user_port: must be a .*number of at least 1; it is 0/],
    ['user_port: 70000', /sync\.user_port: must be at most 65535/],
    ['user_port: e 5005', /sync\.user_port: must be a .*number; it is "e 5005"/],
    ['user_hostname: a/b', /user_hostname: must be a host name/],
    ['predict_route: predict', /predict_route: must be a path that begins with \//],
    ['healthcheck_route: ""', /healthcheck_route: must be a path/],
    ['extra_routes: /a', /extra_routes: must be a list/],
    ['extra_routes: ["a b"]', /extra_routes\[0\]: must be a path/],
    ['extra_routes: [/a, /readyz]', /extra_routes\[1\]: must not be a path that the forwarder serves itself/],
    ['model_engine_unwrap: "yes"', /model_engine_unwrap: must be true or false/],
    ['use_grpc: true', /use_grpc: must be false/],
    ['batch_route: /batch', /batch_route: must be null/],
    ['forwarder_type: passthrough', /forwarder_type: must be default/],
  ];
  for (const [line, message] of wrong) {
    it(`refuses ${line}`, async () => assert.match(await refusal(`forwarder:\n  sync:\n    ${line}\n`), message));
  }

  it('tells all problems at once', async () => {
    const message = await refusal('forwarder: { sync: { user_port: x, nonsense_key: 1 }, max_concurrency: 0 }');
    assert.match(message, /3 problems/);
    assert.match(message, /max_concurrency: must be a .*number of at least 1/);
  });
});

describe('--set', () => {
  it('stands over the file, the later over the earlier', async () => {
    const set = ['forwarder.sync.user_port=1', 'forwarder.sync.user_port=2', 'forwarder.max_concurrency=3'];
    const { sync, maxConcurrency } = await load('forwarder: { sync: { user_port: 9 } }', set);
    assert.deepEqual([sync?.origin, maxConcurrency], ['http://localhost:2', 3]);
  });

  it('makes a section that the file has not', async () => {
    assert.equal(
      (await load('forwarder: {}', ['forwarder.sync.healthcheck_route=/health']))?.sync?.healthcheckRoute,
      '/health',
    );
  });

  it('takes lists and switches as YAML', async () => {
    const { sync } = await load(both, [
      "forwarder.sync.extra_routes=['/v1/chat/completions','/v1/completions']",
      'forwarder.sync.wrap_response=false',
    ]);
    assert.deepEqual(sync?.extraRoutes, ['/v1/chat/completions', '/v1/completions']);
    assert.equal(sync?.wrapResponse, false);
  });

  it('names an unknown key and the nearest known one', async () => {
    const message = await refusal(both, ['forwarder.stream.extra_route=[/a]']);
    assert.match(message, /forwarder\.stream\.extra_route: unknown key "extra_route"; did you mean "extra_routes"\?/);
  });

  it('names the key of a bad value, with the value that was set', async () => {
    const message = await refusal('forwarder: { sync: { user_port: 5005 } }', ['forwarder.sync.user_port=many']);
    assert.match(message, /forwarder\.sync\.user_port: must be a .*number; it is "many"/);
  });

  it('without "=", without a key, or with what is no YAML is refused', async () => {
    assert.match(await refusal(both, ['forwarder.sync']), /--set forwarder\.sync: has no "="/);
    assert.match(await refusal(both, ['=1']), /--set =1: the key is not names with dots/);
    assert.match(await refusal(both, ['a..b=1']), /the key is not names with dots/);
    assert.match(await refusal(both, ['forwarder.sync.extra_routes=[']), /the value is not YAML/);
  });
});

describe('SERIALIZE_RESULTS_AS_STRING', () => {
  const read = async (value: string) => {
    const { sync, stream } = await load(both, [], { SERIALIZE_RESULTS_AS_STRING: value });
    return [sync?.resultsAsString, stream?.resultsAsString];
  };

  it('stands over both sections', async () => {
    assert.deepEqual(await read('true'), [true, true]);
    assert.deepEqual(await read(' False '), [false, false]);
  });

  it('says nothing when it is empty', async () => assert.deepEqual(await read(''), [true, false]));

  it('must be true or false', async () => {
    assert.match(await refusal(both, [], { SERIALIZE_RESULTS_AS_STRING: 'yes' }), /must be true or false; it is "yes"/);
  });
});
