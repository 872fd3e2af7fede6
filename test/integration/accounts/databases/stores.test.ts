/** What the database keeps of accounts: the same facts on SQLite and on Postgres. */
import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { newId } from '../../../../server/accounts/ids.ts';
import { newSecret } from '../../../../server/accounts/secrets.ts';
import { type CredentialStore, createCredentialStore } from '../../../../server/accounts/store/credential-store.ts';
import type { CredentialRecord, UserRecord } from '../../../../server/accounts/store/records.ts';
import { createUserStore, type UserStore } from '../../../../server/accounts/store/user-store.ts';
import { createLoraStore } from '../../../../server/engines/lora/lora-store.ts';
import { openStorage } from '../../../../server/platform/storage/index.ts';
import { migrations } from '../../../../server/platform/storage/migrations/index.ts';
import { onEachDatabase } from './databases.ts';

let made = 0;

function user(name: string, rest: Partial<UserRecord> = {}): UserRecord {
  const at = new Date(Date.UTC(2030, 0, 1) + ++made * 1000);
  return {
    id: newId('usr', at),
    name,
    passwordHash: '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA',
    role: 'user',
    enabled: true,
    promptTokensUsed: 0,
    genTokensUsed: 0,
    promptTokenLimit: null,
    genTokenLimit: null,
    createdAt: at.toISOString(),
    ...rest,
  };
}

function credential(userId: string | null, rest: Partial<CredentialRecord> = {}): CredentialRecord {
  const at = new Date(Date.UTC(2030, 0, 1) + ++made * 1000);
  const { sha256, start } = newSecret();
  const kind = rest.kind ?? 'token';
  return {
    id: newId(kind === 'key' ? 'key' : kind === 'setup' ? 'setup' : 'tok', at),
    kind,
    userId,
    name: kind === 'key' ? 'a key' : null,
    sha256,
    start,
    verbs: null,
    models: null,
    createdAt: at.toISOString(),
    expiresAt: null,
    ...rest,
  };
}

const first = { limit: 10, after: null };

