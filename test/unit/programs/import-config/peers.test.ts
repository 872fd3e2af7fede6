/** llama-swap's peers become models that run elsewhere. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importText } from './import-fixture.ts';

const one = (fields: string) => importText(`peers: {p: {proxy: "http://10.0.0.1:8080/", models: [m], ${fields}}}`);

describe('a peer', () => {
  it('is a model at its address, asked for by its name there', () =>
    assert.deepEqual(one('').config.models, {
      m: { engine: 'openai', url: 'http://10.0.0.1:8080', aliases: ['p/m'], engine_model: 'm' },
    }));

  it('offers each of its models once', () => {
    const { config } = importText('peers: {p: {proxy: "http://h", models: [a, b, a]}}');
    assert.deepEqual(Object.keys(config.models), ['a', 'b']);
  });

  it('sends its key, which stands in the environment', () => {
    const { config, yaml, report } = one('apiKey: s3cret');
    assert.equal(config.models['m']?.api_key_env, 'P_API_KEY');
    assert.doesNotMatch(yaml + report, /s3cret/);
    assert.match(report, /P_API_KEY: the apiKey of the peer "p"/);
  });

  it('sends the key of a variable that the file names', () =>
    assert.equal(one('apiKey: "${env.MINE}"').config.models['m']?.api_key_env, 'MINE'));

  it('may have its key from a macro', () => {
    const { config } = importText(
      'macros: {k: "${env.MINE}"}\npeers: {p: {proxy: "http://h", apiKey: "${k}", models: [m]}}',
    );
    assert.equal(config.models['m']?.api_key_env, 'MINE');
  });

  it('without a key sends none', () => assert.equal(one('apiKey: ""').config.models['m']?.api_key_env, undefined));

  it('may be at an address from the environment', () => {
    const { config, findings } = importText('peers: {p: {proxy: "https://${env.BOX}/api", models: [m]}}');
    assert.equal(config.models['m']?.url, 'https://${BOX}/api');
    assert.deepEqual(
      findings.variables.map(({ name }) => name),
      ['BOX'],
    );
  });

  it('leaves the plain name to a model that is started here, and to its aliases', () => {
    const { config, report } = importText(
      'models: {a: {cmd: "x ${PORT}", aliases: [b]}}\npeers: {p: {proxy: "http://h", models: [a, b, c]}}',
    );
    assert.deepEqual(Object.keys(config.models), ['a', 'p/a', 'p/b', 'c']);
    assert.match(report, /peers\.p\.models: a is the name of another model too; ask for p\/a/);
    assert.match(report, /peers\.p\.models: b is the name of another model too; ask for p\/b/);
  });

  it('leaves the plain name to nobody where two peers have it', () => {
    const { config } = importText(
      'peers: {p: {proxy: "http://h", models: [a]}, q: {proxy: "http://i", models: [a, b]}}',
    );
    assert.deepEqual(Object.keys(config.models), ['p/a', 'q/a', 'b']);
    assert.deepEqual([config.models['p/a']?.url, config.models['q/a']?.url], ['http://h', 'http://i']);
  });

  it('takes no name from a model that is started here', () => {
    const { config, report } = importText(
      'models: {a: {cmd: "x ${PORT}"}, p/a: {cmd: "y ${PORT}"}}\npeers: {p: {proxy: "http://h", models: [a]}}',
    );
    assert.deepEqual(config.models['p/a']?.command, ['y', '${PORT}']);
    assert.match(report, /peers\.p\.models: the name p\/a is taken/);
  });

  for (const [fields, message] of [
    ['filters: {stripParams: a}', /peers\.p\.filters: .*unchanged/],
    ['timeouts: {connect: 3}', /peers\.p\.timeouts: .*first_byte/],
    ['tailcatKey: /x', /peers\.p\.tailcatKey: /],
    ['other: 1', /peers\.p\.other: is not a key that is known/],
  ] as const)
    it(`tells that ${fields} does not carry over`, () => assert.match(one(fields).report, message));
});
