/** The forwarder serves what its contract says, though its program never loads the contract. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { forwarderContract } from '../../../contract/forwarder.ts';
import { walkRouter } from '../../../contract/walk-router.ts';
import { loadSettings } from '../../../server/forwarder/config/load-settings.ts';
import { HEALTH_PATHS } from '../../../server/forwarder/listener.ts';
import { routeTable } from '../../../server/forwarder/route-table.ts';
import { EXAMPLE } from './spawn-forwarder.ts';

const routes = [...walkRouter(forwarderContract)].map(({ route, meta }) => ({ ...route, meta }));

describe('the routes that the forwarder serves without any extra one', () => {
  it('are those of its contract', async () => {
    const table = routeTable(await loadSettings({ path: EXAMPLE, set: [], env: {} }));
    const posts = routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
    const gets = routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
    assert.deepEqual([...table.keys()].sort(), posts.sort());
    assert.deepEqual([...HEALTH_PATHS].sort(), gets.sort());
  });

  it('that forward are marked so', () => {
    for (const { path, method, meta } of routes) assert.equal(meta.forwarded === true, method === 'POST', path);
  });
});

describe('a worker', () => {
  it('loads neither the contract’s schemas nor zod', async () => {
    const worker = new URL('../../../server/programs/forward/forward-server.ts', import.meta.url).href;
    const script = `
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ load: (url, context, next) => { seen.push(url); return next(url, context); } });
      await import(${JSON.stringify(worker)});
      console.log(JSON.stringify(seen));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const seen = JSON.parse(stdout) as string[];
    assert.ok(seen.length > 20);
    assert.deepEqual(
      seen.filter((url) => /node_modules\/(zod|express|@ts-rest)|\/contract\/(?!errors|forwarded-paths)/.test(url)),
      [],
    );
  });
});
