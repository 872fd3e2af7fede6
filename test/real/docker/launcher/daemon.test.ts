import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { textsOf, until } from '../../../integration/launchers/launcher-under-test.ts';
import { dockerOfSuite, inspectEngine, saying, scriptSpec, skipDocker, stayingScript } from '../docker-under-test.ts';

const timeout = 60_000;
const counting = `let n = 0; setInterval(() => console.log('n', n++), 20)`;

describe('a Docker that goes away and comes back', { skip: skipDocker(), timeout }, () => {
  describe('and leaves its containers running meanwhile', () => {
    const under = dockerOfSuite({ flags: ['--live-restore'] });

    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      test(`after ${signal}: the engine counts as running, and no line is lost or doubled`, async () => {
        await using it = under.launcher();
        const engine = await it.launcher.start(scriptSpec(counting));
        await saying(engine, /^n 20$/);
        await under.daemon.end(signal);
        await until('the trouble is known', () => engine.trouble?.() !== null);
        assert.equal(engine.processStatus(), 'running');
        assert.match(engine.trouble?.() ?? '', /cannot be reached/);
        await under.daemon.start();
        await until('the trouble is over', () => engine.trouble?.() === null, 20_000);
        const last = Number(textsOf(engine).at(-1)?.slice(2));
        await saying(engine, new RegExp(`^n ${last + 100}$`));
        await engine.stop(0);
        const lines = textsOf(engine).filter((line) => line.startsWith('n '));
        assert.deepEqual(
          lines,
          lines.map((_, i) => `n ${i}`),
        );
      });
    }

    test('a stop asked for meanwhile is done when it is back', async () => {
      await using it = under.launcher();
      const spec = scriptSpec(stayingScript);
      const engine = await it.launcher.start(spec);
      await saying(engine, /^up$/);
      await under.daemon.end('SIGKILL');
      const stopping = engine.stop(200);
      await until('it was tried', () =>
        it.logged.some(({ message }) => message === 'the container could not be told to stop'),
      );
      await under.daemon.start();
      await stopping;
      assert.equal((await engine.exited).wanted, true);
      assert.equal(await inspectEngine(under.docker, spec.engineId), null);
    });
  });

  describe('and takes its containers with it', () => {
    const under = dockerOfSuite();

    test('the engine is a crash when that is known, not before, and nothing is left', async () => {
      await using it = under.launcher();
      const spec = scriptSpec(stayingScript);
      const engine = await it.launcher.start(spec);
      await saying(engine, /^up$/);
      await under.daemon.end('SIGKILL');
      await until('the trouble is known', () => engine.trouble?.() !== null);
      assert.equal(engine.processStatus(), 'running');
      await under.daemon.start();
      const exit = await engine.exited;
      assert.equal(exit.wanted, false);
      assert.equal(engine.processStatus(), 'crashed');
      assert.equal(await inspectEngine(under.docker, spec.engineId), null);
    });
  });
});
