import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RequestError } from '../../../../../server/engines/kinds/embedded/program/http/request-error.ts';
import type { Call } from '../../../../../server/engines/kinds/embedded/program/http/server.ts';
import { createRoutes } from '../../../../../server/engines/kinds/embedded/program/routes/index.ts';

describe("the embedded engine's routes", () => {
  const routes = createRoutes(() => null);

  it('are those that the gateway forwards, and what it asks itself', () => {
    assert.deepEqual(routes.map(({ method, path }) => `${method} ${path}`).sort(), [
      'GET /health',
      'GET /metrics',
      'GET /v1/models',
      'GET /version',
      'POST /count',
      'POST /detokenize',
      'POST /tokenize',
      'POST /v1/chat/completions',
      'POST /v1/completions',
      'POST /v1/embeddings',
      'POST /v1/load_lora_adapter',
      'POST /v1/unload_lora_adapter',
    ]);
  });

  it('all answer 503 as llama-server does while the model is being loaded', () => {
    for (const { handle, path } of routes) {
      assert.throws(
        () => handle({ body: {} } as Call),
        (error) => {
          assert.ok(error instanceof RequestError, path);
          assert.deepEqual(error.error, { message: 'Loading model', type: 'unavailable_error', code: 503 });
          return error.status === 503;
        },
      );
    }
  });
});
