/** Facts about types: this file says what it says by compiling (`npm run check`). */
import { it } from 'node:test';
import {
  type components,
  createRoundhouseClient,
  type StreamEvent,
  type StreamPath,
  stream,
  unwrap,
} from '../src/index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_Fact extends true>(): void => undefined;

const client = createRoundhouseClient({ baseUrl: 'http://127.0.0.1:1' });

/** Compiled, never called. */
export async function compiled(): Promise<void> {
  const models = await unwrap(client.GET('/v1/models'));
  holds<Equal<(typeof models.data)[number]['context_sizes'], number[]>>();
  for await (const line of stream(client, '/v1/engines/{id}/logs', { params: { path: { id: 'x' } } })) {
    holds<Equal<typeof line.line, string>>();
  }
  for await (const event of stream(client, '/v1/events')) {
    if (event.type === 'engine.state') holds<Equal<typeof event.engine.in_flight, number>>();
    else if (event.type === 'config.rejected') holds<Equal<typeof event.message, string>>();
  }
  const chat = { model: 'tiny', messages: [{ role: 'user' as const, content: 'hi' }] };
  for await (const chunk of stream(client, '/v1/chat/completions', { body: chat })) {
    // No error event is among them: those are thrown.
    holds<Equal<typeof chunk, components['schemas']['ChatCompletionChunk']>>();
    holds<Equal<typeof chunk.model, string>>();
  }
  for await (const event of stream(client, '/v1/messages', { body: { ...chat, max_tokens: 8 } })) {
    if (event.type === 'message_start') holds<Equal<typeof event.message.role, 'assistant'>>();
    // @ts-expect-error error events are thrown, not yielded
    if (event.type === 'error') return;
  }
  for await (const event of stream(client, '/v1/responses', { body: { model: 'tiny', input: 'hi' } })) {
    if (event.type === 'response.output_text.delta') holds<Equal<typeof event.delta, string>>();
  }
  // @ts-expect-error the id is required
  stream(client, '/v1/engines/{id}/logs', {});
  // @ts-expect-error the options are required where the path has parameters
  stream(client, '/v1/engines/{id}/logs');
  // @ts-expect-error this route does not stream
  stream(client, '/v1/models');
}

it('lists as streams the routes that answer with an event stream, and no other', () => {
  holds<
    Equal<
      StreamPath,
      | '/v1/chat/completions'
      | '/v1/completions'
      | '/v1/responses'
      | '/v1/messages'
      | '/v1/engines/{id}/logs'
      | '/v1/events'
      | '/v1/downloads/{id}/events'
    >
  >();
  holds<
    Equal<
      StreamEvent<'/v1/events'>['type'],
      'engine.state' | 'config.reloaded' | 'config.rejected' | 'download' | 'lora' | 'image'
    >
  >();
  holds<Equal<StreamEvent<'/v1/downloads/{id}/events'>['object'], 'download'>>();
});
