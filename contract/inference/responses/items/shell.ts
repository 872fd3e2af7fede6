import { z } from '../../../zod.ts';
import { ContainerReference, LocalEnvironment } from '../tools/containers.ts';
import { DirectCaller, ProgramCaller } from './functions.ts';

export const CodeInterpreterLogs = z
  .looseObject({ logs: z.string(), type: z.literal('logs') })
  .openapi('CodeInterpreterLogs', { description: 'The logs output from the code interpreter.' });

export const CodeInterpreterImage = z
  .looseObject({ type: z.literal('image'), url: z.string() })
  .openapi('CodeInterpreterImage', { description: 'The image output from the code interpreter.' });

export const CodeInterpreterCall = z
  .looseObject({
    id: z.string(),
    code: z.string().nullable(),
    container_id: z.string(),
    outputs: z.array(z.discriminatedUnion('type', [CodeInterpreterLogs, CodeInterpreterImage])).nullable(),
    status: z.enum(['in_progress', 'completed', 'incomplete', 'interpreting', 'failed']),
    type: z.literal('code_interpreter_call'),
  })
  .openapi('CodeInterpreterCall', { description: 'A tool call to run code.' });

export const LocalShellAction = z
  .looseObject({
    command: z.array(z.string()),
    env: z.record(z.string(), z.string()),
    type: z.literal('exec'),
    timeout_ms: z.number().int().nullish(),
    user: z.string().nullish(),
    working_directory: z.string().nullish(),
  })
  .openapi('LocalShellAction', { description: 'Execute a shell command on the server.' });

export const LocalShellCall = z
  .looseObject({
    id: z.string(),
    action: LocalShellAction,
    call_id: z.string(),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    type: z.literal('local_shell_call'),
  })
  .openapi('LocalShellCall', { description: 'A tool call to run a command on the local shell.' });

export const LocalShellCallOutput = z
  .looseObject({
    id: z.string(),
    output: z.string(),
    type: z.literal('local_shell_call_output'),
    status: z.union([z.enum(['in_progress', 'completed', 'incomplete']), z.null()]).optional(),
  })
  .openapi('LocalShellCallOutput', { description: 'The output of a local shell tool call.' });

export const ShellActionParam = z
  .looseObject({
    commands: z.array(z.string()),
    max_output_length: z.number().int().nullish(),
    timeout_ms: z.number().int().nullish(),
  })
  .openapi('ShellActionParam', {
    description: 'The shell commands and limits that describe how to run the tool call.',
  });

