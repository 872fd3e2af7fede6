import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDirectory } from '../../../../server/accounts/directory/directory.ts';
import type { Caller } from '../../../../server/accounts/keys.ts';
import { type NewSecret, newSecret } from '../../../../server/accounts/secrets.ts';
import type { CredentialRecord, HeldCredential } from '../../../../server/accounts/store/records.ts';
import { AppError } from '../../../../server/platform/errors.ts';

const NOW = Date.UTC(2030, 0, 1);

/** A store in memory and a clock that is moved by hand. */
function world() {
  let nowMs = 0;
  let version = 0;
  let down = false;
  let hold: Promise<void> | null = null;
  let reads = 0;
  const rows = new Map<string, HeldCredential>();
  const timers: { at: number; run: () => void }[] = [];
  const answer = async <T>(read: () => T): Promise<T> => {
    reads += 1;
    if (down) throw new AppError('storage_unavailable', 'down');
    const result = read();
    await hold;
    return result;
  };
  const directory = createDirectory({
    store: {
      version: () => answer(() => version),
      held: (hashes) => answer(() => hashes.flatMap((hash) => rows.get(hash) ?? [])),
      newest: (limit) => answer(() => [...rows.values()].reverse().slice(0, limit)),
    },
    clock: {
      now: () => nowMs,
      date: () => new Date(NOW + nowMs),
      timer(delayMs, run) {
        const timer = { at: nowMs + delayMs, run };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    },
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    directory,
    add(
      rest: Partial<CredentialRecord> = {},
      user: HeldCredential['user'] = { name: 'alice', role: 'user', enabled: true },
    ) {
      const made = newSecret();
      rows.set(made.sha256, { credential: record(made, rest), user });
      return made;
    },
    /** Changes or, with null, removes a row, and counts up. */
    change(secret: NewSecret, user: HeldCredential['user'] | null) {
      const row = rows.get(secret.sha256);
      if (user === null || row === undefined) rows.delete(secret.sha256);
      else rows.set(secret.sha256, { ...row, user });
      version += 1;
    },
    setDown(value: boolean) {
      down = value;
    },
    holdAnswers(until: Promise<void> | null) {
      hold = until;
    },
    reads: () => reads,
    timers,
    async pass(ms: number) {
      const end = nowMs + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers.splice(timers.indexOf(next), 1);
        nowMs = next.at;
        next.run();
        await settle();
      }
      nowMs = end;
    },
    find: async (secret: NewSecret): Promise<Caller | null> => directory.find(secret.secret),
  };
}

let made = 0;

function record({ sha256, start }: NewSecret, rest: Partial<CredentialRecord>): CredentialRecord {
  return {
    id: `tok_${++made}`,
    kind: 'token',
    userId: 'usr_1',
    name: null,
    sha256,
    start,
    verbs: null,
    models: null,
    createdAt: '2030-01-01T00:00:00.000Z',
    expiresAt: null,
    ...rest,
  };
}

describe('a directory', () => {
  it('knows after the start, without the database, who has what', async () => {
    const { directory, add, reads } = world();
    const key = add({ kind: 'key', name: 'laptop', verbs: ['infer'], models: ['tiny'] });
    await directory.start();
    const before = reads();
    const caller = directory.find(key.secret);
    assert.ok(caller !== null && !(caller instanceof Promise), 'at once');
    assert.deepEqual(
      { ...caller, account: { ...caller.account, credentialId: '' } },
      {
        name: 'alice/laptop',
        verbs: new Set(['infer']),
        models: new Set(['tiny']),
        account: { userId: 'usr_1', credentialId: '', kind: 'key', unlimited: false },
      },
    );
    assert.equal(directory.find(key.secret), caller, 'nothing is made for a request');
    assert.equal(reads(), before);
  });

  it('asks the database for what it does not know, once', async () => {
    const { directory, add, reads, find } = world();
    await directory.start();
    const token = add();
    const before = reads();
    const callers = await Promise.all([find(token), find(token), find(token)]);
    assert.deepEqual(
      callers.map((caller) => caller?.name),
      ['alice', 'alice', 'alice'],
    );
    assert.equal(reads(), before + 1, 'three at once share one look');
    await find(token);
    assert.equal(reads(), before + 1);
  });

  it('does not ask for what can be none', async () => {
    const { directory, reads } = world();
    await directory.start();
    const before = reads();
    for (const text of ['', 'sk-1', 'rh_x', `rh_${'A'.repeat(48)}`]) assert.equal(directory.find(text), null);
    assert.equal(reads(), before);
  });

  it('says nobody for what is not there, and asks again the next time', async () => {
    const { directory, find } = world();
    await directory.start();
    assert.equal(await find(newSecret()), null);
  });

  for (const [what, user] of [
    ['was revoked', null],
    ['is of a user who was disabled', { name: 'alice', role: 'user', enabled: false }],
  ] as const)
    it(`does not know, within a second, what ${what}, and tells so`, async () => {
      const { directory, add, change, pass, find } = world();
      const [gone, stays] = [add(), add()];
      await directory.start();
      const told: string[] = [];
      directory.onRevoked((ids) => told.push(...ids));
      const id = (await find(gone))?.account?.credentialId;
      change(gone, user);
      await pass(500);
      assert.equal(await find(gone), null);
      assert.equal((await find(stays))?.name, 'alice');
      assert.deepEqual(told, [id]);
    });

  it('knows what a user has become, without throwing anybody out', async () => {
    const { directory, add, change, pass, find } = world();
    const token = add({}, { name: 'alice', role: 'admin', enabled: true });
    await directory.start();
    const told: string[] = [];
    directory.onRevoked((ids) => told.push(...ids));
    assert.deepEqual([...((await find(token))?.verbs ?? [])], ['admin']);
    change(token, { name: 'alice', role: 'user', enabled: true });
    await pass(500);
    assert.deepEqual([...((await find(token))?.verbs ?? [])], ['infer', 'read']);
    assert.deepEqual(told, []);
  });

  it('lets nobody in with an answer that was read before it was taken away', async () => {
    const { directory, add, change, holdAnswers, find } = world();
    await directory.start();
    const token = add();
    let release = (): void => {};
    holdAnswers(new Promise((resolve) => (release = resolve)));
    const finding = find(token);
    // The row has been read and is on its way; now it is revoked, and the change is seen.
    holdAnswers(null);
    change(token, null);
    await directory.look();
    release();
    assert.equal(await finding, null);
    assert.equal(await find(token), null);
  });

  it('ends what expires by the clock, without a look and without throwing anybody out', async () => {
    const { directory, add, find, pass, reads } = world();
    const token = add({ expiresAt: new Date(NOW + 400).toISOString() });
    await directory.start();
    const told: string[] = [];
    directory.onRevoked((ids) => told.push(...ids));
    await pass(399);
    assert.notEqual(await find(token), null);
    const before = reads();
    await pass(1);
    assert.equal(await find(token), null);
    assert.equal(reads(), before);
    assert.deepEqual(told, []);
  });

  it('never learns what has expired already', async () => {
    const { directory, add, find } = world();
    await directory.start();
    assert.equal(await find(add({ expiresAt: new Date(NOW).toISOString() })), null);
  });

  it('goes on for a minute with whom it knows while the database is down, and says it cannot tell of others', async () => {
    const { directory, add, find, pass, setDown } = world();
    const [known, unknown] = [add(), newSecret()];
    await directory.start();
    setDown(true);
    await pass(59_000);
    assert.equal((await find(known))?.name, 'alice');
    await assert.rejects(find(unknown), { code: 'storage_unavailable' });
    await pass(2_000);
    assert.throws(() => directory.find(known.secret), { code: 'storage_unavailable' });
    setDown(false);
    await pass(1_000);
    assert.equal((await find(known))?.name, 'alice');
    assert.equal(await find(unknown), null);
  });

  it('sees what changed while the database was down as soon as it is back', async () => {
    const { directory, add, change, find, pass, setDown } = world();
    const token = add();
    await directory.start();
    setDown(true);
    change(token, null);
    await pass(5_000);
    assert.notEqual(await find(token), null, 'it cannot know');
    setDown(false);
    await pass(500);
    assert.equal(await find(token), null);
  });

  it('does not start where the database is down, and starts later', async () => {
    const { directory, add, setDown, find } = world();
    const token = add();
    setDown(true);
    await assert.rejects(directory.start(), { code: 'storage_unavailable' });
    setDown(false);
    await directory.start();
    assert.equal((await find(token))?.name, 'alice');
  });

  it('lets everything else go on while it reads many again', async () => {
    const { directory, add, change } = world();
    const tokens = Array.from({ length: 1_600 }, () => add());
    await directory.start();
    change(tokens[0] as NewSecret, null);
    let turns = 0;
    let done = false;
    const count = (): void => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    await directory.look();
    done = true;
    assert.ok(turns >= 3, `the loop went round ${turns} times`);
  });

  it('stands for a set-up token, which may manage users and use nothing', async () => {
    const { directory, add, find } = world();
    const setup = add({ kind: 'setup', userId: null }, null);
    await directory.start();
    const caller = await find(setup);
    assert.deepEqual([...(caller?.verbs ?? [])], ['users']);
    assert.deepEqual(caller?.models, new Set());
    assert.equal(caller?.account?.kind, 'setup');
  });

  it('leaves no timer behind when it is closed', async () => {
    const { directory, timers, pass } = world();
    await directory.start();
    await pass(1_000);
    assert.equal(timers.length, 1);
    directory.close();
    await pass(1_000);
    assert.equal(timers.length, 0);
  });
});
