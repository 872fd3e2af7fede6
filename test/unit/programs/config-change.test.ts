import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Config, ModelConfig } from '../../../server/platform/config/config.ts';
import { configChange } from '../../../server/programs/gateway/config-change.ts';

const model = (name: string, concurrency: number | null = null) => ({ name, concurrency }) as ModelConfig;
const config = (fields: Partial<Config>): Config =>
  ({ path: '/etc/r.yaml', slots: 1, models: [], ...fields }) as Config;

test('a reload tells which models are new, changed and gone, and nothing of the others', () => {
  const before = config({ models: [model('same'), model('edited'), model('gone')] });
  const after = config({ models: [model('same'), model('edited', 4), model('new')] });
  assert.deepEqual(configChange(before, after), {
    path: '/etc/r.yaml',
    models: { added: ['new'], changed: ['edited'], removed: ['gone'] },
    restart_required: [],
  });
});

test('a reload names the settings that count from the next start only', () => {
  const before = config({ listenV4: { host: '127.0.0.1', port: 1 }, dataDir: '/a' });
  const after = config({ listenV4: { host: '127.0.0.1', port: 2 }, dataDir: '/b' });
  assert.deepEqual(configChange(before, after).restart_required, ['listen_v4', 'data_dir']);
});

test('where Docker answers counts from the next start', () => {
  const docker = { at: { socketPath: '/a' }, engineAddress: null, registries: [] };
  const after = config({ docker: { ...docker, at: { socketPath: '/b' } } });
  assert.deepEqual(configChange(config({ docker }), after).restart_required, ['docker']);
});
