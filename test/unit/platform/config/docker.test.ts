// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${PORT} itself
/** Containers: `docker` of a model and of user engines, and where Docker answers. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { VariantConfig } from '../../../../server/platform/config/config.ts';
import { checkConfig, secretEnvNames } from '../../../../server/platform/config/index.ts';
import { type ConfigFolder, configFolder, modelOf } from './config-folder.ts';

const model = (keys: string, rest = ''): string => `models: { m: { engine: vllm, ${keys} } }\n${rest}`;

async function variantOf(dir: ConfigFolder, keys: string, rest = ''): Promise<VariantConfig> {
  return modelOf(await dir.load(model(keys, rest)), 'm').variants[0] as VariantConfig;
}

describe('`docker` of a model', () => {
  it('is all that a container needs, in the words of the code', async () => {
    await using dir = await configFolder();
    const docker = `{
      image: "registry.example.com:5000/org/image:v1", pull: always, entrypoint: [run, "${'${PORT}'}"],
      mounts: ["/models:/models:ro", "./cache:/cache", "hub:/root/.cache"], devices: ["/dev/dri", "/dev/a:/dev/b:rw"],
      shm_size: 8GB, memory: 64GiB, network: models, port: 9000, labels: { team: a }, user: "1000:1000",
      work_dir: /app, tty: true }`;
    const variant = await variantOf(dir, `command: ["-m", x], docker: ${docker}`);
    assert.deepEqual(variant.run, { by: 'command', command: ['-m', 'x'] });
    assert.deepEqual(variant.docker, {
      image: 'registry.example.com:5000/org/image:v1',
      pull: 'always',
      entrypoint: ['run', '${PORT}'],
      mounts: [
        { type: 'bind', source: '/models', target: '/models', readOnly: true },
        { type: 'bind', source: join(dir.path, 'cache'), target: '/cache', readOnly: false },
        { type: 'volume', source: 'hub', target: '/root/.cache', readOnly: false },
      ],
      devices: ['/dev/dri', '/dev/a:/dev/b:rw'],
      shmBytes: 8e9,
      memoryBytes: 64 * 2 ** 30,
      network: 'models',
      containerPort: 9000,
      labels: { team: 'a' },
      user: '1000:1000',
      workDir: '/app',
      tty: true,
    });
  });

  it('takes the image’s own entrypoint for a command, and none where the command is built', async () => {
    await using dir = await configFolder();
    assert.equal((await variantOf(dir, 'command: [serve], docker: { image: a }')).docker?.entrypoint, undefined);
    assert.deepEqual((await variantOf(dir, 'model: org/x, docker: { image: a }')).docker?.entrypoint, ['']);
    assert.deepEqual((await variantOf(dir, 'source: org/x, docker: { image: a }')).docker?.entrypoint, ['']);
  });

  it('may be all that is said: the image knows what to run', async () => {
    await using dir = await configFolder();
    assert.deepEqual((await variantOf(dir, 'docker: { image: a }')).run, { by: 'command', command: [] });
  });

  it('is what variants have in common, unless one says another', async () => {
    await using dir = await configFolder();
    const variants = 'variants: [{ context: 1, command: [a] }, { context: 2, command: [a], docker: { image: other } }]';
    const { variants: built } = modelOf(await dir.load(model(`docker: { image: one }, ${variants}`)), 'm');
    assert.deepEqual(
      built.map(({ docker }) => docker?.image),
      ['one', 'other'],
    );
  });

  it('is said by check-config, with the GPUs', async () => {
    await using dir = await configFolder();
    const path = await dir.write('c.yaml', model('command: [a], docker: { image: org/x:1 }, gpus: [0, 1]'));
    const { summary } = await checkConfig({ path, env: {}, cwd: dir.path });
    assert.match(summary, /started by Roundhouse in Docker \(org\/x:1\) with GPU 0, 1/);
  });

  it('is not there for a process', async () => {
    await using dir = await configFolder();
    assert.equal('docker' in (await variantOf(dir, 'command: [a]')), false);
  });

  const faults: readonly (readonly [string, RegExp])[] = [
    ['command: [a], docker: {}', /image: is missing/],
    ['command: [a], docker: { image: "-x" }', /docker\.image: must be the name of an image/],
    ['command: [a], docker: { image: "a b" }', /docker\.image: must be the name of an image/],
    ['command: [a], docker: { image: a, mounts: ["/models"] }', /mounts\[0\]: must be SOURCE:\/TARGET/],
    ['command: [a], docker: { image: a, mounts: ["/a:b"] }', /mounts\[0\]: must be SOURCE:\/TARGET/],
    ['command: [a], docker: { image: a, mounts: ["/a:/b:rx"] }', /mounts\[0\]: must be SOURCE:\/TARGET/],
    ['command: [a], docker: { image: a, mounts: ["/a:/"] }', /mounts\[0\]: covers the whole image/],
    ['command: [a], docker: { image: a, mounts: ["~/a:/b"] }', /mounts\[0\]: no shell is there/],
    ['command: [a], docker: { image: a, mounts: ["a/b:/b"] }', /"a\/b" is neither a path .* nor the name of a volume/],
    ['command: [a], docker: { image: a, devices: [dri] }', /devices\[0\]: must be a device/],
    ['command: [a], docker: { image: a, network: none }', /network: must be host, bridge or the name/],
    ['command: [a], docker: { image: a, network: "container:x" }', /network: must be host, bridge or the name/],
    ['command: [a], docker: { image: a, labels: { Roundhouse.owner: x } }', /is the gateway’s own/],
    ['command: [a], docker: { image: a, user: "a b" }', /user: must be a user of the image/],
    ['command: [a], docker: { image: a, work_dir: app }', /docker\.work_dir: must be an absolute path/],
    ['command: [a], docker: { image: a, port: 0 }', /docker\.port/],
    ['command: [a], docker: { image: a, privileged: true }', /privileged/],
    ['command: [a], work_dir: /, docker: { image: a }', /work_dir: is a folder of this machine/],
    ['model: org/x, docker: { image: a, entrypoint: [b] }', /entrypoint: goes with command/],
  ];
  for (const [keys, message] of faults)
    it(`is refused as ${keys}`, async () => {
      await using dir = await configFolder();
      const problems = await dir.problems(model(keys));
      assert.match(problems.join('\n'), message);
      assert.equal(problems.length, 1, problems.join('\n'));
    });

  it('must mount the file that the built command names', async () => {
    await using dir = await configFolder();
    const yaml = (mounts: string) =>
      `models: { m: { engine: llama.cpp, model: m/x.gguf, docker: { image: a, mounts: ${mounts} } } }`;
    const folder = join(dir.path, 'm');
    assert.deepEqual(await dir.problems(yaml(`["./m:${folder}:ro"]`)), []);
    assert.match((await dir.problems(yaml('["./m:/models"]')))[0] ?? '', /does not see .*m\/x\.gguf; mount its folder/);
    assert.match((await dir.problems(yaml(`["./m:${folder}-2"]`)))[0] ?? '', /does not see/);
  });
});

describe('where Docker answers', () => {
  const at = async (keys: string) => {
    await using dir = await configFolder({ 'ca.pem': '', 'cert.pem': '', 'key.pem': '' });
    return { docker: (await dir.load(`models: {}\n${keys}`)).docker, path: dir.path };
  };
  const tls = 'ca_file: ca.pem, cert_file: cert.pem, key_file: key.pem';

  it('is the usual socket', async () => {
    const { docker } = await at('');
    assert.deepEqual(docker, { at: { socketPath: '/var/run/docker.sock' }, engineAddress: null, registries: [] });
  });

  it('may be another socket, or a port of this machine', async () => {
    assert.deepEqual((await at('docker: { socket: /run/d.sock }')).docker?.at, { socketPath: '/run/d.sock' });
    const tcp = { host: '127.0.0.1', port: 2375, tls: null };
    assert.deepEqual((await at('docker: { host: 127.0.0.1, port: 2375 }')).docker?.at, tcp);
  });

  it('may be another machine, with TLS, and the address there that engines listen on', async () => {
    const { docker, path } = await at(`docker: { host: gpus.example.com, ${tls}, engine_bind: 10.0.0.5 }`);
    assert.deepEqual(docker, {
      at: {
        host: 'gpus.example.com',
        port: 2376,
        tls: { ca: join(path, 'ca.pem'), cert: join(path, 'cert.pem'), key: join(path, 'key.pem') },
      },
      engineAddress: { bind: '10.0.0.5', reach: 'gpus.example.com' },
      registries: [],
    });
    const named = await at(`docker: { host: h, ${tls}, engine_bind: 10.0.0.5, engine_host: engines.example.com }`);
    assert.equal(named.docker?.engineAddress?.reach, 'engines.example.com');
  });

  it('has logins, whose passwords are secrets', async () => {
    await using dir = await configFolder();
    const registries = '[{ host: ghcr.io, username: me, password_env: GHCR }]';
    const config = await dir.load(`models: {}\ndocker: { registries: ${registries} }`, { GHCR: 'geheim' });
    assert.deepEqual(config.docker?.registries, [{ host: 'ghcr.io', username: 'me', password: 'geheim' }]);
    assert.deepEqual(secretEnvNames(config), ['GHCR']);
  });

  const faults: readonly (readonly [string, RegExp])[] = [
    ['socket: docker.sock', /socket: must be an absolute path/],
    ['socket: /a, host: 127.0.0.1', /there are both socket and host/],
    ['port: 1', /port: goes with host/],
    [`host: h, ${tls}`, /host: is another machine: say with engine_bind/],
    ['host: h, engine_bind: 10.0.0.5', /host: is another machine, where without TLS/],
    ['host: 127.0.0.1, ca_file: ca.pem', /lacks cert_file and key_file/],
    ['host: 127.0.0.1, ca_file: x.pem, cert_file: cert.pem, key_file: key.pem', /ca_file: there is no file/],
    [`host: h, ${tls}, engine_bind: gpus`, /engine_bind: must be an IP address/],
    ['engine_host: gpus', /engine_host: goes with engine_bind/],
    ['registries: [{ host: a, username: b, password_env: NOT_SET }]', /NOT_SET is not set/],
  ];
  for (const [keys, message] of faults)
    it(`is refused as ${keys}`, async () => {
      await using dir = await configFolder({ 'ca.pem': '', 'cert.pem': '', 'key.pem': '' });
      assert.match((await dir.problems(`models: {}\ndocker: { ${keys} }`)).join('\n'), message);
    });

  it('on another machine, has neither the files that are fetched here nor GPUs that nobody named', async () => {
    await using dir = await configFolder({ 'ca.pem': '', 'cert.pem': '', 'key.pem': '' });
    const rest = `docker: { host: h, ${tls}, engine_bind: 10.0.0.5 }`;
    const problems = (keys: string, more = '') => dir.problems(model(keys, `${rest}\n${more}`));
    assert.match((await problems('source: org/x, docker: { image: a }'))[0] ?? '', /runs on another one/);
    assert.match((await problems('model: org/x, gpus: 1, docker: { image: a }'))[0] ?? '', /say which GPUs it has/);
    assert.deepEqual(await problems('model: org/x, gpus: 1, docker: { image: a }', 'gpus: 2'), []);
  });
});

describe('`docker` of user engines', () => {
  const yaml = (keys: string): string => `models: {}\nuser_engines: { engine: vllm, ${keys} }`;

  it('is the container that all of them are started in', async () => {
    await using dir = await configFolder();
    const { userEngines } = await dir.load(yaml('docker: { image: vllm/vllm-openai }'));
    assert.equal(userEngines?.docker?.image, 'vllm/vllm-openai');
    assert.deepEqual(userEngines?.docker?.entrypoint, ['']);
  });

  it('lets users choose an argument first only where the program is given', async () => {
    await using dir = await configFolder();
    const first = (docker: string) => dir.problems(yaml(`command: ["\${MODEL}"], docker: ${docker}`));
    assert.match((await first('{ image: a }'))[0] ?? '', /must name the binary/);
    assert.deepEqual(await first('{ image: a, entrypoint: [serve] }'), []);
  });

  it('mounts the folder that models are taken from', async () => {
    await using dir = await configFolder();
    const problems = (target: string) =>
      dir.problems(yaml(`model: "/models/\${MODEL}", docker: { image: a, mounts: ["/data:${target}"] }`));
    assert.deepEqual(await problems('/models'), []);
    assert.match((await problems('/data'))[0] ?? '', /the container does not see \/models/);
  });

  it('has its folder inside', async () => {
    await using dir = await configFolder();
    assert.match((await dir.problems(yaml('work_dir: ., docker: { image: a }')))[0] ?? '', /docker\.work_dir/);
  });
});
