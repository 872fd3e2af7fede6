import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createDevices, type Gpu, type GpuRequest } from '../../../../../server/engines/launchers/devices/index.ts';

const gpus = (count: number): Gpu[] => Array.from({ length: count }, (_, index) => ({ index, name: null, uuid: null }));

describe('devices', () => {
  test('what an engine has taken is its own until it is released', () => {
    const devices = createDevices({ list: gpus(2) });
    assert.deepEqual(devices.take('a', { count: 1 }).ids, [0]);
    assert.deepEqual(devices.free(), [1]);
    assert.equal(devices.take('b', { ids: [0] }).ids, null);
    devices.release('a');
    assert.deepEqual(devices.take('b', { ids: [0] }).ids, [0]);
  });

  test('asking takes nothing, and can leave engines out', () => {
    const devices = createDevices({ list: gpus(1) });
    devices.take('a', { count: 1 });
    assert.equal(devices.wouldGet({ count: 1 }).ids, null);
    assert.deepEqual(devices.wouldGet({ count: 1 }, ['a']).ids, [0]);
    assert.deepEqual(devices.free(), []);
  });

  test('a refused request leaves all as it was', () => {
    const devices = createDevices({ list: gpus(2) });
    devices.take('a', { ids: [0] });
    devices.take('b', { ids: [1] });
    assert.equal(devices.take('a', { ids: [1] }).ids, null);
    assert.deepEqual(devices.holds(), [
      { engineId: 'a', ids: [0], shared: false },
      { engineId: 'b', ids: [1], shared: false },
    ]);
  });

  test('an engine that asks again is not in its own way', () => {
    const devices = createDevices({ list: gpus(2) });
    devices.take('a', { ids: [0] });
    assert.deepEqual(devices.take('a', { count: 2 }).ids, [0, 1]);
    assert.deepEqual(devices.free(), []);
  });

  test('an engine that was adopted has what it had', () => {
    const devices = createDevices({ list: gpus(2) });
    devices.note({ engineId: 'old', ids: [1], shared: false });
    assert.equal(devices.take('a', { ids: [1] }).ids, null);
    assert.deepEqual(devices.free(), [0]);
  });

  test('releasing one that has nothing does nothing', () => {
    const devices = createDevices({ list: gpus(1) });
    devices.release('nobody');
    assert.deepEqual(devices.free(), [0]);
  });

  const shared = fc.boolean();
  const request: fc.Arbitrary<GpuRequest> = fc.oneof(
    fc.record({ ids: fc.array(fc.nat(5), { maxLength: 4 }), shared }),
    fc.record({ count: fc.nat(5), shared }),
  );
  const step = fc.oneof(
    fc.record({ do: fc.constant('take' as const), engine: fc.nat(6), request }),
    fc.record({ do: fc.constant('release' as const), engine: fc.nat(6) }),
  );

  test('in any order of takes and releases no GPU has two holders, unless all of them share', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.array(step, { maxLength: 60 }), (count, steps) => {
        const devices = createDevices({ list: gpus(count) });
        for (const one of steps) {
          if (one.do === 'release') devices.release(`e${one.engine}`);
          else devices.take(`e${one.engine}`, one.request);
          for (const { index } of devices.list) {
            const holders = devices.holds().filter(({ ids }) => ids.includes(index));
            assert.ok(holders.length <= 1 || holders.every((hold) => hold.shared));
            assert.equal(devices.free().includes(index), holders.length === 0);
          }
        }
      }),
    );
  });

  test('who is given GPUs gets as many as asked for, all different, and only ones that exist', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.array(request, { maxLength: 8 }), (count, requests) => {
        const devices = createDevices({ list: gpus(count) });
        requests.forEach((one, engine) => {
          const { ids } = devices.take(`e${engine}`, one);
          if (ids === null) return;
          assert.equal(ids.length, 'ids' in one ? new Set(one.ids).size : one.count);
          assert.equal(new Set(ids).size, ids.length);
          assert.ok(ids.every((id) => id < count));
        });
      }),
    );
  });

  test('when those who are in the way have gone, it is had; when nobody is named, never', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.array(request, { maxLength: 6 }), request, (count, before, wanted) => {
        const devices = createDevices({ list: gpus(count) });
        before.forEach((one, engine) => void devices.take(`e${engine}`, one));
        const answer = devices.wouldGet(wanted);
        if (answer.ids !== null) return;
        const all = devices.holds().map(({ engineId }) => engineId);
        assert.equal(devices.wouldGet(wanted, answer.heldBy).ids !== null, answer.heldBy.length > 0);
        assert.equal(devices.wouldGet(wanted, all).ids !== null, answer.heldBy.length > 0);
      }),
    );
  });
});