export const ShellCallParam = z
  .looseObject({
    action: ShellActionParam,
    call_id: z.string(),
    type: z.literal('shell_call'),
    id: z.string().nullish(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    environment: z.union([z.discriminatedUnion('type', [LocalEnvironment, ContainerReference]), z.null()]).optional(),
    status: z.union([z.enum(['in_progress', 'completed', 'incomplete']), z.null()]).optional(),
  })
  .openapi('ShellCallParam', { description: 'A tool representing a request to execute one or more shell commands.' });

export const ShellTimeout = z
  .looseObject({ type: z.literal('timeout') })
  .openapi('ShellTimeout', { description: 'Indicates that the shell call exceeded its configured time limit.' });

export const ShellExit = z
  .looseObject({ exit_code: z.number().int(), type: z.literal('exit') })
  .openapi('ShellExit', { description: 'Indicates that the shell commands finished and returned an exit code.' });

export const ShellOutputContent = z
  .looseObject({
    outcome: z.discriminatedUnion('type', [ShellTimeout, ShellExit]),
    stderr: z.string(),
    stdout: z.string(),
  })
  .openapi('ShellOutputContent', {
    description: 'Captured stdout and stderr for a portion of a shell tool call output.',
  });

export const ShellCallOutputParam = z
  .looseObject({
    call_id: z.string(),
    output: z.array(ShellOutputContent),
    type: z.literal('shell_call_output'),
    id: z.string().nullish(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    max_output_length: z.number().int().nullish(),
    status: z.union([z.enum(['in_progress', 'completed', 'incomplete']), z.null()]).optional(),
  })
  .openapi('ShellCallOutputParam', { description: 'The streamed output items emitted by a shell tool call.' });

export const PatchCreateFile = z
  .looseObject({ diff: z.string(), path: z.string(), type: z.literal('create_file') })
  .openapi('PatchCreateFile', { description: 'Instruction for creating a new file via the apply_patch tool.' });

export const PatchDeleteFile = z
  .looseObject({ path: z.string(), type: z.literal('delete_file') })
  .openapi('PatchDeleteFile', { description: 'Instruction for deleting an existing file via the apply_patch tool.' });

export const PatchUpdateFile = z
  .looseObject({ diff: z.string(), path: z.string(), type: z.literal('update_file') })
  .openapi('PatchUpdateFile', { description: 'Instruction for updating an existing file via the apply_patch tool.' });

export const ApplyPatchCallParam = z
  .looseObject({
    call_id: z.string(),
    operation: z.discriminatedUnion('type', [PatchCreateFile, PatchDeleteFile, PatchUpdateFile]),
    status: z.enum(['in_progress', 'completed']),
    type: z.literal('apply_patch_call'),
    id: z.string().nullish(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
  })
  .openapi('ApplyPatchCallParam', {
    description: 'A tool call representing a request to create, delete, or update files using diff patches.',
  });

export const ApplyPatchCallOutputParam = z
  .looseObject({
    call_id: z.string(),
    status: z.enum(['completed', 'failed']),
    type: z.literal('apply_patch_call_output'),
    id: z.string().nullish(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    output: z.string().nullish(),
  })
  .openapi('ApplyPatchCallOutputParam', { description: 'The streamed output emitted by an apply patch tool call.' });

export const ShellAction = z
  .looseObject({
    commands: z.array(z.string()),
    max_output_length: z.number().int().nullable(),
    timeout_ms: z.number().int().nullable(),
  })
  .openapi('ShellAction', { description: 'The shell commands and limits that describe how to run the tool call.' });

export const LocalEnvironmentUsed = z.looseObject({ type: z.literal('local') }).openapi('LocalEnvironmentUsed', {
  description: 'Represents the use of a local environment to perform shell actions.',
});

export const ShellCall = z
  .looseObject({
    id: z.string(),
    action: ShellAction,
    call_id: z.string(),
    environment: z.union([z.discriminatedUnion('type', [LocalEnvironmentUsed, ContainerReference]), z.null()]),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    type: z.literal('shell_call'),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    created_by: z.string().optional(),
  })
  .openapi('ShellCall', {
    description: 'A tool call that executes one or more shell commands in a managed environment.',
  });

export const ShellOutput = z
  .looseObject({
    outcome: z.discriminatedUnion('type', [ShellTimeout, ShellExit]),
    stderr: z.string(),
    stdout: z.string(),
    created_by: z.string().optional(),
  })
  .openapi('ShellOutput', { description: 'The content of a shell tool call output that was emitted.' });

export const ShellCallOutput = z
  .looseObject({
    id: z.string(),
    call_id: z.string(),
    max_output_length: z.number().int().nullable(),
    output: z.array(ShellOutput),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    type: z.literal('shell_call_output'),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    created_by: z.string().optional(),
  })
  .openapi('ShellCallOutput', { description: 'The output of a shell tool call that was emitted.' });

export const ApplyPatchCall = z
  .looseObject({
    id: z.string(),
    call_id: z.string(),
    operation: z.discriminatedUnion('type', [PatchCreateFile, PatchDeleteFile, PatchUpdateFile]),
    status: z.enum(['in_progress', 'completed']),
    type: z.literal('apply_patch_call'),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    created_by: z.string().optional(),
  })
  .openapi('ApplyPatchCall', {
    description: 'A tool call that applies file diffs by creating, deleting, or updating files.',
  });

export const ApplyPatchCallOutput = z
  .looseObject({
    id: z.string(),
    call_id: z.string(),
    status: z.enum(['completed', 'failed']),
    type: z.literal('apply_patch_call_output'),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    created_by: z.string().optional(),
    output: z.string().nullish(),
  })
  .openapi('ApplyPatchCallOutput', { description: 'The output emitted by an apply patch tool call.' });
