import { z } from '../../../zod.ts';
import { CustomToolInputFormat } from '../../shared/formats.ts';
import { ApplyPatchTool, CodeInterpreterTool, FunctionShellTool, LocalShellTool } from './containers.ts';
import {
  ComputerTool,
  ComputerUsePreviewTool,
  FileSearchTool,
  ImageGenerationTool,
  WebSearchPreviewTool,
  WebSearchTool,
} from './hosted.ts';

export const FunctionTool = z
  .looseObject({
    name: z.string(),
    parameters: z.record(z.string(), z.unknown()).nullable(),
    strict: z.boolean().nullable(),
    type: z.literal('function'),
    allowed_callers: z.array(z.enum(['direct', 'programmatic'])).nullish(),
    async: z.boolean().optional(),
    defer_loading: z.boolean().optional(),
    description: z.string().nullish(),
    output_schema: z.record(z.string(), z.unknown()).nullish(),
  })
  .openapi('FunctionTool', { description: 'A function on offer to the model.' });

export const McpToolFilter = z
  .looseObject({ read_only: z.boolean().optional(), tool_names: z.array(z.string()).optional() })
  .openapi('McpToolFilter', { description: 'Tools by name, or those that only read.' });

export const McpToolApprovalFilter = z
  .looseObject({ always: McpToolFilter.optional(), never: McpToolFilter.optional() })
  .openapi('McpToolApprovalFilter', { description: 'Which tools ask before they are called.' });

export const McpTool = z
  .looseObject({
    server_label: z.string(),
    type: z.literal('mcp'),
    allowed_callers: z.array(z.enum(['direct', 'programmatic'])).nullish(),
    allowed_tools: z.union([z.array(z.string()), McpToolFilter, z.null()]).optional(),
    authorization: z.string().optional(),
    connector_id: z
      .enum([
        'connector_dropbox',
        'connector_gmail',
        'connector_googlecalendar',
        'connector_googledrive',
        'connector_microsoftteams',
        'connector_outlookcalendar',
        'connector_outlookemail',
        'connector_sharepoint',
      ])
      .optional(),
    defer_loading: z.boolean().optional(),
    headers: z.record(z.string(), z.string()).nullish(),
    require_approval: z.union([z.enum(['always', 'never']), McpToolApprovalFilter, z.null()]).optional(),
    server_description: z.string().optional(),
    server_url: z.string().optional(),
    tunnel_id: z.string().optional(),
  })
  .openapi('McpTool', { description: 'Lets the model call the tools of an MCP server.' });

export const ProgrammaticToolCallingTool = z
  .looseObject({ type: z.literal('programmatic_tool_calling') })
  .openapi('ProgrammaticToolCallingTool', { description: 'Lets the model write programs that call tools.' });

export const CustomTool = z
  .looseObject({
    name: z.string(),
    type: z.literal('custom'),
    allowed_callers: z.array(z.enum(['direct', 'programmatic'])).nullish(),
    async: z.boolean().optional(),
    defer_loading: z.boolean().optional(),
    description: z.string().optional(),
    format: CustomToolInputFormat.optional(),
  })
  .openapi('CustomTool', { description: 'A tool whose input is text rather than JSON.' });

export const NamespaceFunctionTool = z
  .looseObject({
    name: z.string(),
    type: z.literal('function'),
    allowed_callers: z.array(z.enum(['direct', 'programmatic'])).nullish(),
    async: z.boolean().optional(),
    defer_loading: z.boolean().optional(),
    description: z.string().nullish(),
    output_schema: z.record(z.string(), z.unknown()).nullish(),
    parameters: z.unknown().optional(),
    strict: z.boolean().nullish(),
  })
  .openapi('NamespaceFunctionTool', { description: 'A function in a namespace.' });

export const NamespaceTool = z
  .looseObject({
    description: z.string(),
    name: z.string(),
    tools: z.array(z.discriminatedUnion('type', [NamespaceFunctionTool, CustomTool])),
    type: z.literal('namespace'),
  })
  .openapi('NamespaceTool', { description: 'Tools under one name.' });

export const ToolSearchTool = z
  .looseObject({
    type: z.literal('tool_search'),
    description: z.string().nullish(),
    execution: z.enum(['server', 'client']).optional(),
    parameters: z.unknown().optional(),
  })
  .openapi('ToolSearchTool', { description: 'Lets the model look up tools when it needs them.' });

export const ResponseTool = z
  .union([
    FunctionTool,
    FileSearchTool,
    ComputerTool,
    ComputerUsePreviewTool,
    WebSearchTool,
    McpTool,
    CodeInterpreterTool,
    ProgrammaticToolCallingTool,
    ImageGenerationTool,
    LocalShellTool,
    FunctionShellTool,
    CustomTool,
    NamespaceTool,
    ToolSearchTool,
    WebSearchPreviewTool,
    ApplyPatchTool,
  ])
  .openapi('ResponseTool', { description: 'A tool on offer to the model.' });
