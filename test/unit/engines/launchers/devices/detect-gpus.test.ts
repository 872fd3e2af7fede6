import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  detectGpus,
  gpuEnvironment,
  gpusOfContainer,
  parseGpuList,
} from '../../../../../server/engines/launchers/devices/index.ts';

describe('the list of GPUs', () => {
  test('is what nvidia-smi -L says', () => {
    const said = [
      'GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77)',
      'GPU 1: Tesla V100 (PCIe) (UUID: GPU-1)',
      '',
    ].join('\n');
    assert.deepEqual(parseGpuList(said), [
      { index: 0, name: 'NVIDIA A100-SXM4-40GB', uuid: 'GPU-5d5ba0d6-d33d-2b2c-524d-9e3d8d2b8a77' },
      { index: 1, name: 'Tesla V100 (PCIe)', uuid: 'GPU-1' },
    ]);
  });

  test('has no parts of GPUs, and none without a UUID is lost', () => {
    const said = 'GPU 10: NVIDIA H100\r\n  MIG 1g.10gb     Device  0: (UUID: MIG-c6d4f1ef)\nNo devices found.';
    assert.deepEqual(parseGpuList(said), [{ index: 10, name: 'NVIDIA H100', uuid: null }]);
  });

  test('is empty where there is no nvidia-smi, or it fails', async () => {
    assert.deepEqual(await detectGpus(() => Promise.reject(new Error('ENOENT'))), []);
    assert.deepEqual(await detectGpus(async () => 'NVIDIA-SMI has failed because it could not communicate'), []);
  });
});

describe('an engine is told its GPUs', () => {
  test('as a process by its environment, counted as nvidia-smi counts', () => {
    assert.deepEqual(gpuEnvironment([1, 3]), {
      CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
      CUDA_VISIBLE_DEVICES: '1,3',
      NVIDIA_VISIBLE_DEVICES: '1,3',
    });
  });

  test('as a process with none it sees none', () => {
    assert.equal(gpuEnvironment([])['CUDA_VISIBLE_DEVICES'], '');
    assert.equal(gpuEnvironment([])['NVIDIA_VISIBLE_DEVICES'], 'void');
  });

  test('as a container by a device request', () => {
    assert.deepEqual(gpusOfContainer([0, 2]), { ids: ['0', '2'] });
    assert.equal(gpusOfContainer([]), undefined);
  });
});
