import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressOf } from '../../../../../../server/engines/launchers/docker/spec/container-address.ts';
import { containerBody } from '../../../../../../server/engines/launchers/docker/spec/container-body.ts';
import type { DockerSpec, LaunchSpec } from '../../../../../../server/engines/launchers/index.ts';

const loopback = { bind: '127.0.0.1', reach: '127.0.0.1' };

function bodyOf(docker: Partial<DockerSpec>, fields: Partial<LaunchSpec> = {}) {
  const whole = { image: 'engine:1', ...docker };
  const spec: LaunchSpec = {
    engineId: 'tiny-0f3a',
    command: ['serve', '--port', '${PORT}'],
    env: {},
    workDir: '/',
    stopCommand: null,
    url: null,
    ...fields,
  };
  const address = addressOf(whole, { hostPort: 41_000, url: spec.url, at: loopback });
  return containerBody({ spec, docker: whole, address, labels: { 'roundhouse.engine': spec.engineId } });
}

describe('the container of an engine', () => {
  test('has the least that it needs by default', () => {
    assert.deepEqual(bodyOf({}), {
      Image: 'engine:1',
      Cmd: ['serve', '--port', '8000'],
      Env: [],
      Labels: { 'roundhouse.engine': 'tiny-0f3a' },
      Tty: false,
      ExposedPorts: { '8000/tcp': {} },
      HostConfig: {
        NetworkMode: 'bridge',
        PortBindings: { '8000/tcp': [{ HostIp: '127.0.0.1', HostPort: '41000' }] },
        RestartPolicy: { Name: 'no' },
        Init: true,
        LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
        Mounts: [],
        Devices: [],
      },
    });
  });

  test("without a command keeps the image's", () => {
    assert.equal('Cmd' in bodyOf({}, { command: [] }), false);
  });

  test('has an entrypoint, a user and a folder only where the spec says so', () => {
    const { Entrypoint, User, WorkingDir } = bodyOf({ entrypoint: ['/bin/sh', '-c'], user: '1000', workDir: '/w' });
    assert.deepEqual([Entrypoint, User, WorkingDir], [['/bin/sh', '-c'], '1000', '/w']);
  });

  test('host, port and id are filled into command, entrypoint and environment, and nothing else is', () => {
    const text = '${HOST}:${PORT} ${ENGINE_ID} ${HOME}';
    const { Cmd, Entrypoint, Env } = bodyOf({ entrypoint: [text] }, { command: [text], env: { WHERE: text } });
    const filled = '0.0.0.0:8000 tiny-0f3a ${HOME}';
    assert.deepEqual([Cmd, Entrypoint, Env], [[filled], [filled], [`WHERE=${filled}`]]);
  });

  test('on the network of the host listens on the loopback port that was picked, and publishes nothing', () => {
    const { Cmd, ExposedPorts, HostConfig } = bodyOf({ network: 'host' }, { command: ['${HOST}', '${PORT}'] });
    assert.deepEqual(Cmd, ['127.0.0.1', '41000']);
    assert.equal(ExposedPorts, undefined);
    assert.equal(HostConfig?.PortBindings, undefined);
    assert.equal(HostConfig?.NetworkMode, 'host');
  });

  test('gets devices by path, by two paths, and with permissions', () => {
    assert.deepEqual(bodyOf({ devices: ['/dev/dri', '/dev/a:/dev/b', '/dev/c:/dev/d:r'] }).HostConfig?.Devices, [
      { PathOnHost: '/dev/dri', PathInContainer: '/dev/dri', CgroupPermissions: 'rwm' },
      { PathOnHost: '/dev/a', PathInContainer: '/dev/b', CgroupPermissions: 'rwm' },
      { PathOnHost: '/dev/c', PathInContainer: '/dev/d', CgroupPermissions: 'r' },
    ]);
  });

  for (const [what, gpus, request] of [
    ['by their ids', { ids: ['0', 'GPU-1'] }, { DeviceIDs: ['0', 'GPU-1'] }],
    ['by a count', { count: 2 }, { Count: 2 }],
    ['all of them', { count: 'all' }, { Count: -1 }],
  ] as const) {
    test(`gets GPUs ${what}`, () => {
      const expected = { Driver: '', ...request, Capabilities: [['gpu']], Options: {} };
      assert.deepEqual(bodyOf({ gpus }).HostConfig?.DeviceRequests, [expected]);
    });
  }

  test('gets mounts, shared memory, and a limit without swap beyond it', () => {
    const mount = { type: 'volume', source: 'cache', target: '/root/.cache', readOnly: false } as const;
    const { HostConfig } = bodyOf({ mounts: [mount], shmBytes: 10, memoryBytes: 20 });
    assert.deepEqual(HostConfig?.Mounts, [
      { Type: 'volume', Source: 'cache', Target: '/root/.cache', ReadOnly: false },
    ]);
    assert.deepEqual([HostConfig?.ShmSize, HostConfig?.Memory, HostConfig?.MemorySwap], [10, 20, 20]);
  });

  test("has the launcher's labels, whatever the spec says", () => {
    const { Labels } = bodyOf({ labels: { team: 'blue', 'roundhouse.engine': 'forged' } });
    assert.deepEqual(Labels, { team: 'blue', 'roundhouse.engine': 'tiny-0f3a' });
  });
});

describe('the address of an engine in a container', () => {
  test('is the published port', () => {
    assert.deepEqual(addressOf({ image: 'x', containerPort: 30_000 }, { hostPort: 41_000, url: null, at: loopback }), {
      baseUrl: 'http://127.0.0.1:41000',
      host: '0.0.0.0',
      port: 30_000,
      published: { hostIp: '127.0.0.1', hostPort: 41_000 },
    });
  });

  test('is the fixed URL where there is one', () => {
    const { baseUrl, published } = addressOf(
      { image: 'x' },
      { hostPort: 9_000, url: 'http://gpu-1:9000', at: loopback },
    );
    assert.deepEqual([baseUrl, published], ['http://gpu-1:9000', { hostIp: '127.0.0.1', hostPort: 9_000 }]);
  });

  test('on another machine is what it is reached by', () => {
    const at = { bind: '10.0.0.5', reach: 'gpu-1' };
    const { baseUrl, published } = addressOf({ image: 'x' }, { hostPort: 41_000, url: null, at });
    assert.deepEqual([baseUrl, published?.hostIp], ['http://gpu-1:41000', '10.0.0.5']);
  });

  test('of IPv6 is a URL too', () => {
    const at = { bind: 'fd00::5', reach: 'fd00::5' };
    const { baseUrl, published } = addressOf({ image: 'x' }, { hostPort: 41_000, url: null, at });
    assert.deepEqual([new URL(baseUrl).host, published?.hostIp], ['[fd00::5]:41000', 'fd00::5']);
  });
});
