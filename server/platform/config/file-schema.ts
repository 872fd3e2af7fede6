/**
 * The shape of `roundhouse.yaml`, as written: snake_case, `10m`, `32MB`. Only what JSON Schema can say is said here
 * (editors read it as `specs/config.schema.json`); what needs more than one field is checked in `normalise/`.
 */
import { z } from 'zod';
import { dockerConnectionSchema, machineGpusSchema } from './docker/docker-schema.ts';
import { modelSchema } from './model-schema.ts';
import { userEnginesSchema } from './user-engines-schema.ts';
import { duration, envName, listenSchema, positiveDuration, sizeSchema, text } from './values/schema-values.ts';

const logSchema = z
  .strictObject({
    level: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('The least level that is logged.'),
    format: z
      .enum(['json', 'text'])
      .optional()
      .describe('One JSON object a line, or text for people. Default: text on a terminal, else json.'),
    file: text
      .nullable()
      .default(null)
      .describe('Path of the log file, relative to this file. null: standard error. SIGHUP opens it anew.'),
  })
  .describe('What is logged, how and where. Prompts, answers and secrets never are.');

const apiKeySchema = z
  .strictObject({
    name: text.max(200).describe('Name of the key, for logs and messages. Unique.'),
    key_env: envName.describe('Environment variable that holds the key. The key itself is never written here.'),
    models: z
      .array(text)
      .optional()
      .describe('Names of the models that the key may use, with all their LoRA adapters. Default: all.'),
    lora_adapters: z
      .array(text)
      .optional()
      .describe(
        'Names of LoRA adapters that the key may use beside its `models`; they need not be loaded yet. Without `models` it ' +
          'may use these only.',
      ),
    verbs: z
      .array(z.enum(['infer', 'read', 'lora', 'engines', 'endpoints', 'users', 'admin']))
      .min(1)
      .default(['infer', 'read'])
      .describe('What the key may do. `admin` may everything.'),
  })
  .describe('One API key.');

const timeoutsSchema = z
  .strictObject({
    connect: positiveDuration('Connecting to an engine.').default('3s'),
    first_byte: positiveDuration('From the request to the first byte of the answer.').default('600s'),
    between_chunks: positiveDuration('Between two chunks of an answer.').default('120s'),
    request: positiveDuration('The whole request.').default('1800s'),
    shutdown_drain: duration('How long streams may go on after SIGTERM.').default('30s'),
  })
  .describe('How long the gateway waits for engines.');

export const configFileSchema = z
  .strictObject({
    listen_v4: listenSchema('127.0.0.1:8080', 'IPv4 address and port to listen on, e.g. 0.0.0.0:8080, or none.'),
    listen_v6: listenSchema('none', 'IPv6 address and port to listen on, e.g. "[::1]:8080", or none.'),
    data_dir: text
      .default('./roundhouse-data')
      .describe('Folder for what must survive a restart, relative to this file.'),
    slots: z.int().min(1).default(1).describe('How many engines that Roundhouse starts may run at once.'),
    download_roots: z
      .array(text)
      .min(1)
      .optional()
      .describe(
        'The only folders that downloads are written to and LoRA adapters are loaded from, relative to this file. ' +
          'Default: `models` in the data directory.',
      ),
    download_endpoints: z
      .array(text)
      .default([])
      .describe(
        'Hosts (`host` or `host:port`) that a request may name as endpoint of a download, and that may have private ' +
          'addresses. The hub of Hugging Face and AWS are always allowed.',
      ),
    volume_root: text
      .optional()
      .describe('Folder where the claims of `pvc://CLAIM/…` are mounted, each under its own name.'),
    log: logSchema.prefault({}),
    auth: z
      .enum(['none', 'keys', 'required'])
      .optional()
      .describe(
        'Who may ask: anybody (none), who has one of `api_keys` (keys), or who has an account here or one of `api_keys` ' +
          '(required). Must be said to listen beyond loopback.',
      ),
    api_keys: z.array(apiKeySchema).default([]).describe('The API keys, for `auth: keys` and `auth: required`.'),
    token_days: z
      .number()
      .positive()
      .max(365)
      .default(30)
      .describe('How many days a login lasts: the token of `POST /token`.'),
    database_url_env: envName
      .optional()
      .describe(
        'Environment variable that holds the URL of a Postgres (`postgres://USER:PASSWORD@HOST/DATABASE`), which several ' +
          'gateways may share. Default: a SQLite file in the data directory.',
      ),
    public_metrics: z.boolean().default(false).describe('Whether /metrics needs no key.'),
    max_body: sizeSchema('The largest request body, e.g. 32MB or 512KiB.').default('32MB'),
    timeouts: timeoutsSchema.prefault({}),
    conversation_days: z
      .number()
      .positive()
      .max(36_500)
      .nullable()
      .default(null)
      .describe(
        'How many days a conversation is remembered after something was last said in it. null: until it is deleted.',
      ),
    user_engines: userEnginesSchema.optional(),
    docker: dockerConnectionSchema.optional(),
    gpus: machineGpusSchema.optional(),
    models: z.record(z.string(), modelSchema).describe('The models by the name that clients ask for.'),
  })
  .describe('The configuration of Roundhouse.');

/** The file after the schema: defaults filled in, nothing else changed. */
export type ConfigFile = z.output<typeof configFileSchema>;
