/** A `memory.db` that is damaged, of a newer version, or not ours: refused, and left as it is. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import Database from 'better-sqlite3';
import { ADMIN_PASSWORD, accountCalls } from '../accounts/account-calls.ts';
import { runGateway } from '../gateway/run-gateway.ts';

const YAML = 'auth: required\nmodels: { tiny: { engine: openai, url: "http://127.0.0.1:9" } }\n';

/** A data directory with a conversation in it; resolves to its path. */
async function remembered(test: TestContext): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'roundhouse-damaged-'));
  test.after(() => rmSync(dataDir, { recursive: true, force: true }));
  await using running = await runGateway(YAML, { dataDir, adminPassword: ADMIN_PASSWORD });
  const { token, done } = accountCalls(() => running.url);
  const items = Array.from({ length: 20 }, () => ({ role: 'user', content: 'x'.repeat(2000) }));
  await done('POST', '/v1/conversations', await token('admin', ADMIN_PASSWORD), { items });
  return dataDir;
}

const damages: readonly (readonly [string, (path: string) => void, RegExp])[] = [
  [
    'is overwritten in its middle',
    (path) => writeFileSync(path, readFileSync(path).fill(0x5a, 100, 9000)),
    /damaged \(SQLITE_(CORRUPT|NOTADB)/,
  ],
  ['is cut off', (path) => writeFileSync(path, readFileSync(path).subarray(0, 6000)), /damaged \(SQLITE_CORRUPT/],
  ['is something else', (path) => writeFileSync(path, 'no database '.repeat(100)), /damaged \(SQLITE_NOTADB/],
  [
    'was written by a newer version',
    (path) => new Database(path).exec(`insert into memory_migration values ('9999-later', '2040')`).close(),
    /newer version/,
  ],
];

describe('a memory.db that', () => {
  for (const [what, damage, message] of damages)
    it(`${what} keeps the gateway from starting, and stays as it is`, async (test) => {
      const dataDir = await remembered(test);
      const path = join(dataDir, 'memory.db');
      damage(path);
      const before = readFileSync(path);
      await assert.rejects(runGateway(YAML, { dataDir }), (error: Error) => {
        assert.match(error.message, message);
        assert.match(error.message, /memory\.db/);
        return true;
      });
      assert.ok(readFileSync(path).equals(before));
    });

  it('is gone while the gateway runs makes it unready', async (test) => {
    const dataDir = await remembered(test);
    await using running = await runGateway(YAML, { dataDir });
    const { send } = accountCalls(() => running.url);
    rmSync(join(dataDir, 'memory.db'));
    const ready = await send('GET', '/ready', null);
    assert.equal(ready.status, 503);
    assert.match(ready.text, /the file of the database was removed or replaced: restart/);
  });
});