onEachDatabase('the accounts in the database', (database) => {
  async function stores(test: TestContext): Promise<{ users: UserStore; credentials: CredentialStore }> {
    const opened = await database.open(test);
    return { users: createUserStore(opened), credentials: createCredentialStore(opened) };
  }

  it('keep a user as it was given, numbers beyond 32 bits too', async (test) => {
    const { users } = await stores(test);
    const alice = user('alice', {
      promptTokensUsed: 7,
      genTokensUsed: 2 ** 40,
      promptTokenLimit: Number.MAX_SAFE_INTEGER,
      genTokenLimit: 0,
      enabled: false,
      role: 'admin',
    });
    assert.equal(await users.add(alice, null), true);
    assert.deepEqual(await users.byId(alice.id), alice);
    assert.deepEqual(await users.byName('alice'), alice);
    assert.equal(await users.byName('Alice'), null);
    assert.equal(await users.byId('usr_none'), null);
  });

  it('take a name once', async (test) => {
    const { users } = await stores(test);
    assert.equal(await users.add(user('alice'), null), true);
    assert.equal(await users.add(user('alice'), null), false);
    assert.equal((await users.list(first, null)).data.length, 1);
  });

  it('take a name once also where ten ask at the same time', async (test) => {
    const { users } = await stores(test);
    const answers = await Promise.all(Array.from({ length: 10 }, () => users.add(user('alice'), null)));
    assert.equal(answers.filter(Boolean).length, 1);
  });

  it('list users in pages, oldest first, or the one of a name', async (test) => {
    const { users } = await stores(test);
    for (const name of ['c', 'a', 'b']) await users.add(user(name), null);
    const one = await users.list({ limit: 2, after: null }, null);
    assert.deepEqual([one.data.map(({ name }) => name), one.hasMore], [['c', 'a'], true]);
    const two = await users.list({ limit: 2, after: one.data[1]?.id ?? '' }, null);
    assert.deepEqual([two.data.map(({ name }) => name), two.hasMore], [['b'], false]);
    const named = await users.list(first, 'a');
    assert.deepEqual(
      named.data.map(({ name }) => name),
      ['a'],
    );
  });

  it('change what is given and leave the rest', async (test) => {
    const { users } = await stores(test);
    const alice = user('alice', { genTokenLimit: 5 });
    await users.add(user('root', { role: 'admin' }), null);
    await users.add(alice, null);
    assert.deepEqual(await users.change(alice.id, { promptTokenLimit: 9, enabled: false }), {
      ...alice,
      promptTokenLimit: 9,
      enabled: false,
    });
    assert.deepEqual(await users.change(alice.id, { genTokenLimit: null }), {
      ...alice,
      promptTokenLimit: 9,
      enabled: false,
      genTokenLimit: null,
    });
    assert.equal(await users.change('usr_none', { enabled: true }), null);
    assert.deepEqual(await users.change(alice.id, {}), await users.byId(alice.id));
  });

  it('keep the last admin who is enabled', async (test) => {
    const { users } = await stores(test);
    const root = user('root', { role: 'admin' });
    const sleeping = user('sleeping', { role: 'admin', enabled: false });
    await users.add(root, null);
    await users.add(sleeping, null);
    for (const change of [{ enabled: false }, { role: 'user' }] as const)
      await assert.rejects(users.change(root.id, change), { code: 'user_conflict' });
    await assert.rejects(users.remove(root.id), { code: 'user_conflict' });
    assert.deepEqual(await users.byId(root.id), root);
    await users.change(sleeping.id, { enabled: true });
    assert.equal(await users.remove(root.id), true);
  });

  it('keep one of two admins who are taken down at the same time', async (test) => {
    const { users } = await stores(test);
    const admins = [user('a', { role: 'admin' }), user('b', { role: 'admin' })];
    for (const admin of admins) await users.add(admin, null);
    const outcomes = await Promise.allSettled(admins.map(({ id }) => users.change(id, { role: 'user' })));
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal(await users.hasAdmin(), true);
  });

  it('take everything of a user along when he goes', async (test) => {
    const { users, credentials } = await stores(test);
    const alice = user('alice');
    await users.add(user('root', { role: 'admin' }), null);
    await users.add(alice, null);
    const token = credential(alice.id);
    await credentials.add(token);
    await credentials.add(credential(alice.id, { kind: 'key' }));
    assert.equal(await users.remove(alice.id), true);
    assert.equal(await users.remove(alice.id), false);
    assert.deepEqual(await credentials.held([token.sha256]), []);
    assert.deepEqual(await credentials.keys(first, null), { data: [], hasMore: false });
  });

  it('tell whose a credential is', async (test) => {
    const { users, credentials } = await stores(test);
    const alice = user('alice', { enabled: false });
    const bob = user('bob', { genTokenLimit: 10 });
    await users.add(alice, null);
    await users.add(bob, null);
    const key = credential(alice.id, {
      kind: 'key',
      verbs: ['infer'],
      models: ['tiny', 'a/b'],
      expiresAt: '2031-01-01T00:00:00.000Z',
    });
    const limited = credential(bob.id);
    const setup = credential(null, { kind: 'setup' });
    await credentials.add(key);
    await credentials.add(limited);
    await credentials.add(setup);
    const held = await credentials.held([key.sha256, setup.sha256, 'none']);
    assert.deepEqual(
      held.sort((a, b) => a.credential.id.localeCompare(b.credential.id)),
      [
        { credential: key, user: { name: 'alice', role: 'user', enabled: false, unlimited: true } },
        { credential: setup, user: null },
      ],
    );
    assert.equal((await credentials.held([limited.sha256]))[0]?.user?.unlimited, false);
    assert.deepEqual(await credentials.held([]), []);
    assert.deepEqual(
      (await credentials.newest(1)).map(({ credential: { kind } }) => kind),
      ['setup'],
    );
  });

  it('find keys, but no tokens, by their id', async (test) => {
    const { users, credentials } = await stores(test);
    const [alice, bob] = [user('alice'), user('bob')];
    await users.add(alice, null);
    await users.add(bob, null);
    const [key, other, token] = [
      credential(alice.id, { kind: 'key' }),
      credential(bob.id, { kind: 'key' }),
      credential(alice.id),
    ];
    for (const one of [key, other, token]) await credentials.add(one);
    assert.deepEqual(await credentials.key(key.id), key);
    assert.equal(await credentials.key(token.id), null);
    assert.deepEqual((await credentials.keys(first, alice.id)).data, [key]);
    assert.deepEqual(await credentials.keys({ limit: 1, after: null }, null), { data: [key], hasMore: true });
    assert.deepEqual(await credentials.keys({ limit: 1, after: key.id }, null), { data: [other], hasMore: false });
  });

  it('count up when something is taken away, and only then', async (test) => {
    const { users, credentials } = await stores(test);
    const alice = user('alice');
    await users.add(alice, null);
    const token = credential(alice.id);
    let version = await credentials.version();
    const counted = async (): Promise<boolean> => {
      const before = version;
      version = await credentials.version();
      return version !== before;
    };
    await credentials.add(token);
    assert.equal(await counted(), false);
    assert.equal(await credentials.remove(token.id), true);
    assert.equal(await counted(), true);
    assert.equal(await credentials.remove(token.id), false);
    await counted();
    await users.add(user('root', { role: 'admin' }), null);
    await counted();
    await users.change(alice.id, { enabled: false });
    assert.equal(await counted(), true);
  });

  it('end the logins, but not the keys, where the password changes', async (test) => {
    const { users, credentials } = await stores(test);
    const alice = user('alice');
    await users.add(alice, null);
    const [token, key] = [credential(alice.id), credential(alice.id, { kind: 'key' })];
    await credentials.add(token);
    await credentials.add(key);
    await users.change(alice.id, { passwordHash: 'another' });
    const left = await credentials.held([token.sha256, key.sha256]);
    assert.deepEqual(
      left.map(({ credential: { id } }) => id),
      [key.id],
    );
  });

  it('add a login only while its password is the password', async (test) => {
    const { users, credentials } = await stores(test);
    const alice = user('alice');
    await users.add(user('root', { role: 'admin' }), null);
    await users.add(alice, null);
    assert.equal(await credentials.addLogin(credential(alice.id), alice.passwordHash), true);
    assert.equal(await credentials.addLogin(credential(alice.id), 'another'), false);
    await users.change(alice.id, { enabled: false });
    assert.equal(await credentials.addLogin(credential(alice.id), alice.passwordHash), false);
    await users.remove(alice.id);
    assert.equal(await credentials.addLogin(credential(alice.id), alice.passwordHash), false);
  });

  it('leave no login of an old password, however it meets the change', async (test) => {
    const { users, credentials } = await stores(test);
    const alice = user('alice');
    await users.add(alice, null);
    let old = alice.passwordHash;
    for (let round = 0; round < 15; round++) {
      const logins = Array.from({ length: 6 }, () => credential(alice.id));
      const next = `hash ${round}`;
      const adding = logins.slice(0, 3).map((login) => credentials.addLogin(login, old));
      const changing = users.change(alice.id, { passwordHash: next });
      adding.push(...logins.slice(3).map((login) => credentials.addLogin(login, old)));
      await Promise.all([...adding, changing]);
      assert.deepEqual(await credentials.held(logins.map(({ sha256 }) => sha256)), [], `round ${round}`);
      old = next;
    }
  });

  it('say that the user has gone where a key is made for him, and stay healthy', async (test) => {
    const opened = await database.open(test);
    const credentials = createCredentialStore(opened);
    const key = credential('usr_gone', { kind: 'key' });
    await assert.rejects(credentials.add(key), { code: 'user_not_found' });
    assert.equal(opened.health(), null);
  });

  it('forget what has expired', async (test) => {
    const { users, credentials } = await stores(test);
    const alice = user('alice');
    await users.add(alice, null);
    for (const expiresAt of ['2030-01-01T00:00:00.000Z', '2030-01-02T00:00:00.000Z', null])
      await credentials.add(credential(alice.id, { kind: 'key', expiresAt }));
    assert.equal(await credentials.removeExpired('2030-01-01T00:00:00.000Z'), 1);
    assert.equal((await credentials.keys(first, null)).data.length, 2);
  });

  it('let a set-up token make one admin, and no more', async (test) => {
    const { users, credentials } = await stores(test);
    const setup = credential(null, { kind: 'setup' });
    await credentials.add(setup);
    await credentials.add(credential(null, { kind: 'setup' }));
    await users.add(user('taken'), null);
    await assert.rejects(users.add(user('taken', { role: 'admin' }), setup.id), { code: 'user_conflict' });
    assert.equal((await credentials.held([setup.sha256])).length, 1, 'it is still good after a name that was taken');
    const admins = ['a', 'b', 'c'].map((name) => users.add(user(name, { role: 'admin' }), setup.id));
    const outcomes = await Promise.allSettled(admins);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'permission_denied');
    assert.deepEqual(await credentials.newest(10), [], 'the other set-up token has gone too');
  });

  it('survive a restart, and are migrated once', async (test) => {
    const place = await database.place(test);
    const before = await openStorage(place);
    assert.deepEqual(before.migrated, Object.keys(migrations));
    const alice = user('alice');
    await createUserStore(before).add(alice, null);
    await before.close();
    const opened = await database.open(test, place);
    assert.deepEqual([opened.kind, opened.migrated], [database.kind, []]);
    assert.deepEqual(await createUserStore(opened).byName('alice'), alice);
    assert.equal(opened.health(), null);
  });

  it('are opened by several at once', async (test) => {
    const place = await database.place(test);
    const opened = await Promise.all([1, 2, 3].map(() => database.open(test, place)));
    assert.equal(opened.flatMap(({ migrated }) => migrated).length, Object.keys(migrations).length);
    const stored = await Promise.all(opened.map((one, index) => createUserStore(one).add(user(`user-${index}`), null)));
    assert.deepEqual(stored, [true, true, true]);
  });

  it('stand beside the LoRA adapters', async (test) => {
    const loras = createLoraStore(await database.open(test));
    const record = {
      name: 'pirate',
      model: 'tiny',
      path: '/p',
      source: null,
      wanted: true,
      createdAt: '2030-01-01T00:00:00.000Z',
    };
    await loras.put(record);
    await loras.put({ ...record, wanted: false });
    assert.deepEqual(await loras.all(), [{ ...record, wanted: false }]);
    await loras.remove('pirate');
    assert.deepEqual(await loras.all(), []);
  });
});
