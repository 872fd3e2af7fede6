import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { specKeyOf } from '../../../../../server/engines/launchers/index.ts';
import { fakeDocker } from './fake-docker.ts';
import { linesOf, setUp, spec } from './launcher-under-test.ts';

describe('containers of an earlier run', () => {
  async function leftBehind() {
    const docker = fakeDocker();
    const before = setUp({}, docker);
    await before.launcher.start(spec);
    await before.time.pass(0);
    docker.one().output.destroy();
    return docker;
  }

  test('that run are adopted with their id, key and address', async () => {
    const docker = await leftBehind();
    const { launcher, time } = setUp({}, docker);
    const [left] = await launcher.leftBehind();
    assert.equal(left?.engineId, 'tiny-0f3a');
    assert.equal(left?.specKey, specKeyOf(spec));
    const engine = left?.adopt(null);
    await time.pass(0);
    assert.equal(engine?.containerId?.(), docker.one().id);
    assert.equal(engine?.baseUrl, 'http://127.0.0.1:41000');
    assert.equal(engine?.pid, 4_711);
    assert.equal(engine?.processStatus(), 'running');
  });

  test('go on without the secrets of their environment in their log', async () => {
    const docker = await leftBehind();
    const { launcher, time } = setUp({}, docker);
    const [left] = await launcher.leftBehind();
    const engine = left?.adopt(null, spec.env);
    await time.pass(6_000);
    docker.say(docker.one(), 'env: TOKEN=hf_verySecret');
    await time.pass(0);
    assert.deepEqual(engine && linesOf(engine), ['env: TOKEN=[TOKEN]']);
  });

  test('are known by the key that was given, and keep their GPUs', async () => {
    const docker = fakeDocker();
    const before = setUp({}, docker);
    const withGpus = { image: 'engine:1', gpus: { ids: ['1', '3'] } };
    await before.launcher.start({ ...spec, specKey: 'tiny with TOKEN=hf_verySecret', docker: withGpus });
    await before.time.pass(0);
    const [engine] = await setUp({}, docker).launcher.leftBehind();
    assert.equal(engine?.specKey, specKeyOf({ ...spec, specKey: 'tiny with TOKEN=hf_verySecret' }));
    assert.doesNotMatch(JSON.stringify(docker.one().body.Labels), /verySecret/);
    assert.deepEqual(engine?.gpuIds, ['1', '3']);
  });

  test('that listen at another address than engines do now are not adopted, but removed', async () => {
    const docker = await leftBehind();
    const engineAddress = { bind: '10.0.0.5', reach: '127.0.0.1' };
    const { launcher } = setUp({ engineAddress }, docker);
    assert.deepEqual(await launcher.leftBehind(), []);
    assert.deepEqual(await launcher.removeStrays([]), ['tiny-0f3a']);
    assert.equal(docker.containers.size, 0);
  });

  test('that have ended are not adopted, but removed', async () => {
    const docker = await leftBehind();
    docker.end(docker.one());
    const { launcher } = setUp({}, docker);
    assert.deepEqual(await launcher.leftBehind(), []);
    assert.deepEqual(await launcher.removeStrays([]), ['tiny-0f3a']);
    assert.equal(docker.containers.size, 0);
  });

  test('are not those of another owner', async () => {
    const docker = await leftBehind();
    const { launcher } = setUp({ owner: 'gateway-2' }, docker);
    assert.deepEqual(await launcher.leftBehind(), []);
    assert.deepEqual(await launcher.removeStrays([]), []);
    assert.equal(docker.containers.size, 1);
  });

  test('are kept when they are wanted or followed', async () => {
    const docker = await leftBehind();
    const { launcher } = setUp({}, docker);
    assert.deepEqual(await launcher.removeStrays(['tiny-0f3a']), []);
    for (const left of await launcher.leftBehind()) left.adopt(null);
    assert.deepEqual(await launcher.leftBehind(), []);
    assert.deepEqual(await launcher.removeStrays([]), []);
    assert.equal(docker.containers.size, 1);
  });
});
