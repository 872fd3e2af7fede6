import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { labelsOf, readLabels } from '../../../../../../server/engines/launchers/docker/spec/labels.ts';
import { type LaunchSpec, specKeyOf } from '../../../../../../server/engines/launchers/index.ts';

const baseUrl = 'http://127.0.0.1:41000';
const own = { engineId: 'tiny-0f3a', specKey: 'abc', baseUrl, port: 8000, bind: '127.0.0.1', gpuIds: [] };
const spec: LaunchSpec = {
  engineId: 'tiny-0f3a',
  command: ['serve'],
  env: { TOKEN: 'secret', B: '2' },
  workDir: '/here',
  stopCommand: null,
  url: null,
  docker: { image: 'engine:1', network: 'host' },
};

describe('the labels of a container', () => {
  test('are read as they were written', () => {
    assert.deepEqual(readLabels('gateway-1', labelsOf('gateway-1', own)), own);
    const withGpus = { ...own, gpuIds: ['0', 'GPU-1'] };
    assert.deepEqual(readLabels('gateway-1', labelsOf('gateway-1', withGpus)), withGpus);
  });

  test('of another owner are not ours', () => {
    assert.equal(readLabels('gateway-2', labelsOf('gateway-1', own)), null);
  });

  test('that are not whole, or not what we would write, are not ours', () => {
    const whole = labelsOf('g', own);
    for (const name of Object.keys(whole)) {
      assert.equal(
        readLabels('g', Object.fromEntries(Object.entries(whole).filter(([other]) => other !== name))),
        null,
      );
    }
    assert.equal(readLabels('g', { ...whole, 'roundhouse.url': 'no url' }), null);
    assert.equal(readLabels('g', { ...whole, 'roundhouse.port': 'http' }), null);
  });
});

describe('the key of a spec', () => {
  test('is the same for another engine of the same spec, in whatever order its fields are written', () => {
    const same = { ...spec, engineId: 'other', workDir: '/there', env: { B: '2', TOKEN: 'secret' } };
    assert.equal(specKeyOf(same), specKeyOf(spec));
    assert.equal(
      specKeyOf({ ...spec, docker: { network: 'host', image: 'engine:1', tty: undefined } }),
      specKeyOf(spec),
    );
  });

  test('is another one when anything is that makes the container what it is', () => {
    const others: LaunchSpec[] = [
      { ...spec, command: ['serve', '-v'] },
      { ...spec, env: { TOKEN: 'other', B: '2' } },
      { ...spec, url: 'http://127.0.0.1:9000' },
      { ...spec, stopCommand: ['x'] },
      { ...spec, docker: { image: 'engine:2', network: 'host' } },
    ];
    assert.equal(new Set([spec, ...others].map(specKeyOf)).size, others.length + 1);
  });

  test('shows nothing of what is in it', () => {
    assert.match(specKeyOf(spec), /^[0-9a-f]{32}$/);
  });
});
