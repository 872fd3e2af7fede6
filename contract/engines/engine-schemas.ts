/** What the engine routes and the event stream have in common: an engine, a log line, the fleet's events. */

import { z } from 'zod';
import { Download } from './downloads.ts';
import { LoraAdapter } from './lora.ts';
import { EngineState } from './models.ts';

const time = (description: string) => z.iso.datetime().openapi({ description, example: '2026-11-21T04:00:00.000Z' });

export const Engine = z
  .object({
    id: z
      .string()
      .openapi({ description: 'Unique among all engines since the gateway started.', example: 'tiny-0f3a' }),
    object: z.literal('engine'),
    name: z.string().openapi({ description: 'A name for people.', example: 'tiny/0' }),
    model: z.string().openapi({ description: 'The model that it serves.', example: 'tiny' }),
    variant: z.number().int().min(0).openapi({ description: 'Index into the variants of the model.', example: 0 }),
    context: z
      .union([z.number().int().positive(), z.null()])
      .openapi({ description: 'Tokens of its context; null where that is not known.', example: 512 }),
    kind: z
      .enum(['embedded', 'llama.cpp', 'vllm', 'sglang', 'openai'])
      .openapi({ description: 'What it speaks.', example: 'llama.cpp' }),
    launcher: z.enum(['process', 'docker', 'kubernetes', 'remote']).openapi({
      description: 'Where it runs; `remote`: the gateway neither starts nor stops it.',
      example: 'process',
    }),
    container_id: z.union([z.string(), z.null()]).openapi({
      description: 'The container that it runs in, as Docker names it; null where there is none, or none yet.',
    }),
    gpus: z.union([z.array(z.number().int().min(0)), z.null()]).openapi({
      description: 'Numbers of the GPUs that are its own, as nvidia-smi counts; null where it was not told of any.',
      example: [0],
    }),
    version: z
      .union([z.string(), z.null()])
      .openapi({ description: 'What the engine says its version is; null where it does not tell.', example: '0.7.0' }),
    endpoint: z
      .union([z.string(), z.null()])
      .openapi({ description: 'Where it answers; null before it has a port.', example: 'http://127.0.0.1:41234' }),
    pid: z.union([z.number().int(), z.null()]).openapi({
      description:
        'Process id on the machine of the gateway, or of Docker; null for what is not a process of ours, or is not known.',
    }),
    process_status: z
      .union([z.enum(['running', 'stopped', 'crashed']), z.null()])
      .openapi({ description: 'Its process, as the operating system sees it; null for what is not ours.' }),
    state: EngineState,
    in_flight: z.number().int().min(0).openapi({ description: 'Requests that it is answering now.', example: 1 }),
    started_at: z.union([time('When it was launched.'), z.null()]),
    ready_at: z.union([time('When it was first ready.'), z.null()]),
    reason: z.union([z.string(), z.null()]).openapi({
      description:
        'Why it is not ready, crashed or failed: exit code or signal and its last log lines. Null when there is nothing to say.',
    }),
    trouble: z.union([z.string(), z.null()]).openapi({
      description: 'Why nobody can say at the moment whether it runs: Docker does not answer. Null when it is known.',
    }),
  })
  .openapi('Engine', { description: 'One running engine: one replica of one variant of a model.' });

export const EngineList = z
  .object({ object: z.literal('list'), data: z.array(Engine) })
  .openapi('EngineList', { description: 'All engines that the gateway knows.' });

export const EngineLogLine = z
  .object({
    seq: z.number().int().min(1).openapi({ description: 'Counts from 1; never repeats for one engine.' }),
    time: time('When the line was read.'),
    stream: z.enum(['stdout', 'stderr']),
    line: z.string().openapi({ description: 'The line without its line end.' }),
  })
  .openapi('EngineLogLine', { description: 'One line that an engine wrote.' });

export const EngineLog = z
  .object({ object: z.literal('list'), data: z.array(EngineLogLine) })
  .openapi('EngineLog', { description: 'The newest lines, oldest first.' });

const eventBase = {
  seq: z.number().int().min(1).openapi({ description: 'Counts from 1 since the gateway started; also the SSE `id`.' }),
  time: time('When it happened.'),
};

export const EngineStateEvent = z
  .object({ ...eventBase, type: z.literal('engine.state'), engine: Engine })
  .openapi('EngineStateEvent', { description: 'An engine has come to another state.' });

const names = (description: string) => z.array(z.string()).openapi({ description });

export const ConfigReloadedEvent = z
  .object({
    ...eventBase,
    type: z.literal('config.reloaded'),
    path: z.string().openapi({ description: 'The file that was read.', example: '/etc/roundhouse.yaml' }),
    models: z.object({
      added: names('Models that are new.'),
      changed: names('Models whose settings changed; only what has to restart for it does.'),
      removed: names('Models that are gone.'),
    }),
    restart_required: names('Settings that changed but count only from the next start of the gateway.'),
  })
  .openapi('ConfigReloadedEvent', { description: 'The config file was read again and is in force.' });

export const ConfigRejectedEvent = z
  .object({
    ...eventBase,
    type: z.literal('config.rejected'),
    path: z.string().openapi({ description: 'The file that was read.', example: '/etc/roundhouse.yaml' }),
    message: z.string().openapi({ description: 'What is wrong with it, with the line and the key.' }),
  })
  .openapi('ConfigRejectedEvent', { description: 'The config file was read again but not taken: the old one stays.' });

export const DownloadEvent = z
  .object({ ...eventBase, type: z.literal('download'), download: Download })
  .openapi('DownloadEvent', { description: 'A download has begun, gone on or ended.' });

export const LoraEvent = z
  .object({ ...eventBase, type: z.literal('lora'), lora_adapter: LoraAdapter })
  .openapi('LoraEvent', { description: 'A LoRA adapter is wanted, loaded, failed, or on its way out.' });

const bytes = (description: string) => z.number().int().min(0).openapi({ description });

export const ImagePull = z
  .object({
    image: z.string().openapi({ description: 'As the config names it.', example: 'vllm/vllm-openai:v0.11.0' }),
    model: z.string().openapi({ description: 'The model that needs it.', example: 'big' }),
    state: z.enum(['pulling', 'here', 'failed']),
    layers: bytes('Layers of the image that are known so far.'),
    layers_done: bytes('Layers that are there.'),
    bytes_total: bytes('Of the layers whose size is known so far.'),
    bytes_done: bytes('Of these, what was downloaded.'),
    reason: z.union([z.string(), z.null()]).openapi({ description: 'Why it failed; null where it did not.' }),
  })
  .openapi('ImagePull', { description: 'An image that is brought onto the Docker host.' });

export const ImageEvent = z
  .object({ ...eventBase, type: z.literal('image'), pull: ImagePull })
  .openapi('ImageEvent', { description: 'The pull of an image has begun, gone on or ended.' });

export const FleetEvent = z
  .discriminatedUnion('type', [
    EngineStateEvent,
    ConfigReloadedEvent,
    ConfigRejectedEvent,
    DownloadEvent,
    LoraEvent,
    ImageEvent,
  ])
  .openapi('FleetEvent', { description: 'One event of `GET /v1/events`; `type` says which.' });
