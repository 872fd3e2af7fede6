import { z } from '../../../zod.ts';

export const McpListedTool = z
  .looseObject({
    input_schema: z.unknown(),
    name: z.string(),
    annotations: z.unknown().optional(),
    description: z.string().nullish(),
  })
  .openapi('McpListedTool', { description: 'A tool that an MCP server has.' });

export const McpListTools = z
  .looseObject({
    id: z.string(),
    server_label: z.string(),
    tools: z.array(McpListedTool),
    type: z.literal('mcp_list_tools'),
    error: z.string().nullish(),
  })
  .openapi('McpListTools', { description: 'The tools of an MCP server.' });

export const McpApprovalRequest = z
  .looseObject({
    id: z.string(),
    arguments: z.string(),
    name: z.string(),
    server_label: z.string(),
    type: z.literal('mcp_approval_request'),
  })
  .openapi('McpApprovalRequest', { description: 'The model asks whether it may call an MCP tool.' });

export const McpApprovalResponseParam = z
  .looseObject({
    approval_request_id: z.string(),
    approve: z.boolean(),
    type: z.literal('mcp_approval_response'),
    id: z.string().nullish(),
    reason: z.string().nullish(),
  })
  .openapi('McpApprovalResponseParam', { description: 'Whether the call may be made, given back as input.' });

export const McpProtocolError = z
  .looseObject({ code: z.number(), message: z.string(), type: z.literal('mcp_protocol_error') })
  .openapi('McpProtocolError', { description: 'The MCP server broke its protocol.' });

export const McpToolExecutionError = z
  .looseObject({ content: z.unknown(), type: z.literal('mcp_tool_execution_error') })
  .openapi('McpToolExecutionError', { description: 'The tool of the MCP server failed.' });

export const McpHttpError = z
  .looseObject({ code: z.number(), message: z.string(), type: z.literal('http_error') })
  .openapi('McpHttpError', { description: 'The MCP server could not be reached.' });

export const McpToolCallError = z
  .discriminatedUnion('type', [McpProtocolError, McpToolExecutionError, McpHttpError])
  .openapi('McpToolCallError');

export const McpCall = z
  .looseObject({
    id: z.string(),
    arguments: z.string(),
    name: z.string(),
    server_label: z.string(),
    type: z.literal('mcp_call'),
    approval_request_id: z.string().nullish(),
    error: z.union([McpToolCallError, z.null()]).optional(),
    output: z.string().nullish(),
    status: z.enum(['in_progress', 'completed', 'incomplete', 'calling', 'failed']).optional(),
  })
  .openapi('McpCall', { description: 'A call of an MCP tool, and what it answered.' });

export const McpApprovalResponse = z
  .looseObject({
    id: z.string(),
    approval_request_id: z.string(),
    approve: z.boolean(),
    type: z.literal('mcp_approval_response'),
    reason: z.string().nullish(),
  })
  .openapi('McpApprovalResponse', { description: 'Whether the call may be made.' });
