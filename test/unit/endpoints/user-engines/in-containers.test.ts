import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AppError } from '../../../../server/platform/errors.ts';
import { settled } from '../../engines/fleet/fakes/virtual-clock.ts';
import { alice, bob, fails, users } from './fake-users.ts';
import { request } from './template.ts';

describe('engines of users in containers', () => {
  const inContainers = () => {
    const under = users();
    under.fleet.inContainers = true;
    return under;
  };

  it('are known by the id of the container, and by their own', async () => {
    const { engines, start } = inContainers();
    const { engineId } = await start(alice, 'm');
    assert.equal(engineId, 'container of e1');
    assert.equal(engines.list(alice)[0]?.engineId, 'container of e1');
    await assert.rejects(engines.terminate(bob, engineId, null), fails('engine_not_found'));
    assert.equal(await engines.terminate(alice, 'e1', null), 'terminated');
  });

  it('are found by a container that has gone since', async () => {
    const { fleet, engines, start } = inContainers();
    const first = await start(alice, 'm');
    fleet.tell('e1', 'crashed');
    fleet.run('m');
    assert.equal(engines.list(alice)[0]?.engineId, 'container of e2');
    assert.equal(await engines.terminate(alice, first.engineId, null), 'terminated');
    assert.deepEqual(fleet.stopped, ['e2']);
  });

  it('are remembered by both when they are gone, for their owner alone', async () => {
    const { engines, store, start } = inContainers();
    const { engineId } = await start(alice, 'm');
    await engines.terminate(alice, engineId, null);
    await settled();
    assert.deepEqual([...store.records.keys()], ['e1', engineId]);
    for (const id of ['e1', engineId]) {
      assert.equal(await engines.terminate(alice, id, null), 'terminated');
      await assert.rejects(engines.terminate(bob, id, null), fails('engine_not_found'));
    }
  });

  it('are remembered by both where they were ended while they started', async () => {
    const { fleet, engines } = inContainers();
    const waiting = fleet.holdStart();
    const starting = engines.start(alice, request());
    assert.equal(await engines.terminate(alice, 'container of e1', null), 'terminated');
    waiting.reject(new AppError('model_not_found', 'gone'));
    await starting;
    assert.equal(await engines.terminate(alice, 'container of e1', null), 'terminated');
    await assert.rejects(engines.terminate(bob, 'container of e1', null), fails('engine_not_found'));
  });

  it('are written down by the container that a list has shown, though they are not ready', async () => {
    const { fleet, engines, store } = inContainers();
    fleet.starting = async (model) => {
      fleet.begin(model);
      return new Promise(() => {});
    };
    void engines.start(alice, request());
    const [listed] = engines.list(alice);
    await settled();
    assert.deepEqual([listed?.engineId, [...store.records.keys()]], ['container of e1', ['e1', 'container of e1']]);
  });

  it('that did not get ready are named by the container, if there was one', async () => {
    const { fleet, engines } = inContainers();
    fleet.starting = async (model) => {
      fleet.tell(fleet.begin(model), 'crashed');
      throw new AppError('engine_start_failed', 'it exited with code 1');
    };
    const started = await engines.start(alice, request({ model: 'm' }));
    assert.deepEqual([started.healthy, !started.healthy && started.engineId], [false, 'container of e1']);
    assert.deepEqual(engines.list(alice), []);
  });
});
