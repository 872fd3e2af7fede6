import { z } from '../../../zod.ts';
import { ApplyPatchTool, CodeInterpreterTool, FunctionShellTool, LocalShellTool } from '../tools/containers.ts';
import {
  ComputerTool,
  ComputerUsePreviewTool,
  FileSearchTool,
  ImageGenerationTool,
  WebSearchPreviewTool,
  WebSearchTool,
} from '../tools/hosted.ts';
import {
  CustomTool,
  FunctionTool,
  McpTool,
  NamespaceTool,
  ProgrammaticToolCallingTool,
  ResponseTool,
  ToolSearchTool,
} from '../tools/tool.ts';

export const FileSearchResult = z
  .looseObject({
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
    file_id: z.string().optional(),
    filename: z.string().optional(),
    score: z.number().optional(),
    text: z.string().optional(),
  })
  .openapi('FileSearchResult', { description: 'A piece of a file that was found.' });

export const FileSearchCall = z
  .looseObject({
    id: z.string(),
    queries: z.array(z.string()),
    status: z.enum(['in_progress', 'searching', 'completed', 'incomplete', 'failed']),
    type: z.literal('file_search_call'),
    results: z.array(FileSearchResult).nullish(),
  })
  .openapi('FileSearchCall', { description: 'A search in files, and what it found.' });

export const WebSearchSource = z
  .looseObject({ type: z.literal('url'), url: z.string() })
  .openapi('WebSearchSource', { description: 'A web page that was read.' });

export const WebSearchAction = z
  .looseObject({
    type: z.literal('search'),
    queries: z.array(z.string()).optional(),
    query: z.string().optional(),
    sources: z.array(WebSearchSource).optional(),
  })
  .openapi('WebSearchAction', { description: 'Ask a search engine.' });

export const WebSearchOpenPage = z
  .looseObject({ type: z.literal('open_page'), url: z.string().nullish() })
  .openapi('WebSearchOpenPage', { description: 'Open a page.' });

export const WebSearchFindInPage = z
  .looseObject({ pattern: z.string(), type: z.literal('find_in_page'), url: z.string() })
  .openapi('WebSearchFindInPage', { description: 'Look for a text in an open page.' });

export const WebSearchCall = z
  .looseObject({
    id: z.string(),
    action: z.discriminatedUnion('type', [WebSearchAction, WebSearchOpenPage, WebSearchFindInPage]),
    status: z.enum(['in_progress', 'searching', 'completed', 'failed', 'incomplete']),
    type: z.literal('web_search_call'),
  })
  .openapi('WebSearchCall', { description: 'A search of the web, and what was done.' });

export const ToolSearchCallParam = z
  .looseObject({
    arguments: z.unknown(),
    type: z.literal('tool_search_call'),
    id: z.string().nullish(),
    call_id: z.string().nullish(),
    execution: z.enum(['server', 'client']).optional(),
    status: z.union([z.enum(['in_progress', 'completed', 'incomplete']), z.null()]).optional(),
  })
  .openapi('ToolSearchCallParam', { description: 'A search among tools, given back as input.' });

export const ToolSearchOutputParam = z
  .looseObject({
    tools: z.array(
      z.union([
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
      ]),
    ),
    type: z.literal('tool_search_output'),
    id: z.string().nullish(),
    call_id: z.string().nullish(),
    execution: z.enum(['server', 'client']).optional(),
    status: z.union([z.enum(['in_progress', 'completed', 'incomplete']), z.null()]).optional(),
  })
  .openapi('ToolSearchOutputParam', { description: 'The tools that were found, given back as input.' });

export const ToolSearchCall = z
  .looseObject({
    id: z.string(),
    arguments: z.unknown(),
    call_id: z.string().nullable(),
    execution: z.enum(['server', 'client']),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    type: z.literal('tool_search_call'),
    created_by: z.string().optional(),
  })
  .openapi('ToolSearchCall', { description: 'A search among tools whose loading was put off.' });

export const ToolSearchOutput = z
  .looseObject({
    id: z.string(),
    call_id: z.string().nullable(),
    execution: z.enum(['server', 'client']),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    tools: z.array(ResponseTool),
    type: z.literal('tool_search_output'),
    created_by: z.string().optional(),
  })
  .openapi('ToolSearchOutput', { description: 'The tools that were found.' });
