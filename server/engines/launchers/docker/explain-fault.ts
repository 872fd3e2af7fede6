/** What Docker says, in words that name what to repair. Pure; nothing secret comes through it. */
import { DockerFault } from './api/docker-api.ts';

export interface FaultContext {
  readonly image: string;
  /** Where Docker answers. */
  readonly docker: string;
  /** Values that must not be shown: those of the engine's environment. */
  readonly secrets: Iterable<string>;
}

/** A fault whose message already says what to do, and holds nothing secret. */
export class ExplainedFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ExplainedFault';
  }
}

type Words = (said: string, context: FaultContext) => string;

const reached: readonly (readonly [RegExp, Words])[] = [
  [
    /EACCES|EPERM/,
    (_, { docker }) => `the gateway may not use Docker's socket ${docker} (EACCES): add its user to the socket's group`,
  ],
  [
    /ENOENT|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|did not answer in time/,
    (said, { docker }) => `Docker cannot be reached at ${docker} (${said}): is it running, and is the address right?`,
  ],
  [
    /certificate|alert|SSL|TLS|HTTPS/i,
    (said, { docker }) =>
      `Docker at ${docker} and the gateway do not trust each other (${said}): check ca, cert and key`,
  ],
];

const refused: readonly (readonly [RegExp, Words])[] = [
  [
    /no space left on device/,
    () => "the disk of the Docker host is full: free some of Docker's data folder, e.g. with `docker system prune`",
  ],
  [/invalid reference format/, (_, { image }) => `"${image}" is no name of an image: check image`],
  [
    /port is already allocated|address already in use/,
    (said) => `its port is taken on the Docker host (${said}): free it, or let the gateway choose one`,
  ],
  [
    /could not select device driver|unknown or invalid runtime name: nvidia/,
    () =>
      'Docker cannot give GPUs to containers: install the NVIDIA Container Toolkit on the Docker host and restart Docker',
  ],
  [
    /nvidia-container-cli|unknown device|unresolvable CDI devices/i,
    (said) => `the GPUs could not be given to it (${said}): check gpus against \`nvidia-smi -L\``,
  ],
  [
    /error gathering device information/,
    (said) => `a device does not exist on the Docker host (${said}): check devices`,
  ],
  [/bind source path does not exist/, (said) => `${said}: make the folder on the Docker host, or correct mounts`],
  [/network .+ not found/, (said) => `${said}: make it with \`docker network create\`, or correct network`],
  [/unable to find user|no matching entries in passwd/, (said) => `${said}: the image has no such user; check user`],
  [
    /executable file not found|exec: .*no such file|stat .*: no such file or directory/,
    (said, { image }) => `the image ${image} has no such program (${said}): check command and entrypoint`,
  ],
  [/Conflict\. The container name/, (said) => `${said} It is none of this gateway's: remove or rename it`],
  [
    /No such image/i,
    (_, { image }) => `the image ${image} is not on the Docker host: pull it, or let the gateway do so (pull: missing)`,
  ],
];

const pulled: readonly (readonly [RegExp, Words])[] = [
  [/toomanyrequests|rate limit/i, () => 'the registry has had too many requests: wait, or log in to it'],
  [
    /unauthorized|authentication required|denied|no basic auth|forbidden/i,
    () => 'the registry refuses it: check the name, and the login for that registry',
  ],
  [
    /manifest unknown|manifest for .* not found|not found|does not exist/i,
    () => 'the registry has no such image or tag: check image',
  ],
  [
    /no such host|dial tcp|connection refused|timeout|deadline|i\/o|handshake|server misbehaving/i,
    (said) =>
      `the registry could not be reached (${said}): bring the image to the Docker host another way, or check its network`,
  ],
];

/** Why a container could not be made or started, or Docker not asked. */
export function explainFault(error: unknown, context: FaultContext): string {
  return explain(error, context, [...reached, ...refused]);
}

/** Why the image could not be pulled. */
export function explainPull(error: unknown, context: FaultContext): string {
  const disk = refused.slice(0, 2);
  const isRegistry = error instanceof DockerFault && error.status !== null;
  return `cannot pull ${context.image}: ${explain(error, context, isRegistry ? [...disk, ...pulled] : [...reached, ...disk])}`;
}

function explain(error: unknown, context: FaultContext, table: readonly (readonly [RegExp, Words])[]): string {
  if (error instanceof ExplainedFault) return error.message;
  const raw = error instanceof Error ? error.message : String(error);
  const said = redact(raw, context.secrets).trim().slice(0, 500);
  const words = table.find(([pattern]) => pattern.test(raw))?.[1];
  return words ? words(said, context) : said;
}

/** Shorter values are no secrets, and would tear holes into the message. */
const shortestSecret = 6;

/** Takes out secrets and what stands before the @ in URLs. */
export function redact(text: string, secrets: Iterable<string>): string {
  let clean = text.replace(/\/\/[^\s/@]+@/g, '//***@');
  for (const secret of secrets) if (secret.length >= shortestSecret) clean = clean.replaceAll(secret, '***');
  return clean;
}
