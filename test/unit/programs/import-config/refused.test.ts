/** Files that cannot be imported: what is said, where, and never with what stands there. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '../../../../server/platform/config/problems.ts';
import type { SourceName } from '../../../../server/programs/import-config/detect-source.ts';
import { importConfig } from '../../../../server/programs/import-config/import-config.ts';

function refusal(text: string, from: SourceName | null = null): string {
  let message = '';
  assert.throws(
    () => importConfig(text, { name: 'c.yaml', from }),
    (error) => {
      assert.ok(error instanceof ConfigError, String(error));
      message = error.message;
      return true;
    },
  );
  assert.doesNotMatch(message, /s3cret/);
  return message;
}

describe('the kind of a file', () => {
  const kind = (text: string) => importConfig(text, { name: 'c.yaml', from: null }).from;

  it('is seen by its keys', () => {
    assert.equal(kind('models: {m: {cmd: "x ${PORT}"}}'), 'llama-swap');
    assert.equal(kind('peers: {p: {proxy: "http://h", models: [m]}}'), 'llama-swap');
    assert.equal(kind('API_port: 1'), 'vllm-management');
    assert.equal(kind('admin_password: s3cret'), 'vllm-management');
    assert.equal(kind('{ port: 1, admin_passwords: [s3cret] }'), 'vllm-management');
  });

  it('can be said', () => {
    assert.equal(importConfig('Other: 1', { name: 'c', from: 'vllm-management' }).config.listen_v4, '0.0.0.0:8080');
  });

  for (const [what, text, message] of [
    ['something else', 'services: {a: 1}', /neither of the two.*--from llama-swap or --from vllm-management/],
    [
      'ours',
      'models: {m: {engine: openai, url: "http://h"}}',
      /is a configuration of Roundhouse already.*check-config/,
    ],
    ['nothing', '', /is not a configuration/],
    ['a list', '- a', /is not a configuration/],
    ['a word', 's3cret', /is not a configuration/],
  ] as const)
    it(`is refused where it is ${what}`, () => assert.match(refusal(text), message));
});

describe('YAML that is none', () => {
  for (const [what, text] of [
    ['a quote that is open', 'API_port: 1\nadmin_password: "s3cret\n'],
    ['text behind a value', 'API_port: 1\nadmin_password: "a" s3cret\n'],
    ['an alias without an anchor', 'API_port: 1\nadmin_password: *s3cret\n'],
    ['a tab', 'models:\n\tm: s3cret\n'],
    ['a flow that goes wrong', 'models: {m: {cmd: ${s3cret}}}\n'],
  ] as const)
    it(`is told with its line, not its text: ${what}`, () =>
      assert.match(refusal(text), /^c\.yaml: 1 problem\n {2}c\.yaml:\d+:\d+: is not valid YAML here; [^\n]*$/));

  it('is a key that is there twice, for llama-swap', () =>
    assert.match(
      refusal('models:\n  m: {cmd: "x ${PORT}"}\n  m: {cmd: "s3cret ${PORT}"}'),
      /c\.yaml:3:3: the key "m" is there twice/,
    ));

  it('is not, for the vLLM management API: the last one counts', () =>
    assert.equal(importConfig('API_port: 1\nAPI_port: 2', { name: 'c', from: null }).config.listen_v4, '0.0.0.0:2'));
});

describe("llama-swap's file", () => {
  for (const [what, text, message] of [
    ['no models', 'healthCheckTimeout: 3', /c\.yaml:?.*has neither models nor peers/],
    ['models that are no block', 'startPort: 1\nmodels: [s3cret]', /c\.yaml:2:1: models: must be a block of keys/],
    ['a model that is none', 'startPort: 1\nmodels: {m: s3cret}', /models\.m: must be a block with at least a cmd/],
    ['a model without a cmd', 'models: {m: {proxy: ""}}', /models\.m: has no cmd/],
    ['a cmd that is only comments', 'models:\n  m:\n    cmd: |\n      # s3cret\n', /models\.m: has no cmd/],
    ['a cmd that is no text', 'models: {m: {cmd: [s3cret]}}', /models\.m\.cmd: must be text/],
    [
      'a cmd without a port, and no proxy',
      'models: {m: {cmd: x s3cret}}',
      /models\.m\.cmd: nobody could know where it listens/,
    ],
    [
      'a proxy that is no URL',
      'models: {m: {cmd: x, proxy: s3cret}}',
      /models\.m\.proxy: must be an http or https URL/,
    ],
    [
      'a password in a proxy',
      'models: {m: {cmd: x, proxy: "http://u:s3cret@h"}}',
      /models\.m\.proxy: must not hold a user name/,
    ],
    [
      'a ttl that is no number',
      'models: {m: {cmd: "x ${PORT}", ttl: s3cret}}',
      /models\.m\.ttl: must be a whole number of seconds/,
    ],
    ['a ttl below -1', 'models: {m: {cmd: "x ${PORT}", ttl: -2}}', /models\.m\.ttl: must be -1, 0 or seconds/],
    [
      'env that is no list',
      'models: {m: {cmd: "x ${PORT}", env: {A: s3cret}}}',
      /models\.m\.env: must be a list of texts/,
    ],
    ['env without a name', 'models: {m: {cmd: "x ${PORT}", env: [s3cret]}}', /models\.m\.env\[0\]: must be NAME=value/],
    [
      'aliases that are none',
      'models: {m: {cmd: "x ${PORT}", aliases: [3]}}',
      /models\.m\.aliases\[0\]: must be a name/,
    ],
    ['keys that are no texts', 'apiKeys: [12]\nmodels: {m: {cmd: "x ${PORT}"}}', /apiKeys\[0\]: must be text/],
    ['a peer without models', 'peers: {p: {proxy: "http://h", models: []}}', /peers\.p\.models: must name a model/],
    ['a peer without a proxy', 'peers: {p: {models: [m]}}', /peers\.p\.proxy: must be text/],
    [
      'a password in the proxy of a peer',
      'peers: {p: {proxy: "http://u:s3cret@h", models: [m]}}',
      /peers\.p\.proxy: must not hold/,
    ],
    [
      'a group that is none',
      'models: {m: {cmd: "x ${PORT}"}}\ngroups: {g: {swap: 3}}',
      /groups\.g\.swap: must be true or false/,
    ],
  ] as const)
    it(`is refused for ${what}`, () => assert.match(refusal(text), message));

  it('is refused with all its problems at once', () =>
    assert.match(refusal('models: {a: {cmd: x}, b: {cmd: "y ${z} ${PORT}"}, c: {ttl: 3}}'), /^c\.yaml: 3 problems/));
});

describe('the file of the vLLM management API', () => {
  for (const [what, text, message] of [
    ['a port that is none', 'API_port: s3cret', /c\.yaml:1:11: API_port: must be a port/],
    ['a port that is too large', 'API_port: 70000', /API_port: must be a port/],
    ['minutes that are none', 'API_port: 1\nACCESS_TOKEN_EXPIRE_MINUTES: s3cret', /must be a number of minutes/],
    ['models that are no list', 'API_port: 1\nLLMs: s3cret', /LLMs: must be a list of models/],
    ['a model without a URL', 'API_port: 1\nLLMs: [{name: s3cret}]', /LLMs\[0\]: must have a name and a url/],
    [
      'a URL that is none',
      'API_port: 1\nLLMs: [{name: a, url: s3cret}]',
      /LLMs\[0\]\.url: must be an http or https URL/,
    ],
  ] as const)
    it(`is refused for ${what}`, () => assert.match(refusal(text), message));
});
