import { z } from '../../../zod.ts';

export const ToolChoiceAllowed = z
  .looseObject({
    mode: z.enum(['auto', 'required']),
    tools: z.array(z.record(z.string(), z.unknown())),
    type: z.literal('allowed_tools'),
  })
  .openapi('ToolChoiceAllowed', { description: 'Constrains the tools available to the model to a pre-defined set.' });

export const ToolChoiceTypes = z
  .looseObject({
    type: z.enum([
      'file_search',
      'web_search_preview',
      'computer',
      'computer_use_preview',
      'computer_use',
      'web_search_preview_2025_03_11',
      'image_generation',
      'code_interpreter',
      'mcp',
    ]),
  })
  .openapi('ToolChoiceTypes', {
    description: 'Indicates that the model should use a built-in tool to generate a response.',
  });

export const ToolChoiceFunction = z
  .looseObject({ name: z.string(), type: z.literal('function') })
  .openapi('ToolChoiceFunction', { description: 'Use this option to force the model to call a specific function.' });

export const ToolChoiceMcp = z
  .looseObject({ server_label: z.string(), type: z.literal('mcp'), name: z.string().nullish() })
  .openapi('ToolChoiceMcp', {
    description: 'Use this option to force the model to call a specific tool on a remote MCP server.',
  });

export const ToolChoiceCustom = z
  .looseObject({ name: z.string(), type: z.literal('custom') })
  .openapi('ToolChoiceCustom', { description: 'Use this option to force the model to call a specific custom tool.' });

export const ToolChoiceApplyPatch = z.looseObject({ type: z.literal('apply_patch') }).openapi('ToolChoiceApplyPatch', {
  description: 'Forces the model to call the apply_patch tool when executing a tool call.',
});

export const ToolChoiceShell = z
  .looseObject({ type: z.literal('shell') })
  .openapi('ToolChoiceShell', { description: 'Forces the model to call the shell tool when a tool call is required.' });
