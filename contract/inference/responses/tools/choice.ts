import { z } from '../../../zod.ts';

export const ToolChoiceAllowed = z
  .looseObject({
    mode: z.enum(['auto', 'required']),
    tools: z.array(z.record(z.string(), z.unknown())),
    type: z.literal('allowed_tools'),
  })
  .openapi('ToolChoiceAllowed', { description: 'Allow some of the tools only.' });

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
  .openapi('ToolChoiceTypes', { description: 'Use this hosted tool.' });

export const ToolChoiceFunction = z
  .looseObject({ name: z.string(), type: z.literal('function') })
  .openapi('ToolChoiceFunction', { description: 'Call this function.' });

export const ToolChoiceMcp = z
  .looseObject({ server_label: z.string(), type: z.literal('mcp'), name: z.string().nullish() })
  .openapi('ToolChoiceMcp', { description: 'Call a tool of this MCP server.' });

export const ToolChoiceCustom = z
  .looseObject({ name: z.string(), type: z.literal('custom') })
  .openapi('ToolChoiceCustom', { description: 'Call this custom tool.' });

export const ToolChoiceApplyPatch = z
  .looseObject({ type: z.literal('apply_patch') })
  .openapi('ToolChoiceApplyPatch', { description: 'Change files.' });

export const ToolChoiceShell = z
  .looseObject({ type: z.literal('shell') })
  .openapi('ToolChoiceShell', { description: 'Run commands in a shell.' });
