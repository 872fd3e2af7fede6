import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { DockerConnection } from '../../../../server/engines/launchers/index.ts';
import { createPortChooser } from '../../../../server/engines/launchers/process/free-port.ts';
import { textsOf } from '../../../integration/launchers/launcher-under-test.ts';
import { type DockerUnderTest, dockerUnderTest, scriptSpec, skipDocker } from '../docker-under-test.ts';
import { createAuthority } from './certificates.ts';

const timeout = 60_000;

describe('Docker by TCP with TLS', { skip: skipDocker(), timeout }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'docker-tls-'));
  let under: DockerUnderTest;
  let connectionOf: (tls: { ca: string; cert: string; key: string } | null) => DockerConnection;
  const ours = () => createAuthority(dir);
  let authority: ReturnType<typeof ours>;
  before(async () => {
    authority = ours();
    authority.issue('server', 'serverAuth');
    const port = await createPortChooser().take();
    connectionOf = (tls) => ({ host: '127.0.0.1', port, tls });
    const file = (name: string): string => join(dir, name);
    const tls = [
      `--tlscacert=${file('ca.pem')}`,
      `--tlscert=${file('server.pem')}`,
      `--tlskey=${file('server-key.pem')}`,
    ];
    under = await dockerUnderTest({ flags: [`--host=tcp://127.0.0.1:${port}`, '--tlsverify', ...tls] });
  });
  after(async () => {
    await under[Symbol.asyncDispose]();
    rmSync(dir, { recursive: true });
  });

  test('runs engines as by the socket', async () => {
    const tls = { ca: authority.ca, ...authority.issue('gateway', 'clientAuth') };
    await using it = under.launcher({ connection: connectionOf(tls) });
    await it.launcher.check();
    const engine = await it.launcher.start(scriptSpec('console.log("by TLS")'));
    assert.equal((await engine.exited).code, 0);
    assert.deepEqual(textsOf(engine), ['by TLS']);
  });

  test('a gateway that does not know the authority does not talk to it', async () => {
    const other = join(dir, 'other');
    mkdirSync(other);
    const stranger = createAuthority(other);
    const tls = { ca: stranger.ca, ...authority.issue('gateway-2', 'clientAuth') };
    await using it = under.launcher({ connection: connectionOf(tls) });
    await assert.rejects(it.launcher.check(), { code: 'engine_start_failed', message: /check ca, cert and key/ });
  });

  test('a gateway with a certificate of another authority is refused', async () => {
    const other = join(dir, 'another');
    mkdirSync(other);
    const tls = { ca: authority.ca, ...createAuthority(other).issue('gateway-3', 'clientAuth') };
    await using it = under.launcher({ connection: connectionOf(tls) });
    await assert.rejects(it.launcher.check(), { code: 'engine_start_failed', message: /check ca, cert and key/ });
  });

  test('without TLS it is told what is missing', async () => {
    await using it = under.launcher({ connection: connectionOf(null) });
    await assert.rejects(it.launcher.check(), { code: 'engine_start_failed', message: /HTTPS|TLS|version/ });
  });
});
