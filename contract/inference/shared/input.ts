import { z } from '../../zod.ts';

export const PromptCacheBreakpoint = z
  .looseObject({ mode: z.literal('explicit'), ttl: z.enum(['30m', '12h']).optional() })
  .openapi('PromptCacheBreakpoint', { description: 'A prefix to cache ends here.' });

export const InputAudioData = z
  .looseObject({ data: z.string(), format: z.enum(['wav', 'mp3']) })
  .openapi('InputAudioData', { description: 'Audio in base64.' });

export const AudioReference = z
  .looseObject({ id: z.string() })
  .openapi('AudioReference', { description: 'Something by its id: earlier audio, or a voice.' });

export const FunctionCall = z
  .looseObject({ arguments: z.string(), name: z.string() })
  .openapi('FunctionCall', { description: 'A call of a function: its name, and its arguments as JSON text.' });

export const NamedFunction = z
  .looseObject({ name: z.string() })
  .openapi('NamedFunction', { description: 'A function or a tool, by name.' });
