import { z } from '../../../zod.ts';
import { ShellOutput } from '../items/shell.ts';

export const ResponseCodeInterpreterCallCodeDeltaEvent = z
  .looseObject({
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.code_interpreter_call_code.delta'),
  })
  .openapi('ResponseCodeInterpreterCallCodeDeltaEvent', {
    description: 'Emitted when a partial code snippet is streamed by the code interpreter.',
  });

export const ResponseCodeInterpreterCallCodeDoneEvent = z
  .looseObject({
    code: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.code_interpreter_call_code.done'),
  })
  .openapi('ResponseCodeInterpreterCallCodeDoneEvent', {
    description: 'Emitted when the code snippet is finalized by the code interpreter.',
  });

export const ResponseCodeInterpreterCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.code_interpreter_call.completed'),
  })
  .openapi('ResponseCodeInterpreterCallCompletedEvent', {
    description: 'Emitted when the code interpreter call is completed.',
  });

export const ResponseCodeInterpreterCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.code_interpreter_call.in_progress'),
  })
  .openapi('ResponseCodeInterpreterCallInProgressEvent', {
    description: 'Emitted when a code interpreter call is in progress.',
  });

export const ResponseCodeInterpreterCallInterpretingEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.code_interpreter_call.interpreting'),
  })
  .openapi('ResponseCodeInterpreterCallInterpretingEvent', {
    description: 'Emitted when the code interpreter is actively interpreting the code snippet.',
  });

export const ResponseShellCallCommandAddedEvent = z
  .looseObject({
    command: z.string(),
    command_index: z.number().int(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_command.added'),
  })
  .openapi('ResponseShellCallCommandAddedEvent', {
    description: 'A streaming event that indicated a shell command was added to a tool call.',
  });

export const ResponseShellCallCommandDeltaEvent = z
  .looseObject({
    command_index: z.number().int(),
    delta: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_command.delta'),
    obfuscation: z.string().optional(),
  })
  .openapi('ResponseShellCallCommandDeltaEvent', {
    description: 'A streaming event that indicated a shell command was incrementally updated.',
  });

export const ResponseShellCallCommandDoneEvent = z
  .looseObject({
    command: z.string(),
    command_index: z.number().int(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_command.done'),
  })
  .openapi('ResponseShellCallCommandDoneEvent', {
    description: 'A streaming event that indicated a shell command was completed.',
  });

export const ShellOutputDelta = z
  .looseObject({ stderr: z.string().optional(), stdout: z.string().optional() })
  .openapi('ShellOutputDelta', { description: 'The stdout/stderr delta that was emitted.' });

export const ResponseShellCallOutputContentDeltaEvent = z
  .looseObject({
    command_index: z.number().int(),
    delta: ShellOutputDelta,
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_output_content.delta'),
  })
  .openapi('ResponseShellCallOutputContentDeltaEvent', {
    description: 'A streaming event that indicated shell call output was incrementally added.',
  });

export const ResponseShellCallOutputContentDoneEvent = z
  .looseObject({
    command_index: z.number().int(),
    item_id: z.string(),
    output: z.array(ShellOutput),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_output_content.done'),
  })
  .openapi('ResponseShellCallOutputContentDoneEvent', {
    description: 'A streaming event that indicated shell call output was completed.',
  });

export const ResponseImageGenCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.image_generation_call.completed'),
  })
  .openapi('ResponseImageGenCallCompletedEvent', {
    description: 'Emitted when an image generation tool call has completed and the final image is available.',
  });

export const ResponseImageGenCallGeneratingEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.image_generation_call.generating'),
  })
  .openapi('ResponseImageGenCallGeneratingEvent', {
    description: 'Emitted when an image generation tool call is actively generating an image (intermediate state).',
  });

export const ResponseImageGenCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.image_generation_call.in_progress'),
  })
  .openapi('ResponseImageGenCallInProgressEvent', {
    description: 'Emitted when an image generation tool call is in progress.',
  });

export const ResponseImageGenCallPartialImageEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    partial_image_b64: z.string(),
    partial_image_index: z.number().int(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.image_generation_call.partial_image'),
    background: z.string().optional(),
    output_format: z.string().optional(),
    quality: z.string().optional(),
    size: z.string().optional(),
  })
  .openapi('ResponseImageGenCallPartialImageEvent', {
    description: 'Emitted when a partial image is available during image generation streaming.',
  });

export const ResponseMcpCallArgumentsDeltaEvent = z
  .looseObject({
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call_arguments.delta'),
  })
  .openapi('ResponseMcpCallArgumentsDeltaEvent', {
    description: 'Emitted when there is a delta (partial update) to the arguments of an MCP tool call.',
  });

export const ResponseMcpCallArgumentsDoneEvent = z
  .looseObject({
    arguments: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call_arguments.done'),
  })
  .openapi('ResponseMcpCallArgumentsDoneEvent', {
    description: 'Emitted when the arguments for an MCP tool call are finalized.',
  });

export const ResponseMcpCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call.completed'),
  })
  .openapi('ResponseMcpCallCompletedEvent', {
    description: 'Emitted when an MCP tool call has completed successfully.',
  });

export const ResponseMcpCallFailedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call.failed'),
  })
  .openapi('ResponseMcpCallFailedEvent', { description: 'Emitted when an MCP tool call has failed.' });

export const ResponseMcpCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call.in_progress'),
  })
  .openapi('ResponseMcpCallInProgressEvent', { description: 'Emitted when an MCP tool call is in progress.' });

export const ResponseMcpListToolsCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_list_tools.completed'),
  })
  .openapi('ResponseMcpListToolsCompletedEvent', {
    description: 'Emitted when the list of available MCP tools has been successfully retrieved.',
  });

export const ResponseMcpListToolsFailedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_list_tools.failed'),
  })
  .openapi('ResponseMcpListToolsFailedEvent', {
    description: 'Emitted when the attempt to list available MCP tools has failed.',
  });

export const ResponseMcpListToolsInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_list_tools.in_progress'),
  })
  .openapi('ResponseMcpListToolsInProgressEvent', {
    description: 'Emitted when the system is in the process of retrieving the list of available MCP tools.',
  });
