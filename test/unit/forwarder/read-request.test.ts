import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readRequest } from '../../../server/forwarder/read-request.ts';
import type { AppError } from '../../../server/platform/errors.ts';

const read = (text: string) => {
  const { args, ...rest } = readRequest(Buffer.from(text));
  return { args: args.toString(), ...rest };
};

describe('the value of args', () => {
  it('goes on in the client’s own bytes: spaces, number spellings, repeated keys', () => {
    const value = '{ "n": 1.0e3 , "big":12345678901234567890, "k":1,"k":2, "s":"\\u00e9é" }';
    assert.equal(read(`{"url":null, "args" : ${value} ,"x":1}`).args, value);
  });

  it('may be anything', () => {
    for (const value of ['[1, 2]', '"text"', '12', 'true', '{}']) assert.equal(read(`{"args":${value}}`).args, value);
  });

  it('that is not there, or null: the whole body goes on', () => {
    for (const body of ['{"model":"m"}', '{"args":null,"a":1}', ' [1]', '"x"', '1', 'null', '{}'])
      assert.equal(read(body).args, body);
  });

  it('that is deeper than the top does not count', () => {
    const body = '{"x":{"args":1}}';
    assert.equal(read(body).args, body);
  });

  it('that is repeated: the last, as for any reader', () => assert.equal(read('{"args":1,"args":2}').args, '2'));

  it('whose key is spelled with escapes is the same key', () => assert.equal(read('{"\\u0061rgs":[1]}').args, '[1]'));

  it('is what JSON.parse finds there, in any JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), fc.nat(3), (others, value, indent) => {
        fc.pre(value !== null);
        const text = JSON.stringify({ ...others, args: value }, null, indent);
        assert.deepEqual(JSON.parse(read(text).args), JSON.parse(JSON.stringify(value)));
        assert.ok(text.includes(read(text).args));
      }),
    );
  });
});

describe('what is read of it', () => {
  it('args.stream, or stream where there is no args', () => {
    const wants = (text: string) => read(text).wantsStream;
    assert.equal(wants('{"args":{"stream":true}}'), true);
    assert.equal(wants('{"args":{"stream":false},"stream":true}'), false);
    assert.equal(wants('{"stream":true}'), true);
    assert.equal(wants('{"args":[true],"stream":true}'), false);
    assert.equal(wants('{"args":{}}'), false);
    assert.equal(wants('[{"stream":true}]'), false);
  });

  it('serialize_results_as_string, where it is true or false', () => {
    const says = (text: string) => read(text).resultsAsString;
    assert.equal(says('{"args":{"serialize_results_as_string":false}}'), false);
    assert.equal(says('{"serialize_results_as_string":true}'), true);
    assert.equal(says('{"args":{"serialize_results_as_string":"yes"}}'), null);
    assert.equal(says('{"args":{}}'), null);
  });
});

describe('what is not JSON', () => {
  const message = (text: string): string => {
    try {
      read(text);
    } catch (error) {
      assert.equal((error as AppError).code, 'invalid_json');
      return (error as Error).message;
    }
    return assert.fail(`${text} was taken`);
  };

  it('is refused, and not quoted', () => {
    for (const text of ['{"args":', '{"args":{"secret":1}', 'secret', '{"a":1}secret']) {
      assert.match(message(text), /not JSON/);
      assert.doesNotMatch(message(text), /secret/);
    }
  });

  it('that is nothing at all has words of its own', () => assert.match(message(''), /empty/));
});
