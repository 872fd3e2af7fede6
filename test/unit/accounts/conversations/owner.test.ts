import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ownerOf, ownerOfUser, usernameOf } from '../../../../server/accounts/conversations/owner.ts';
import type { Caller } from '../../../../server/accounts/keys.ts';

const caller = (name: string, account: Caller['account']): Caller => ({
  name,
  verbs: new Set(['infer']),
  models: null,
  account,
});

const token = caller('alice', { userId: 'usr_1', credentialId: 'tok_1', kind: 'token' });
const key = caller('alice/laptop', { userId: 'usr_1', credentialId: 'key_1', kind: 'key' });

describe('whose memory it is', () => {
  it('is the user’s, with whatever the user comes', () => {
    assert.equal(ownerOf(token), ownerOf(key));
    assert.equal(ownerOf(token), ownerOfUser('usr_1'));
  });

  it('is the key’s where it is a key of the configuration', () => {
    assert.notEqual(ownerOf(caller('one', null)), ownerOf(caller('two', null)));
  });

  it('is never a user’s for a key of the configuration that is named like one', () => {
    assert.notEqual(ownerOf(caller('usr_1', null)), ownerOf(token));
    assert.notEqual(ownerOf(caller('user:usr_1', null)), ownerOf(token));
  });

  it('is told by the user’s name, without the key’s', () => {
    assert.equal(usernameOf(token), 'alice');
    assert.equal(usernameOf(key), 'alice');
    assert.equal(usernameOf(caller('a/b', null)), 'a/b');
  });
});
