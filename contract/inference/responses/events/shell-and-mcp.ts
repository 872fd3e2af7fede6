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
  .openapi('ResponseCodeInterpreterCallCodeDeltaEvent', { description: 'The next piece of the code to run.' });

export const ResponseCodeInterpreterCallCodeDoneEvent = z
  .looseObject({
    code: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.code_interpreter_call_code.done'),
  })
  .openapi('ResponseCodeInterpreterCallCodeDoneEvent', { description: 'The code to run is whole.' });

export const ResponseCodeInterpreterCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.code_interpreter_call.completed'),
  })
  .openapi('ResponseCodeInterpreterCallCompletedEvent', { description: 'The code ran.' });

export const ResponseCodeInterpreterCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.code_interpreter_call.in_progress'),
  })
  .openapi('ResponseCodeInterpreterCallInProgressEvent', { description: 'A call of the code interpreter begins.' });

export const ResponseCodeInterpreterCallInterpretingEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.code_interpreter_call.interpreting'),
  })
  .openapi('ResponseCodeInterpreterCallInterpretingEvent', { description: 'The code is running.' });

export const ResponseShellCallCommandAddedEvent = z
  .looseObject({
    command: z.string(),
    command_index: z.number().int(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_command.added'),
  })
  .openapi('ResponseShellCallCommandAddedEvent', { description: 'A shell call gets one more command.' });

export const ResponseShellCallCommandDeltaEvent = z
  .looseObject({
    command_index: z.number().int(),
    delta: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_command.delta'),
    obfuscation: z.string().optional(),
  })
  .openapi('ResponseShellCallCommandDeltaEvent', { description: 'The next piece of a command.' });

export const ResponseShellCallCommandDoneEvent = z
  .looseObject({
    command: z.string(),
    command_index: z.number().int(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_command.done'),
  })
  .openapi('ResponseShellCallCommandDoneEvent', { description: 'A command is whole.' });

export const ShellOutputDelta = z
  .looseObject({ stderr: z.string().optional(), stdout: z.string().optional() })
  .openapi('ShellOutputDelta', { description: 'What a command wrote since the event before.' });

export const ResponseShellCallOutputContentDeltaEvent = z
  .looseObject({
    command_index: z.number().int(),
    delta: ShellOutputDelta,
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_output_content.delta'),
  })
  .openapi('ResponseShellCallOutputContentDeltaEvent', { description: 'A command wrote something.' });

export const ResponseShellCallOutputContentDoneEvent = z
  .looseObject({
    command_index: z.number().int(),
    item_id: z.string(),
    output: z.array(ShellOutput),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.shell_call_output_content.done'),
  })
  .openapi('ResponseShellCallOutputContentDoneEvent', { description: 'A command has written all it will.' });

export const ResponseImageGenCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.image_generation_call.completed'),
  })
  .openapi('ResponseImageGenCallCompletedEvent', { description: 'The image is ready.' });

export const ResponseImageGenCallGeneratingEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.image_generation_call.generating'),
  })
  .openapi('ResponseImageGenCallGeneratingEvent', { description: 'The image is being drawn.' });

export const ResponseImageGenCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.image_generation_call.in_progress'),
  })
  .openapi('ResponseImageGenCallInProgressEvent', { description: 'A call to draw an image begins.' });

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
  .openapi('ResponseImageGenCallPartialImageEvent', { description: 'The image so far, in base64.' });

export const ResponseMcpCallArgumentsDeltaEvent = z
  .looseObject({
    delta: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call_arguments.delta'),
  })
  .openapi('ResponseMcpCallArgumentsDeltaEvent', { description: 'The next piece of an MCP tool’s arguments.' });

export const ResponseMcpCallArgumentsDoneEvent = z
  .looseObject({
    arguments: z.string(),
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call_arguments.done'),
  })
  .openapi('ResponseMcpCallArgumentsDoneEvent', { description: 'An MCP tool’s arguments are whole.' });

export const ResponseMcpCallCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call.completed'),
  })
  .openapi('ResponseMcpCallCompletedEvent', { description: 'The MCP tool answered.' });

export const ResponseMcpCallFailedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call.failed'),
  })
  .openapi('ResponseMcpCallFailedEvent', { description: 'The MCP tool could not be used.' });

export const ResponseMcpCallInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_call.in_progress'),
  })
  .openapi('ResponseMcpCallInProgressEvent', { description: 'A call of an MCP tool begins.' });

export const ResponseMcpListToolsCompletedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_list_tools.completed'),
  })
  .openapi('ResponseMcpListToolsCompletedEvent', { description: 'The MCP server has told its tools.' });

export const ResponseMcpListToolsFailedEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_list_tools.failed'),
  })
  .openapi('ResponseMcpListToolsFailedEvent', { description: 'The MCP server did not tell its tools.' });

export const ResponseMcpListToolsInProgressEvent = z
  .looseObject({
    item_id: z.string(),
    output_index: z.number().int().optional(),
    sequence_number: z.number().int().optional(),
    type: z.literal('response.mcp_list_tools.in_progress'),
  })
  .openapi('ResponseMcpListToolsInProgressEvent', { description: 'The MCP server is asked for its tools.' });
