// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file writes ${PORT} itself
/** Containers and GPUs as written in `roundhouse.yaml`. */
import { z } from 'zod';
import { envName, sizeSchema, text } from '../values/schema-values.ts';

/** Registry, path, tag, digest: see https://pkg.go.dev/github.com/distribution/reference; Docker checks the rest. */
const imagePattern = /^[a-z0-9[][\w.:[\]/-]*(@sha256:[0-9a-f]{64})?$/i;

const absolutePath = z.string().regex(/^\//, 'must be an absolute path');

export const dockerRunSchema = z
  .strictObject({
    image: z
      .string()
      .regex(imagePattern, 'must be the name of an image, e.g. vllm/vllm-openai:v0.11.0')
      .describe('The image, with its registry and tag or digest, e.g. vllm/vllm-openai:v0.11.0.'),
    pull: z
      .enum(['missing', 'always', 'never'])
      .default('missing')
      .describe('When the image is pulled: where it is not there, before each start, or by you.'),
    entrypoint: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        'With `command`: the program, which gets the command as its arguments. Default: the image’s own; where there is ' +
          'none, the command names the program.',
      ),
    mounts: z
      .array(z.string().regex(/^[^:]+:\/[^:]*(:(ro|rw))?$/, 'must be SOURCE:/TARGET or SOURCE:/TARGET:ro'))
      .default([])
      .describe(
        'What the container sees, each `SOURCE:/TARGET` or `SOURCE:/TARGET:ro`. A source with a slash is a path of the ' +
          'Docker host (./ is relative to this file), any other the name of a volume.',
      ),
    devices: z
      .array(
        z
          .string()
          .regex(
            /^\/[^:]+(:\/[^:]+(:[rwm]+)?)?$/,
            'must be a device, e.g. /dev/dri, /dev/a:/dev/b or /dev/a:/dev/b:rw',
          ),
      )
      .default([])
      .describe('Devices that are no GPUs of `gpus`, e.g. /dev/dri or /dev/kfd.'),
    shm_size: sizeSchema('Size of /dev/shm, e.g. 8GB; vLLM with several GPUs needs it.').optional(),
    memory: sizeSchema('The most memory that it may use; the kernel kills it above. Default: no limit.').optional(),
    network: z
      .string()
      .regex(/^(?!none$)[A-Za-z0-9][\w.-]*$/, 'must be host, bridge or the name of a network')
      .optional()
      .describe('`host`, `bridge` or the name of a network. Default: bridge.'),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .optional()
      .describe('Where the engine listens inside; fills in ${PORT}, unless the network is `host`. Default: 8000.'),
    labels: z
      .record(z.string().min(1), z.string())
      .default({})
      .describe('Labels of the container. Anybody who may ask Docker sees them: no secrets.'),
    user: z
      .string()
      .regex(/^[\w.-]+(:[\w.-]+)?$/, 'must be a user of the image, e.g. "1000:1000"')
      .optional()
      .describe('`uid`, `uid:gid` or a name. Default: the image’s.'),
    work_dir: absolutePath.optional().describe('Folder inside that the engine is started in. Default: the image’s.'),
    tty: z.boolean().default(false).describe('Give it a terminal: some programs keep their output back without one.'),
  })
  .describe('Runs the engine in a container of Docker.');

export type DockerRunFile = z.output<typeof dockerRunSchema>;

const gpuIds = z.array(z.int().min(0));
const gpuCount = z.int().min(0).max(1024);

export const gpusSchema = z
  .union(
    [
      gpuCount,
      gpuIds,
      z.strictObject({ ids: gpuIds.min(1), shared: z.boolean().default(false) }),
      z.strictObject({ count: gpuCount.min(1), shared: z.boolean().default(false) }),
    ],
    'must be how many GPUs ("2"), which ("[0, 1]"), or {ids: [0], shared: true}, {count: 1, shared: true}',
  )
  .describe(
    'How many GPUs the engine gets, or which, as nvidia-smi counts them. No two engines have the same one, unless both ' +
      'say `shared: true`. 0: it sees none. Default: it is not told, and sees all.',
  );

export type GpusFile = z.output<typeof gpusSchema>;

export const machineGpusSchema = z
  .union([gpuCount, gpuIds], 'must be how many GPUs there are, or their numbers')
  .describe('The GPUs that engines may be given: how many, or their numbers. Default: what nvidia-smi finds.');

const registrySchema = z.strictObject({
  host: text.describe('Registry, e.g. ghcr.io, registry.example.com:5000, or docker.io.'),
  username: text.describe('Name to log in with.'),
  password_env: envName.describe('Environment variable that holds the password or token.'),
});

export const dockerConnectionSchema = z
  .strictObject({
    socket: absolutePath
      .optional()
      .describe('Socket of Docker. Default: /var/run/docker.sock, unless there is a host.'),
    host: text.optional().describe('Name or address of the Docker host, for TCP instead of the socket.'),
    port: z.int().min(1).max(65_535).optional().describe('With `host`. Default: 2376.'),
    ca_file: text.optional().describe('With `host`: PEM file of the authority that has signed Docker’s certificate.'),
    cert_file: text.optional().describe('With `host`: PEM file of our certificate.'),
    key_file: text.optional().describe('With `host`: PEM file of our key.'),
    engine_bind: text
      .optional()
      .describe('Address of the Docker host that engines listen on. Default: 127.0.0.1; needed for another machine.'),
    engine_host: text
      .optional()
      .describe('Name or address by which engines are reached. Default: `host`, else `engine_bind`.'),
    registries: z.array(registrySchema).default([]).describe('Logins for registries that ask for one.'),
  })
  .describe('Where Docker answers, for models with `docker`.');

export type DockerConnectionFile = z.output<typeof dockerConnectionSchema>;
