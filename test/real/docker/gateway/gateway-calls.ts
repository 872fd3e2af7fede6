// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the launcher fills it in
/** What the tests of whole gateways ask of them, and of Docker. */
import assert from 'node:assert/strict';
import type Docker from 'dockerode';
import { fakeCommand } from '../../../integration/gateway/fake-command.ts';
import { type Answer, call, chat } from '../../../integration/gateway/requests.ts';
import { image, project } from '../docker-under-test.ts';

export interface LiveEngine {
  readonly id: string;
  readonly model: string;
  readonly launcher: string;
  readonly container_id: string | null;
  readonly gpus: readonly number[] | null;
  readonly state: string;
  readonly reason: string | null;
  readonly trouble: string | null;
  readonly started_at: string;
}

const live = ['starting', 'ready', 'draining'];

/** Those that are there now. */
export async function engines(url: string): Promise<LiveEngine[]> {
  const { data } = (await call(url, '/v1/engines')).json() as unknown as { data: LiveEngine[] };
  return data.filter(({ state }) => live.includes(state));
}

export const answerOf = (url: string, model: string, prompt?: string): Promise<Answer> =>
  call(url, '/v1/chat/completions', { body: chat(model, {}, prompt) });

export async function answered(url: string, model: string, prompt?: string): Promise<Answer> {
  const answer = await answerOf(url, model, prompt);
  assert.equal(answer.status, 200, answer.text);
  return answer;
}

export const containers = (docker: Docker): Promise<Docker.ContainerInfo[]> =>
  docker.listContainers({ all: true, filters: { label: ['roundhouse.owner'] } });

export const dockerYaml = `{ image: "${image}", pull: never, network: host, mounts: ["${project}:${project}:ro"] }`;

/** A model of the fake engine in a container. */
export const modelYaml = (name: string, keys = '', flags: readonly string[] = []): string => `
  ${name}:
    engine: openai
    command: ${fakeCommand('--host', '${HOST}', ...flags)}
    docker: ${dockerYaml}
    ${keys}
`;

/** The same as a process. */
export const processYaml = (name: string, keys = '', flags: readonly string[] = []): string => `
  ${name}:
    engine: openai
    command: ${fakeCommand(...flags)}
    ${keys}
`;
