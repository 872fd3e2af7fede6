import { z } from '../../../zod.ts';
import { ContainerReference, LocalEnvironment } from '../tools/containers.ts';
import { DirectCaller, ProgramCaller } from './functions.ts';

export const CodeInterpreterLogs = z
  .looseObject({ logs: z.string(), type: z.literal('logs') })
  .openapi('CodeInterpreterLogs', { description: 'What the code printed.' });

export const CodeInterpreterImage = z
  .looseObject({ type: z.literal('image'), url: z.string() })
  .openapi('CodeInterpreterImage', { description: 'An image that the code made.' });

export const CodeInterpreterCall = z
  .looseObject({
    id: z.string(),
    code: z.string().nullable(),
    container_id: z.string(),
    outputs: z.array(z.discriminatedUnion('type', [CodeInterpreterLogs, CodeInterpreterImage])).nullable(),
    status: z.enum(['in_progress', 'completed', 'incomplete', 'interpreting', 'failed']),
    type: z.literal('code_interpreter_call'),
  })
  .openapi('CodeInterpreterCall', { description: 'The model runs code.' });

export const LocalShellAction = z
  .looseObject({
    command: z.array(z.string()),
    env: z.record(z.string(), z.string()),
    type: z.literal('exec'),
    timeout_ms: z.number().int().nullish(),
    user: z.string().nullish(),
    working_directory: z.string().nullish(),
  })
  .openapi('LocalShellAction', { description: 'A command, where it runs and for how many milliseconds at most.' });

export const LocalShellCall = z
  .looseObject({
    id: z.string(),
    action: LocalShellAction,
    call_id: z.string(),
    status: z.enum(['in_progress', 'completed', 'incomplete']),
    type: z.literal('local_shell_call'),
  })
  .openapi('LocalShellCall', { description: 'The model runs a command on the caller’s machine.' });

export const LocalShellCallOutput = z
  .looseObject({
    id: z.string(),
    output: z.string(),
    type: z.literal('local_shell_call_output'),
    status: z.union([z.enum(['in_progress', 'completed', 'incomplete']), z.null()]).optional(),
  })
  .openapi('LocalShellCallOutput', { description: 'What that command printed.' });

export const ShellActionParam = z
  .looseObject({
    commands: z.array(z.string()),
    max_output_length: z.number().int().nullish(),
    timeout_ms: z.number().int().nullish(),
  })
  .openapi('ShellActionParam', { description: 'Commands, and their limits in milliseconds and characters.' });

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
  .openapi('ShellCallParam', { description: 'Commands for a shell, given back as input.' });

export const ShellTimeout = z
  .looseObject({ type: z.literal('timeout') })
  .openapi('ShellTimeout', { description: 'The commands took too long.' });

export const ShellExit = z
  .looseObject({ exit_code: z.number().int(), type: z.literal('exit') })
  .openapi('ShellExit', { description: 'The commands ended, with this exit code.' });

export const ShellOutputContent = z
  .looseObject({
    outcome: z.discriminatedUnion('type', [ShellTimeout, ShellExit]),
    stderr: z.string(),
    stdout: z.string(),
  })
  .openapi('ShellOutputContent', { description: 'What a command printed, and how it ended.' });

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
  .openapi('ShellCallOutputParam', { description: 'What the commands printed, given back as input.' });

export const PatchCreateFile = z
  .looseObject({ diff: z.string(), path: z.string(), type: z.literal('create_file') })
  .openapi('PatchCreateFile', { description: 'Make a file.' });

export const PatchDeleteFile = z
  .looseObject({ path: z.string(), type: z.literal('delete_file') })
  .openapi('PatchDeleteFile', { description: 'Remove a file.' });

export const PatchUpdateFile = z
  .looseObject({ diff: z.string(), path: z.string(), type: z.literal('update_file') })
  .openapi('PatchUpdateFile', { description: 'Change a file.' });

export const ApplyPatchCallParam = z
  .looseObject({
    call_id: z.string(),
    operation: z.discriminatedUnion('type', [PatchCreateFile, PatchDeleteFile, PatchUpdateFile]),
    status: z.enum(['in_progress', 'completed']),
    type: z.literal('apply_patch_call'),
    id: z.string().nullish(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
  })
  .openapi('ApplyPatchCallParam', { description: 'A change to a file, given back as input.' });

export const ApplyPatchCallOutputParam = z
  .looseObject({
    call_id: z.string(),
    status: z.enum(['completed', 'failed']),
    type: z.literal('apply_patch_call_output'),
    id: z.string().nullish(),
    caller: z.union([z.discriminatedUnion('type', [DirectCaller, ProgramCaller]), z.null()]).optional(),
    output: z.string().nullish(),
  })
  .openapi('ApplyPatchCallOutputParam', { description: 'How that change went, given back as input.' });

export const ShellAction = z
  .looseObject({
    commands: z.array(z.string()),
    max_output_length: z.number().int().nullable(),
    timeout_ms: z.number().int().nullable(),
  })
  .openapi('ShellAction', { description: 'Commands, and their limits in milliseconds and characters.' });

export const LocalEnvironmentUsed = z
  .looseObject({ type: z.literal('local') })
  .openapi('LocalEnvironmentUsed', { description: 'The commands run on the caller’s machine.' });

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
  .openapi('ShellCall', { description: 'The model runs commands in a shell.' });

export const ShellOutput = z
  .looseObject({
    outcome: z.discriminatedUnion('type', [ShellTimeout, ShellExit]),
    stderr: z.string(),
    stdout: z.string(),
    created_by: z.string().optional(),
  })
  .openapi('ShellOutput', { description: 'What a command printed, and how it ended.' });

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
  .openapi('ShellCallOutput', { description: 'What the commands printed.' });

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
  .openapi('ApplyPatchCall', { description: 'The model changes a file.' });

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
  .openapi('ApplyPatchCallOutput', { description: 'How that change went.' });
