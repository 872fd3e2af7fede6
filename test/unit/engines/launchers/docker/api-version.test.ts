import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chooseApiVersion, compareVersions } from '../../../../../server/engines/launchers/docker/api/api-version.ts';

describe('the version of the Engine API', () => {
  for (const [what, apiVersion, minApiVersion, spoken] of [
    ['the preferred one, where the server knows it', '1.43', '1.12', '1.41'],
    ['the newest of an older server', '1.40', '1.12', '1.40'],
    ['the oldest of a server that has dropped ours', '1.52', '1.44', '1.44'],
    ['none, where the server is too old', '1.39', '1.12', null],
    ['none, where what answers is no Docker', '0', '0', null],
  ] as const) {
    test(`is ${what}`, () => assert.equal(chooseApiVersion({ apiVersion, minApiVersion }), spoken));
  }

  test('is compared by numbers, not letters', () => {
    assert.ok(compareVersions('1.9', '1.40') < 0);
    assert.ok(compareVersions('2.0', '1.99') > 0);
    assert.equal(compareVersions('1.41', '1.41'), 0);
  });
});
