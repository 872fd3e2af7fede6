/** llama-swap's file as far as it is read here. Messages begin with "must" and show no values: some are secrets. */
import { z } from 'zod';

const text = z.string('must be text');
const texts = z.array(text, 'must be a list of texts');
const seconds = z.int('must be a whole number of seconds');
const flag = z.boolean('must be true or false');
const block = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value, 'must be a block of keys');
const anything = block(z.unknown());

export const aliasSchema = z.union([text, z.looseObject({ id: text })], 'must be a name, or a block with an id');

export const llamaSwapModelSchema = z.looseObject(
  {
    cmd: text.nullish(),
    cmdStop: text.nullish(),
    proxy: text.nullish(),
    checkEndpoint: text.nullish(),
    aliases: z.array(aliasSchema, 'must be a list of names').nullish(),
    env: texts.nullish(),
    ttl: seconds.min(-1, 'must be -1, 0 or seconds').nullish(),
    unloadTimeout: seconds.min(0, 'must be at least 0').nullish(),
    useModelName: text.nullish(),
    concurrencyLimit: z.int('must be a whole number').nullish(),
    filters: anything.nullish(),
  },
  'must be a block with at least a cmd',
);

export const groupSchema = z.looseObject({
  swap: flag.default(true),
  exclusive: flag.default(true),
  persistent: flag.default(false),
  members: texts.default([]),
});

export const peerSchema = z.looseObject({
  proxy: text,
  apiKey: text.nullish(),
  models: texts.min(1, 'must name a model'),
});

const groups = block(groupSchema).nullish();

export const llamaSwapSchema = z.looseObject({
  models: anything.nullish(),
  peers: block(peerSchema).nullish(),
  groups,
  routing: z
    .looseObject({
      router: z.looseObject({ use: text.nullish(), settings: z.looseObject({ groups }).nullish() }).nullish(),
    })
    .nullish(),
  healthCheckTimeout: seconds.nullish(),
  globalTTL: seconds.min(0, 'must be at least 0').nullish(),
  unloadTimeout: seconds.min(0, 'must be at least 0').nullish(),
  startPort: z.int('must be a port').min(1, 'must be a port').nullish(),
  logLevel: text.nullish(),
  apiKeys: texts.nullish(),
  hooks: z.looseObject({ on_startup: z.looseObject({ preload: texts.nullish() }).nullish() }).nullish(),
});

export type LlamaSwapFile = z.output<typeof llamaSwapSchema>;
export type LlamaSwapModel = z.output<typeof llamaSwapModelSchema>;
export type Group = z.output<typeof groupSchema>;
export type Peer = z.output<typeof peerSchema>;
