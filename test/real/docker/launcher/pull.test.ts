import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { textsOf } from '../../../integration/launchers/launcher-under-test.ts';
import { dockerOfSuite, type LauncherWithLog, librariesTar, scriptSpec, skipDocker } from '../docker-under-test.ts';
import { type Registry, startRegistry } from '../registry.ts';

const timeout = 60_000;
const login = { username: 'me', password: 's3cret-password' };

describe('an image that has to be pulled', { skip: skipDocker(), timeout }, () => {
  const under = dockerOfSuite();
  let registry: Registry;
  before(async () => {
    registry = await startRegistry(await librariesTar());
  });
  after(() => registry[Symbol.asyncDispose]());

  const start = (it: LauncherWithLog, name: string, pull: 'missing' | 'always' = 'missing') =>
    it.launcher.start(scriptSpec('console.log("it runs")', { docker: { image: registry.image(name), pull } }));

  test('is pulled with the login, said so in the log, and run', async () => {
    await using it = under.launcher({ registryLogin: (image) => (image === registry.image('tiny') ? login : null) });
    const engine = await start(it, 'tiny');
    assert.equal((await engine.exited).code, 0);
    assert.deepEqual(textsOf(engine), [
      `[roundhouse] pulling image ${registry.image('tiny')}`,
      `[roundhouse] image ${registry.image('tiny')} is here`,
      'it runs',
    ]);
    assert.ok(registry.logins.has('me:s3cret-password'));
    assert.doesNotMatch(JSON.stringify(it.logged), /s3cret/);
  });

  test('is not pulled again while it is there', async () => {
    await using it = under.launcher();
    const engine = await start(it, 'tiny');
    await engine.exited;
    assert.deepEqual(textsOf(engine), ['it runs']);
  });

  test('is pulled beforehand, so that its time is not counted as starting', async () => {
    await using it = under.launcher({ registryLogin: () => login });
    const said: string[] = [];
    const docker = { image: registry.image('ahead') };
    await it.launcher.ensureImage(docker, {
      signal: AbortSignal.timeout(timeout),
      say: (line) => void said.push(line),
    });
    assert.equal(said.length, 2);
    await it.launcher.ensureImage(docker, {
      signal: AbortSignal.timeout(timeout),
      say: (line) => void said.push(line),
    });
    assert.equal(said.length, 2);
  });

  for (const [what, name, who, says] of [
    ['has no such tag', 'gone', login, /the registry has no such image or tag/],
    ['has had enough', 'busy', login, /the registry has had too many requests/],
    ['wants a login', 'tiny', null, /the registry refuses it: check the name, and the login/],
    ['wants another login', 'tiny', { ...login, password: 's3cret-wrong' }, /the registry refuses it/],
  ] as const) {
    test(`cannot be had when the registry ${what}, and that is said`, async () => {
      await using it = under.launcher({ registryLogin: () => who });
      const engine = await start(it, name, 'always');
      const { spawnError } = await engine.exited;
      assert.match(spawnError ?? '', says);
      assert.match(spawnError ?? '', new RegExp(`^cannot pull ${registry.image(name)}: `));
      assert.doesNotMatch(JSON.stringify([it.logged, spawnError, textsOf(engine)]), /s3cret/);
      await assert.rejects(
        it.launcher.ensureImage(
          { image: registry.image(name), pull: 'always' },
          { signal: AbortSignal.timeout(timeout), say: () => {} },
        ),
        { code: 'engine_start_failed', message: says },
      );
    });
  }
});
