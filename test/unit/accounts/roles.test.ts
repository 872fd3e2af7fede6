import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Caller, may, mayForSelf, mayInfer } from '../../../server/accounts/keys.ts';
import { beyondRole, mayManage, verbsOf } from '../../../server/accounts/roles.ts';
import type { Verb } from '../../../server/platform/config/config.ts';

const all: readonly Verb[] = ['infer', 'read', 'lora', 'engines', 'endpoints', 'users', 'admin'];

function caller(verbs: readonly Verb[], rest: Partial<Caller> = {}): Caller {
  return { name: 'a', verbs: new Set(verbs), models: null, account: null, ...rest };
}

const account = (kind: 'token' | 'key' | 'setup') => ({ account: { userId: 'usr_1', credentialId: 'c', kind } });

describe('what a role may', () => {
  for (const [role, scope, verbs] of [
    ['user', null, ['infer', 'read']],
    ['user', ['read'], ['read']],
    ['user', ['infer', 'engines', 'admin'], ['infer']],
    ['user', ['users'], []],
    ['user', [], []],
    ['admin', null, ['admin']],
    ['admin', ['users', 'infer'], ['users', 'infer']],
    ['admin', [], []],
  ] as const)
    it(`is ${verbs.join(', ') || 'nothing'} for ${role} with the scope ${scope?.join(', ') ?? 'of a login'}`, () =>
      assert.deepEqual([...verbsOf(role, scope)], verbs));

  it('is not widened by a scope', () => {
    for (const verb of all) {
      const verbs = verbsOf('user', [verb]);
      for (const other of all) if (may(caller([...verbs]), other)) assert.ok(['infer', 'read'].includes(other), verb);
    }
  });

  it('tells what a scope asks for beyond it', () => {
    assert.deepEqual(beyondRole('user', all), ['lora', 'engines', 'endpoints', 'users', 'admin']);
    assert.deepEqual(beyondRole('admin', all), []);
  });
});

describe('who manages whom', () => {
  it('is: users by whoever may manage them, admins by admins and the set-up token', () => {
    assert.ok(mayManage(caller(['users']), 'user'));
    assert.ok(!mayManage(caller(['users']), 'admin'));
    assert.ok(mayManage(caller(['admin']), 'admin'));
    assert.ok(mayManage(caller(['users'], account('setup')), 'admin'));
    assert.ok(!mayManage(caller(['users'], account('key')), 'admin'));
  });
});

describe('looking after what is one’s own', () => {
  it('takes a login, or the verb `users`', () => {
    assert.ok(mayForSelf(caller(['infer'], account('token'))));
    assert.ok(!mayForSelf(caller(['infer', 'read'], account('key'))));
    assert.ok(!mayForSelf(caller(['infer', 'read'])));
    assert.ok(mayForSelf(caller(['users'])));
    assert.ok(mayForSelf(caller(['admin'], account('key'))));
  });
});

describe('a scope of models', () => {
  const scoped = (...models: string[]): Caller => caller(['infer'], { models: new Set(models) });

  it('lets a LoRA adapter in by its own name, and not its model', () => {
    assert.ok(mayInfer(scoped('pirate'), 'tiny', 'pirate'));
    assert.ok(!mayInfer(scoped('pirate'), 'tiny', null));
    assert.ok(!mayInfer(scoped('pirate'), 'tiny', 'other'));
  });

  it('lets every LoRA adapter in by its model’s name', () => {
    assert.ok(mayInfer(scoped('tiny'), 'tiny', 'pirate'));
    assert.ok(mayInfer(scoped('tiny'), 'tiny'));
    assert.ok(!mayInfer(scoped('tiny'), 'other', 'pirate'));
  });

  it('that is empty lets nothing in, and none everything', () => {
    assert.ok(!mayInfer(scoped(), 'tiny', 'pirate'));
    assert.ok(mayInfer(caller(['infer']), 'tiny', 'pirate'));
  });
});
