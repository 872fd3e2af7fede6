import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Caller } from '../../../../server/accounts/keys.ts';
import type { UserEngineRecord } from '../../../../server/endpoints/user-engines/store/user-engine-store.ts';
import { AppError } from '../../../../server/platform/errors.ts';
import { settled } from '../../engines/fleet/fakes/virtual-clock.ts';
import { admin, alice, bob, fails, users } from './fake-users.ts';
import { request, template } from './template.ts';

describe('engines of users', () => {
  it('are in force while they start, and until they end', async () => {
    const { engines, applied, start } = users();
    const { engineId } = await start(alice, 'm');
    await engines.terminate(alice, engineId, null);
    assert.deepEqual(applied, [['m'], []]);
  });

  it('are still there when they crash and are started again, under their new id', async () => {
    const { fleet, engines, start } = users();
    const first = await start(alice, 'm');
    fleet.tell(first.engineId, 'crashed');
    assert.equal(engines.list(alice)[0]?.endpoint, null);
    const second = fleet.run('m');
    assert.deepEqual(
      engines.list(alice).map(({ engineId, endpoint }) => [engineId, endpoint]),
      [[second.id, second.endpoint]],
    );
    assert.equal(await engines.terminate(alice, first.engineId, null), 'terminated');
    assert.deepEqual(fleet.stopped, [second.id]);
  });

  it('are still there when they gave way to another engine', async () => {
    const { fleet, engines, start } = users();
    const { engineId } = await start(alice, 'm');
    fleet.tell(engineId, 'stopped', 'swap');
    assert.deepEqual(engines.models().length, 1);
    assert.equal(engines.list(alice).length, 1);
  });

  it('are gone when they failed for good, or an admin stopped them', async () => {
    for (const [state, cause, how] of [
      ['failed', null, /^failed/],
      ['stopped', 'asked', /^stopped/],
    ] as const) {
      const { fleet, store, engines, start } = users();
      const { engineId } = await start(alice, 'm');
      fleet.tell(engineId, state, cause);
      assert.deepEqual(engines.models(), []);
      await settled();
      assert.match(store.records.get(engineId)?.endedHow ?? '', how);
      assert.match(await engines.terminate(alice, engineId, null), how);
    }
  });

  it('are not taken for those of before that had the same name', async () => {
    const { fleet, engines, start } = users();
    const first = await start(alice, 'm');
    await engines.terminate(alice, first.engineId, null);
    await start(alice, 'm');
    fleet.tell(first.engineId, 'failed');
    assert.equal(engines.models().length, 1);
  });

  it('that fail to start leave the reason, without the hub token', async () => {
    const { fleet, engines, applied } = users();
    fleet.starting = async (model) => {
      fleet.begin(model);
      throw new AppError('engine_start_failed', 'exited with code 1\nHF_TOKEN=hf_secret');
    };
    const started = await engines.start(alice, request({ hubToken: 'hf_secret' }));
    assert.deepEqual(started, {
      healthy: false,
      name: 'org/tiny',
      engineId: 'e1',
      reason: 'exited with code 1\nHF_TOKEN=[token]',
    });
    assert.deepEqual(applied.at(-1), []);
  });

  it('that find no room leave nothing', async () => {
    const { fleet, engines } = users();
    fleet.starting = () => Promise.reject(new AppError('no_room', 'all taken'));
    await assert.rejects(engines.start(alice, request()), fails('no_room'));
    assert.deepEqual(engines.models(), []);
  });

  it('that are terminated while they start say so', async () => {
    const { fleet, engines } = users();
    const waiting = fleet.holdStart();
    const starting = engines.start(alice, request());
    assert.equal(await engines.terminate(alice, 'e1', null), 'terminated');
    waiting.reject(new AppError('model_not_found', 'gone'));
    const started = await starting;
    assert.ok(!started.healthy);
    assert.match(started.reason, /ended while it was starting/);
  });

  it('that an admin stops while they start say so', async () => {
    const { fleet, engines, store } = users();
    fleet.starting = async (model) => {
      fleet.begin(model);
      throw new AppError('engine_stopped', 'stopped by request');
    };
    const started = await engines.start(alice, request());
    assert.ok(!started.healthy);
    assert.match(started.reason, /ended while it was starting/);
    await settled();
    assert.equal(store.records.get('e1')?.endedHow, 'stopped by an admin');
  });

  it('are gone when it is said so, also to who asks again while they end', async () => {
    const { fleet, engines, start } = users();
    const { engineId } = await start(alice, 'm');
    const stopped = Promise.withResolvers<void>();
    fleet.stop = async (id) => {
      await stopped.promise;
      return fleet.tell(id, 'stopped');
    };
    const told: string[] = [];
    const asked = ['first', 'second'].map(async (name) => {
      const how = await engines.terminate(alice, engineId, null);
      told.push(`${name}: ${how}`);
    });
    await settled();
    assert.deepEqual(told, []);
    stopped.resolve();
    await Promise.all(asked);
    assert.deepEqual(told.sort(), ['first: terminated', 'second: terminated']);
  });

  it('is told of when it is written down, so that it is known after a kill', async () => {
    const { store, engines, start } = users();
    const { promise, resolve } = Promise.withResolvers<void>();
    store.busy = promise;
    let told = false;
    const started = start(alice, 'org/a').finally(() => {
      told = true;
    });
    await settled();
    assert.deepEqual([told, store.records.size], [false, 0]);
    resolve();
    const { engineId } = await started;
    assert.equal(store.records.get(engineId)?.endedHow, null);
    const end = Promise.withResolvers<void>();
    store.busy = end.promise;
    assert.equal(await engines.terminate(alice, engineId, null), 'terminated');
    const again = engines.terminate(alice, engineId, null);
    end.resolve();
    assert.equal(await again, 'terminated');
  });

  it('that are started while a slow database is told of those that are gone are none of those', async () => {
    const { store, engines, start } = users();
    const { promise, resolve } = Promise.withResolvers<void>();
    const endAll = store.endAll.bind(store);
    store.endAll = async (how) => {
      await promise;
      return endAll(how);
    };
    const recovered = engines.recover();
    const started = start(alice, 'org/a');
    await settled();
    resolve();
    await recovered;
    const { engineId } = await started;
    assert.equal(store.records.get(engineId)?.endedHow, null);
  });

  it('do not need the database to start, nor to end', async () => {
    const { store, engines, start } = users();
    store.fault = new Error('down');
    const { engineId } = await start(alice, 'm');
    assert.equal(await engines.terminate(alice, engineId, null), 'terminated');
  });

  it('may be used and seen by their owner and admins, also under the name of the user’s', async () => {
    const { engines, start } = users();
    const { engineId } = await start(alice, 'm');
    await start(bob, 'm');
    const seen = (caller: Caller) => [
      engines.mayUse(caller, 'm'),
      engines.mayUse(caller, 'bob/m'),
      engines.mayUse(caller, 'another'),
      engines.maySee(caller, { id: engineId, model: 'm' }),
      engines.nameOf(caller, 'm'),
    ];
    assert.deepEqual(seen(alice), [true, false, true, true, 'm']);
    assert.deepEqual(seen(bob), [false, true, true, false, 'bob/m']);
    assert.deepEqual(seen(admin), [true, true, true, true, null]);
  });

  it('are nobody else’s to see when they are gone, either', async () => {
    const { engines, start } = users();
    const { engineId } = await start(alice, 'm');
    await engines.terminate(alice, engineId, null);
    assert.equal(engines.maySee(bob, { id: engineId, model: 'm' }), false);
    assert.equal(engines.maySee(alice, { id: engineId, model: 'm' }), true);
    assert.equal(engines.mayUse(bob, 'm'), true);
  });

  it('are not called like a model of the configuration', async () => {
    const { engines, start } = users();
    assert.equal((await start(alice, 'configured')).name, 'alice/configured');
    engines.configure(template(), new Set(['alice/configured']));
    assert.deepEqual(engines.models(), []);
  });

  it('end with their user, and nobody else’s do', async () => {
    const { engines, start } = users();
    await start(alice, 'a');
    await start(alice, 'b');
    await start(bob, 'c');
    await engines.removeUser('usr_alice');
    assert.deepEqual(
      engines.models().map(({ name }) => name),
      ['c'],
    );
  });

  it('are written down as gone when the gateway stops, and when it comes back', async () => {
    const { engines, store, start } = users();
    const { engineId } = await start(alice, 'm');
    await engines.close();
    assert.match(store.records.get(engineId)?.endedHow ?? '', /gateway was stopped/);
    store.records.set('killed', { ...(store.records.get(engineId) as UserEngineRecord), id: 'killed', endedHow: null });
    await engines.recover();
    assert.match(store.records.get('killed')?.endedHow ?? '', /gateway was restarted/);
  });
});
