import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseTarget, routeTable, type ServedRoute } from '../../../server/forwarder/route-table.ts';
import type { ForwarderSettings, SectionSettings } from '../../../server/forwarder/settings.ts';

const section = (fields: Partial<SectionSettings> = {}): SectionSettings => ({
  origin: 'http://localhost:5005',
  predictRoute: '/run',
  healthcheckRoute: '/readyz',
  extraRoutes: [],
  unwrap: true,
  resultsAsString: true,
  wrapResponse: true,
  forwardStatus: true,
  statusInBody: false,
  ...fields,
});
const table = (sync: SectionSettings | null, stream: SectionSettings | null): ReadonlyMap<string, ServedRoute> =>
  routeTable({ sync, stream, maxConcurrency: 1, maxBodyBytes: 1 } satisfies ForwarderSettings);

describe('the routes of the forwarder', () => {
  it('are /predict and /stream, each at the engine’s own path', () => {
    const routes = table(section(), section({ predictRoute: '/flow', origin: 'http://localhost:6006' }));
    assert.deepEqual([...routes.keys()], ['/predict', '/stream']);
    assert.equal(routes.get('/predict')?.sync?.path, '/run');
    assert.equal(routes.get('/predict')?.stream?.path, '/flow');
    assert.deepEqual(
      [routes.get('/stream')?.stream?.path, routes.get('/stream')?.stream?.origin],
      ['/flow', 'http://localhost:6006'],
    );
  });

  it('lack what has no section', () => {
    assert.deepEqual([...table(section(), null).keys()], ['/predict']);
    assert.deepEqual([...table(null, section()).keys()], ['/stream']);
  });

  it('and the extra ones of both, under their own paths, never wrapped', () => {
    const routes = table(section({ extraRoutes: ['/a', '/both'] }), section({ extraRoutes: ['/both', '/b'] }));
    assert.deepEqual([...routes.keys()], ['/predict', '/stream', '/a', '/both', '/b']);
    assert.deepEqual([routes.get('/a')?.sync?.path, routes.get('/a')?.sync?.wrap], ['/a', false]);
    assert.equal(routes.get('/a')?.stream, null);
    assert.equal(routes.get('/b')?.sync, null);
    assert.equal(routes.get('/predict')?.sync?.wrap, true);
  });

  it('are chosen by the request only where both sections have them', () => {
    const routes = table(section({ extraRoutes: ['/a', '/both'] }), section({ extraRoutes: ['/both', '/b'] }));
    const mode = (path: string, wantsStream: boolean) =>
      chooseTarget(routes.get(path) as ServedRoute, wantsStream).mode;
    assert.deepEqual([mode('/both', true), mode('/both', false)], ['stream', 'sync']);
    assert.deepEqual([mode('/a', true), mode('/a', false)], ['sync', 'sync']);
    assert.deepEqual([mode('/b', true), mode('/b', false)], ['stream', 'stream']);
    assert.deepEqual([mode('/predict', true), mode('/predict', false)], ['stream', 'sync']);
    assert.equal(mode('/stream', false), 'stream');
  });
});
