import { z } from '../../zod.ts';

export const TextFormat = z
  .looseObject({ type: z.literal('text') })
  .openapi('TextFormat', { description: 'Default response format.' });

export const JsonSchemaFormat = z
  .looseObject({
    name: z.string(),
    description: z.string().optional(),
    schema: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  })
  .openapi('JsonSchemaFormat', { description: 'Structured Outputs configuration options, including a JSON Schema.' });

export const JsonSchemaResponseFormat = z
  .looseObject({ json_schema: JsonSchemaFormat, type: z.literal('json_schema') })
  .openapi('JsonSchemaResponseFormat', { description: 'JSON Schema response format.' });

export const JsonObjectFormat = z
  .looseObject({ type: z.literal('json_object') })
  .openapi('JsonObjectFormat', { description: 'JSON object response format.' });

export const GrammarDefinition = z
  .looseObject({ definition: z.string(), syntax: z.enum(['lark', 'regex']) })
  .openapi('GrammarDefinition', { description: 'Your chosen grammar.' });

export const ChatGrammarFormat = z
  .looseObject({ grammar: GrammarDefinition, type: z.literal('grammar') })
  .openapi('ChatGrammarFormat', { description: 'A grammar defined by the user.' });

export const GrammarFormat = z
  .looseObject({ definition: z.string(), syntax: z.enum(['lark', 'regex']), type: z.literal('grammar') })
  .openapi('GrammarFormat', { description: 'A grammar defined by the user.' });

export const CustomToolInputFormat = z
  .discriminatedUnion('type', [TextFormat, GrammarFormat])
  .openapi('CustomToolInputFormat', { description: 'The input format for the custom tool.' });

export const ResponseJsonSchemaFormat = z
  .looseObject({
    name: z.string(),
    schema: z.record(z.string(), z.unknown()),
    type: z.literal('json_schema'),
    description: z.string().optional(),
    strict: z.boolean().nullish(),
  })
  .openapi('ResponseJsonSchemaFormat', { description: 'JSON Schema response format.' });

export const ResponseFormat = z
  .discriminatedUnion('type', [TextFormat, ResponseJsonSchemaFormat, JsonObjectFormat])
  .openapi('ResponseFormat', { description: 'An object specifying the format that the model must output.' });
