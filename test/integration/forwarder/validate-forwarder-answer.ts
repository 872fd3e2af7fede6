/** Checks an answer of the forwarder against its contract; those of extra routes are the engine's own. */
import assert from 'node:assert/strict';
import type { z } from 'zod';
import { ErrorResponse } from '../../../contract/error-envelope.ts';
import { forwarderContract } from '../../../contract/forwarder.ts';
import { walkRouter } from '../../../contract/walk-router.ts';
import type { Answer } from '../gateway/requests.ts';

const routes = [...walkRouter(forwarderContract)];

/** Statuses that a forwarder may answer on any path, as every server may. */
const EVERYWHERE = [404, 405];

export function validateForwarderAnswer(method: string, path: string, answer: Answer): void {
  const { status, headers, text } = answer;
  const name = `${method} ${path} → ${status}: ${text.slice(0, 200)}`;
  assert.ok(headers['x-request-id'], `${name}: it has a header x-request-id`);
  const found = routes.find(({ route }) => route.method === method && route.path === path);
  if (found === undefined || EVERYWHERE.includes(status)) {
    if (status >= 400 && headers['x-roundhouse-source'] === 'gateway') check(name, ErrorResponse, JSON.parse(text));
    return;
  }
  const isStream = headers['content-type']?.startsWith('text/event-stream') === true;
  if (isStream) {
    const schema = found.meta.events as z.ZodType;
    for (const event of text.split('\n\n').filter(Boolean))
      check(name, schema, JSON.parse(event.replace(/^data: /, '')));
    return;
  }
  const response = found.route.responses[status] as z.ZodType | { body: z.ZodType } | undefined;
  if (response === undefined) {
    assert.equal(headers['x-roundhouse-source'], 'engine', `${name}: only an engine may answer what is not listed`);
    return;
  }
  if ('safeParse' in response) check(name, response, JSON.parse(text));
}

function check(name: string, schema: z.ZodType, value: unknown): void {
  const result = schema.safeParse(value);
  assert.ok(result.success, `${name}: ${result.error?.message}`);
}
