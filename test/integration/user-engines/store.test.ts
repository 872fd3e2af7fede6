/** The records of engines of users, on each kind of database. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  createUserEngineStore,
  type UserEngineStore,
} from '../../../server/endpoints/user-engines/store/user-engine-store.ts';
import { onEachDatabase } from '../accounts/databases/databases.ts';

const now = '2026-11-21T12:00:00.000Z';

const add = (store: UserEngineStore, id: string): Promise<void> =>
  store.add({ id, owner: 'usr_1', name: 'org/m', model: 'org/m', startedAt: now, endedHow: null });

onEachDatabase('records of engines of users', (database) => {
  it('say how each has ended, the first time', async (test) => {
    const store = createUserEngineStore(await database.open(test), 'host:/data');
    await add(store, 'e1');
    await store.end('e1', 'terminated', now);
    await store.end('e1', 'something else', now);
    assert.equal((await store.find('e1'))?.endedHow, 'terminated');
    assert.equal(await store.endAll('gone', now), 0);
    await store.removeEnded('2026-11-22T12:00:00.000Z');
    assert.equal(await store.find('e1'), null);
  });

  it('are ended with their gateway: those of another host in Postgres are of another gateway', async (test) => {
    const opened = await database.open(test);
    const store = createUserEngineStore(opened, 'host:/data');
    await add(store, 'e1');
    await add(createUserEngineStore(opened, 'other:/data'), 'e2');
    assert.equal(await store.endAll('gone', now), database.kind === 'postgres' ? 1 : 2);
    assert.equal((await store.find('e1'))?.endedHow, 'gone');
    assert.equal((await store.find('e2'))?.endedHow, database.kind === 'postgres' ? null : 'gone');
  });
});
