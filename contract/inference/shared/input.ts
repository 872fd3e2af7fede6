import { z } from '../../zod.ts';

export const PromptCacheBreakpoint = z
  .looseObject({ mode: z.literal('explicit'), ttl: z.enum(['30m', '12h']).optional() })
  .openapi('PromptCacheBreakpoint', { description: 'Marks the exact end of a reusable prompt prefix.' });

export const InputAudioData = z
  .looseObject({ data: z.string(), format: z.enum(['wav', 'mp3']) })
  .openapi('InputAudioData', { description: 'Audio in base64.' });

export const AudioReference = z
  .looseObject({ id: z.string() })
  .openapi('AudioReference', { description: 'Data about a previous audio response from the model.' });

export const FunctionCall = z
  .looseObject({ arguments: z.string(), name: z.string() })
  .openapi('FunctionCall', { description: 'A call of a function: its name, and its arguments as JSON text.' });

export const NamedFunction = z.looseObject({ name: z.string() }).openapi('NamedFunction', {
  description: 'Specifying a particular function via `{"name": "my_function"}` forces the model to call that function.',
});
