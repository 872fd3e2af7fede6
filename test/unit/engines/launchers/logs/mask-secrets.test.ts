import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { maskSecrets } from '../../../../../server/engines/launchers/logs/mask-secrets.ts';

describe('secrets of an environment', () => {
  for (const name of [
    'HF_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'aws_access_key_id',
    'OPENAI_API_KEY',
    'APIKEY',
    'DB_PASSWORD',
  ])
    test(`${name} is one: its value stands in no line`, () => {
      const mask = maskSecrets({ [name]: 'a$&b+c.d/e' });
      assert.equal(mask('x=a$&b+c.d/e, again a$&b+c.d/e'), `x=[${name}], again [${name}]`);
    });

  test('what is none, or too short to be told from other words, is left as it is', () => {
    const mask = maskSecrets({ MODEL: 'org/secret-model', KEYBOARD: 'qwertzui', HF_TOKEN: 'abc', OTHER_TOKEN: '' });
    assert.equal(mask('abc org/secret-model qwertzui'), 'abc org/secret-model qwertzui');
  });

  test('one of several lines, or with a newline behind it as files have, stands in no line either', () => {
    const mask = maskSecrets({ HF_TOKEN: ' hf_abcdefgh\n', KEY_PASSWORD: 'first-line\r\nsecond-line' });
    assert.equal(mask('Bearer hf_abcdefgh\\n'), 'Bearer [HF_TOKEN]\\n');
    assert.equal(mask('first-line, second-line'), '[KEY_PASSWORD], [KEY_PASSWORD]');
  });

  test('one that is part of another does not leave the rest of that one behind', () => {
    const mask = maskSecrets({ A_TOKEN: 'abcdefgh', B_TOKEN: 'abcdefgh-and-more' });
    assert.equal(mask('abcdefgh-and-more abcdefgh'), '[B_TOKEN] [A_TOKEN]');
  });
});
