import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fillPlaceholders } from '../../../../../server/engines/launchers/process/placeholders.ts';

const values = { PORT: '4711', HOST: '127.0.0.1', ENGINE_ID: 'tiny-0f3a' };

describe('placeholders in a command', () => {
  test('are filled in, alone, within a word and more than once', () => {
    assert.equal(fillPlaceholders('${PORT}', values), '4711');
    assert.equal(
      fillPlaceholders('http://${HOST}:${PORT}/${ENGINE_ID}?${PORT}', values),
      'http://127.0.0.1:4711/tiny-0f3a?4711',
    );
  });

  test('others stay as they are', () => {
    assert.equal(fillPlaceholders('${OTHER} ${port} ${PID} $PORT ${}', values), '${OTHER} ${port} ${PID} $PORT ${}');
  });

  test('names of the language itself are not values', () => {
    assert.equal(fillPlaceholders('${__PROTO__} ${CONSTRUCTOR}', values), '${__PROTO__} ${CONSTRUCTOR}');
  });

  test('a value is never looked into again, nor taken as a pattern', () => {
    assert.equal(fillPlaceholders('${HOST}', { HOST: '${PORT}$&', PORT: '1' }), '${PORT}$&');
  });
});
