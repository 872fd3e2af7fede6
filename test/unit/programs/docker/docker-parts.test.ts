import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { DockerRunConfig } from '../../../../server/platform/config/config.ts';
import { silentLog } from '../../../../server/platform/log.ts';
import { dockerOwner, hasOwner } from '../../../../server/programs/gateway/docker/docker-owner.ts';
import { hostPath } from '../../../../server/programs/gateway/docker/host-path.ts';
import { gpusOf } from '../../../../server/programs/gateway/docker/machine-gpus.ts';
import { makeLauncher, registryOf } from '../../../../server/programs/gateway/docker/make-launcher.ts';

function folder(test: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'rh-owner-'));
  test.after(() => rmSync(dir, { recursive: true }));
  return dir;
}

describe('the owner of containers', () => {
  it('is made once and kept in the data directory', (test) => {
    const dir = folder(test);
    assert.equal(hasOwner(dir), false);
    const owner = dockerOwner(dir);
    assert.match(owner, /^[0-9a-f]{12}$/);
    assert.equal(hasOwner(dir), true);
    assert.equal(dockerOwner(dir), owner);
    assert.equal(statSync(join(dir, 'docker-owner')).mode & 0o077, 0);
  });

  it('is another one for each data directory', (test) => {
    assert.notEqual(dockerOwner(folder(test)), dockerOwner(folder(test)));
  });

  it('is not guessed where the file is not what was written', (test) => {
    const dir = folder(test);
    writeFileSync(join(dir, 'docker-owner'), 'some words\n');
    assert.throws(() => dockerOwner(dir), { code: 'storage_unavailable' });
    assert.equal(readFileSync(join(dir, 'docker-owner'), 'utf8'), 'some words\n');
  });

  it('is made anew where the disk was full when it was written', (test) => {
    const dir = folder(test);
    writeFileSync(join(dir, 'docker-owner'), '');
    const owner = dockerOwner(dir);
    assert.match(owner, /^[0-9a-f]{12}$/);
    assert.equal(dockerOwner(dir), owner);
    assert.deepEqual(readdirSync(dir).sort(), ['docker-gateway', 'docker-owner']);
  });

  const skip = existsSync('/proc/self/stat') ? false : 'there is no /proc here';
  it('is not to be had while another gateway that runs has it: that one’s engines are not left behind', {
    skip,
  }, (test) => {
    const dir = folder(test);
    const owner = dockerOwner(dir);
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const file = join(dir, 'docker-gateway');
    writeFileSync(file, `${process.ppid} ${start}\n`);
    const message = new RegExp(`process ${process.ppid}\\) uses this data directory`);
    assert.throws(() => dockerOwner(dir), { code: 'storage_unavailable', message });
    assert.equal(readFileSync(file, 'utf8'), `${process.ppid} ${start}\n`);
    // The same number, another process: the gateway that had it is gone.
    writeFileSync(file, `${process.ppid} 1\n`);
    assert.equal(dockerOwner(dir), owner);
    assert.match(readFileSync(file, 'utf8'), new RegExp(`^${process.pid} `));
  });

  it('is not to be had without the data directory', (test) => {
    assert.throws(() => dockerOwner(join(folder(test), 'none')), { code: 'storage_unavailable', message: /ENOENT/ });
  });
});

describe('the registry of an image', () => {
  const given: readonly (readonly [string, string])[] = [
    ['ghcr.io/org/x:1', 'ghcr.io'],
    ['registry.example.com:5000/x', 'registry.example.com:5000'],
    ['localhost/x', 'localhost'],
    ['vllm/vllm-openai:v1', 'docker.io'],
    ['ubuntu', 'docker.io'],
    ['ubuntu:24.04', 'docker.io'],
  ];
  for (const [image, registry] of given)
    it(`${image} is that of ${registry}`, () => assert.equal(registryOf(image), registry));
});

describe('a launcher for a connection', () => {
  it('is not made with TLS files that are not there', (test) => {
    const tls = { ca: '/none/ca.pem', cert: '/none/cert.pem', key: '/none/key.pem' };
    const docker = {
      at: { host: 'gpus', port: 2376, tls },
      engineAddress: { bind: '10.0.0.5', reach: 'gpus' },
      registries: [],
    };
    assert.throws(() => makeLauncher({ dataDir: folder(test), docker }, silentLog), /ENOENT.*ca\.pem/);
  });

  it('is made for the usual socket where nothing is said', (test) => {
    assert.equal(makeLauncher({ dataDir: folder(test) }, silentLog).name, 'docker');
  });
});

describe('where a file of an engine is on the host', () => {
  const docker: DockerRunConfig = {
    image: 'a',
    mounts: [
      { type: 'volume', source: 'hub', target: '/hub', readOnly: true },
      { type: 'bind', source: '/data', target: '/models/', readOnly: true },
    ],
  };
  const given: readonly (readonly [string, DockerRunConfig | null, string | null])[] = [
    ['/a/x.gguf', null, '/a/x.gguf'],
    ['/models/sub/x.gguf', docker, '/data/sub/x.gguf'],
    ['/models', docker, '/data'],
    ['/models-2/x.gguf', docker, null],
    ['/models/../etc/passwd', docker, null],
    ['/hub/x.gguf', docker, null],
    ['/opt/x.gguf', { image: 'a' }, null],
  ];
  for (const [path, run, host] of given)
    it(`${path} ${run === null ? 'of a process' : 'in a container'} is ${host ?? 'unknown'}`, () =>
      assert.equal(hostPath(path, run), host));
});

describe('the GPUs of the configuration', () => {
  it('are known by their numbers, or not at all', () => {
    assert.deepEqual(gpusOf({ gpus: [0, 2] }), [
      { index: 0, uuid: null, name: null },
      { index: 2, uuid: null, name: null },
    ]);
    assert.equal(gpusOf({ gpus: null }), null);
    assert.equal(gpusOf({}), null);
  });
});
