import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { wrapAnswer, wrapEventData } from '../../../server/forwarder/wrap-result.ts';

const plain = { resultsAsString: false, status: null };
const asString = { resultsAsString: true, status: null };

describe('wrapping an answer', () => {
  it('puts the engine’s JSON in as it stands', () => {
    assert.equal(wrapAnswer('{ "n": 1.0 }', plain), '{"result":{ "n": 1.0 }}');
  });

  it('or as a string that holds it', () => {
    const wrapped = wrapAnswer('{"a":"\\"\\n"}', asString) as string;
    assert.equal(JSON.parse(wrapped).result, '{"a":"\\"\\n"}');
  });

  it('with the status beside it, where that is told', () => {
    assert.deepEqual(JSON.parse(wrapAnswer('[1]', { ...plain, status: 422 }) as string), {
      result: [1],
      status_code: 422,
    });
  });

  it('cannot be done with what is not JSON', () => {
    for (const text of ['', 'plain text', '{"a":', '<html>']) {
      assert.equal(wrapAnswer(text, plain), null);
      assert.equal(wrapAnswer(text, asString), null);
    }
  });

  it('gives back any JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (text, resultsAsString) => {
        const { result } = JSON.parse(wrapAnswer(text, { resultsAsString, status: null }) as string);
        assert.deepEqual(resultsAsString ? JSON.parse(result) : result, JSON.parse(text));
      }),
    );
  });
});

describe('wrapping an event', () => {
  it('JSON is JSON, the rest a string', () => {
    assert.equal(wrapEventData('{"a":1}', plain), '{"result":{"a":1}}');
    assert.equal(wrapEventData('[DONE]', plain), '{"result":"[DONE]"}');
    assert.equal(wrapEventData('', plain), '{"result":""}');
    assert.equal(wrapEventData('{"a":1}', asString), '{"result":"{\\"a\\":1}"}');
  });

  it('stays on one line, whatever the data', () => {
    assert.equal(wrapEventData('{\n"a":\r1}', plain), '{"result":{ "a": 1}}');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.boolean(), (data, resultsAsString) => {
        const wrapped = wrapEventData(data, { resultsAsString, status: null });
        assert.doesNotMatch(wrapped, /[\r\n]/);
        JSON.parse(wrapped);
      }),
    );
  });
});
