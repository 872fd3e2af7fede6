import type { StartRequest } from '../../../../server/endpoints/user-engines/index.ts';
import type { UserEnginesConfig } from '../../../../server/platform/config/config.ts';

export const template = (fields: Partial<UserEnginesConfig> = {}): UserEnginesConfig => ({
  engine: 'vllm',
  run: { by: 'model', model: '${MODEL}', args: [] },
  models: ['*'],
  maxModelLen: 4096,
  defaultModelLen: 2048,
  maxTensorParallel: 4,
  perUser: 1,
  env: { A: 'a' },
  workDir: '/work',
  idleUnloadMs: null,
  readyTimeoutMs: 1000,
  stopTimeoutMs: 100,
  ...fields,
});

export const request = (fields: Partial<StartRequest> = {}): StartRequest => ({
  model: 'org/tiny',
  maxModelLen: null,
  tensorParallel: null,
  seed: null,
  hubToken: null,
  ...fields,
});
