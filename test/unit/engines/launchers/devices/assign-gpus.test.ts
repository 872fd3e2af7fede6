import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assignGpus, type Gpu, type GpuHold } from '../../../../../server/engines/launchers/devices/assign-gpus.ts';
import type { GpusConfig } from '../../../../../server/platform/config/config.ts';

const gpu = (index: number, name: string | null = null): Gpu => ({ index, name, uuid: null });
const four = [gpu(0), gpu(1), gpu(2), gpu(3)];
const hold = (engineId: string, ids: number[], shared = false): GpuHold => ({ engineId, ids, shared });

describe('GPUs for an engine', () => {
  const given: readonly (readonly [string, readonly GpuHold[], GpusConfig, readonly number[]])[] = [
    ['those it names', [], { ids: [2, 0] }, [0, 2]],
    ['a GPU named twice, once', [], { ids: [1, 1] }, [1]],
    ['any, the first free ones', [hold('a', [0])], { count: 2 }, [1, 2]],
    ['all of them', [], { count: 4 }, [0, 1, 2, 3]],
    ['none, when it asks for none', [hold('a', [0, 1, 2, 3])], { count: 0 }, []],
    ['none, when it names none', [hold('a', [0, 1, 2, 3])], { ids: [] }, []],
    ['one that others share, when it shares too', [hold('a', [0], true)], { ids: [0], shared: true }, [0]],
    [
      'any of the shared ones, the least used first',
      [hold('a', [0, 1], true), hold('b', [0], true), hold('c', [2, 3])],
      { count: 1, shared: true },
      [1],
    ],
    ['free ones before shared ones', [hold('a', [0], true)], { count: 3, shared: true }, [1, 2, 3]],
  ];
  for (const [what, holds, request, ids] of given) {
    test(`are ${what}`, () => assert.deepEqual(assignGpus(four, holds, request), { ids, refused: null }));
  }

  const refused: readonly (readonly [string, readonly GpuHold[], GpusConfig, RegExp, readonly string[]])[] = [
    [
      'it names one that another has',
      [hold('a', [0, 1]), hold('b', [2])],
      { ids: [1] },
      /^GPU 1 is not free: a has 0, 1$/,
      ['a'],
    ],
    ['it shares, and the other does not', [hold('a', [0])], { ids: [0], shared: true }, /a has 0/, ['a']],
    ['the other shares, and it does not', [hold('a', [0], true)], { ids: [0] }, /a has 0/, ['a']],
    [
      'too few are free',
      [hold('a', [0, 1]), hold('b', [2])],
      { count: 2 },
      /^2 GPUs are asked for, and 1 of 4 are free: a has 0, 1; b has 2$/,
      ['a', 'b'],
    ],
  ];
  for (const [what, holds, request, says, heldBy] of refused) {
    test(`are refused when ${what}, and it is said who has them`, () => {
      const answer = assignGpus(four, holds, request);
      assert.ok(answer.ids === null);
      assert.match(answer.refused, says);
      assert.deepEqual(answer.heldBy, heldBy);
    });
  }

  test('that do not exist are refused for ever, and those that do are named', () => {
    const answer = assignGpus([gpu(0, 'NVIDIA L4'), gpu(1)], [], { ids: [0, 5, 7] });
    assert.deepEqual(answer, {
      ids: null,
      refused: 'there is no GPU 5, 7 here: the GPUs are 0 (NVIDIA L4), 1',
      heldBy: [],
    });
    assert.deepEqual(assignGpus(four, [], { count: 5 }), {
      ids: null,
      refused: '5 GPUs are asked for: the GPUs are 0, 1, 2, 3',
      heldBy: [],
    });
  });

  test('on a machine without any: it is said where one looked', () => {
    const answer = assignGpus([], [], { count: 1 });
    assert.match(answer.refused ?? '', /no GPUs are known \(nvidia-smi finds none/);
  });
});
