import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPullMeter, describeProgress } from '../../../../../server/engines/launchers/docker/pull-progress.ts';

describe('the progress of a pull', () => {
  test('counts layers and bytes, as Docker says them', () => {
    const meter = createPullMeter();
    meter.add({ id: 'v0.11', status: 'Pulling from vllm/vllm-openai' });
    meter.add({ id: 'a', status: 'Already exists' });
    meter.add({ id: 'b', status: 'Pulling fs layer' });
    meter.add({ id: 'c', status: 'Pulling fs layer' });
    assert.deepEqual(meter.progress(), { layers: 3, layersDone: 1, bytes: 0, bytesTotal: 0 });
    meter.add({ id: 'b', status: 'Downloading', progressDetail: { current: 10, total: 100 } });
    meter.add({ id: 'c', status: 'Downloading', progressDetail: { current: 5, total: 50 } });
    assert.deepEqual(meter.progress(), { layers: 3, layersDone: 1, bytes: 15, bytesTotal: 150 });
    meter.add({ id: 'b', status: 'Download complete' });
    // Unpacking has sizes of its own.
    meter.add({ id: 'b', status: 'Extracting', progressDetail: { current: 1, total: 900 } });
    assert.deepEqual(meter.progress(), { layers: 3, layersDone: 1, bytes: 105, bytesTotal: 150 });
    meter.add({ id: 'b', status: 'Pull complete' });
    meter.add({ id: 'c', status: 'Pull complete' });
    meter.add({ status: 'Digest: sha256:00' });
    assert.deepEqual(meter.progress(), { layers: 3, layersDone: 3, bytes: 150, bytesTotal: 150 });
  });

  test('is one short sentence', () => {
    assert.equal(
      describeProgress({ layers: 12, layersDone: 3, bytes: 1.2e9, bytesTotal: 4.5e9 }),
      '3 of 12 layers, 1.2 of 4.5 GB',
    );
    assert.equal(
      describeProgress({ layers: 1, layersDone: 0, bytes: 0, bytesTotal: 3e6 }),
      '0 of 1 layers, 0.0 of 3.0 MB',
    );
  });
});
