import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Database from 'better-sqlite3';
import { until } from '../gateway/requests.ts';
import { alice, emptyPlace, remembering } from './remembered.ts';

/** The files of the directory that have the text anywhere in them. */
const filesWith = (dir: string, text: string): string[] =>
  readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(text));

const secret = (number: number): string => `the cat sleeps under roof ${number}. `;

describe('a conversation that was deleted', () => {
  it('is in no file any more: neither in the database nor in its log', async (test) => {
    const place = emptyPlace(test);
    const { ask, conversations } = await remembering(test, place);
    // Enough for several pages, overflow pages too.
    for (let number = 0; number < 20; number++) await ask(secret(number).repeat(300), number);
    assert.notDeepEqual(filesWith(place.dataDir, 'the cat sleeps'), []);
    for (const { id } of (await conversations.list(alice, { limit: 100, after: null })).data)
      await conversations.remove(alice, id);
    assert.deepEqual(filesWith(place.dataDir, 'the cat sleeps'), []);
    assert.equal(statSync(join(place.dataDir, 'memory.db-wal')).size, 0);
  });

  it('leaves the others as they were', async (test) => {
    const place = emptyPlace(test);
    const { ask, said, conversations } = await remembering(test, place);
    await ask(secret(1), 1);
    await ask(secret(2), 2);
    const { data } = await conversations.list(alice, { limit: 9, after: null });
    await conversations.remove(alice, data.find(({ number }) => number === 1)?.id ?? '');
    assert.deepEqual(filesWith(place.dataDir, secret(1)), []);
    assert.deepEqual(await said(2), [secret(2), 'answer 2']);
  });

  it('goes out of the log as soon as nobody reads it any more', async (test) => {
    const place = emptyPlace(test);
    const { ask, conversations } = await remembering(test, place);
    await ask(secret(1));
    const reader = new Database(join(place.dataDir, 'memory.db'), { readonly: true });
    test.after(() => reader.close());
    reader.exec('begin');
    assert.equal(reader.prepare('select count(*) from conversation_items').pluck().get(), 2);
    const [conversation] = (await conversations.list(alice, { limit: 1, after: null })).data;
    const removing = conversations.remove(alice, conversation?.id ?? '');
    // Deleted it is at once; its traces have to wait.
    while ((await conversations.list(alice, { limit: 1, after: null })).data.length > 0);
    assert.notDeepEqual(filesWith(place.dataDir, secret(1)), []);
    reader.exec('rollback');
    await removing;
    assert.deepEqual(filesWith(place.dataDir, secret(1)), []);
  });

  it('goes out of the log at the next start, where the gateway was killed before it could', async (test) => {
    const [place, next] = [emptyPlace(test), emptyPlace(test)];
    const { ask, conversations } = await remembering(test, place);
    await ask(secret(1));
    const reader = new Database(join(place.dataDir, 'memory.db'), { readonly: true });
    reader.exec('begin');
    assert.equal(reader.prepare('select count(*) from conversation_items').pluck().get(), 2);
    const [conversation] = (await conversations.list(alice, { limit: 1, after: null })).data;
    const removing = conversations.remove(alice, conversation?.id ?? '');
    while ((await conversations.list(alice, { limit: 1, after: null })).data.length > 0);
    // What a kill leaves at this moment.
    for (const name of ['memory.db', 'memory.db-wal'])
      copyFileSync(join(place.dataDir, name), join(next.dataDir, name));
    reader.close();
    await removing;
    assert.notDeepEqual(filesWith(next.dataDir, secret(1)), []);
    const again = await remembering(test, next);
    assert.equal(await again.said(1), null);
    await until('it is gone', () => filesWith(next.dataDir, secret(1)).length === 0);
  });

  it('is readable by nobody but the owner of the file before that', async (test) => {
    const place = emptyPlace(test);
    const { ask } = await remembering(test, place);
    await ask('x');
    for (const suffix of ['', '-wal', '-shm'])
      assert.equal(statSync(join(place.dataDir, `memory.db${suffix}`)).mode & 0o777, 0o600, suffix);
  });
});
