import assert from 'node:assert/strict';
import { it } from 'node:test';
import { walkRoutes } from '../../contract/index.ts';

/** As the vLLM management API has them. */
const slashed = ['/db_request/add_user/', '/active_models/'];

it('only paths that are kept for users of older systems end with a slash', () => {
  const found = [...walkRoutes()].map(({ route }) => route.path).filter((path) => path.endsWith('/'));
  assert.ok(found.length > 0);
  for (const path of found) assert.ok(slashed.includes(path), path);
});
