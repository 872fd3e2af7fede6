import { z } from '../../zod.ts';

export const TextFormat = z
  .looseObject({ type: z.literal('text') })
  .openapi('TextFormat', { description: 'Plain text.' });

export const JsonSchemaFormat = z
  .looseObject({
    name: z.string(),
    description: z.string().optional(),
    schema: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  })
  .openapi('JsonSchemaFormat', { description: 'A JSON schema and its name.' });

export const JsonSchemaResponseFormat = z
  .looseObject({ json_schema: JsonSchemaFormat, type: z.literal('json_schema') })
  .openapi('JsonSchemaResponseFormat', { description: 'The answer fits a JSON schema.' });

export const JsonObjectFormat = z
  .looseObject({ type: z.literal('json_object') })
  .openapi('JsonObjectFormat', { description: 'The answer is a JSON object of any shape.' });

export const GrammarDefinition = z
  .looseObject({ definition: z.string(), syntax: z.enum(['lark', 'regex']) })
  .openapi('GrammarDefinition', { description: 'A grammar, and the language it is written in.' });

export const ChatGrammarFormat = z
  .looseObject({ grammar: GrammarDefinition, type: z.literal('grammar') })
  .openapi('ChatGrammarFormat', { description: 'The input fits a grammar.' });

export const GrammarFormat = z
  .looseObject({ definition: z.string(), syntax: z.enum(['lark', 'regex']), type: z.literal('grammar') })
  .openapi('GrammarFormat', { description: 'The input fits a grammar.' });

export const CustomToolInputFormat = z
  .discriminatedUnion('type', [TextFormat, GrammarFormat])
  .openapi('CustomToolInputFormat', { description: 'What a custom tool’s input looks like.' });

export const ResponseJsonSchemaFormat = z
  .looseObject({
    name: z.string(),
    schema: z.record(z.string(), z.unknown()),
    type: z.literal('json_schema'),
    description: z.string().optional(),
    strict: z.boolean().nullish(),
  })
  .openapi('ResponseJsonSchemaFormat', { description: 'The answer fits a JSON schema.' });

export const ResponseFormat = z
  .discriminatedUnion('type', [TextFormat, ResponseJsonSchemaFormat, JsonObjectFormat])
  .openapi('ResponseFormat', { description: 'What the answer looks like.' });
