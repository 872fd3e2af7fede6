/** A gateway that may download from a hub that speaks the real one's, and calls to it. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { type Hub, type HubFaults, type RepoOptions, startHub } from '../../../fakes/hub/index.ts';
import { ask, eventsOf } from '../../../real/checked-answers.ts';
import { type Answer, until } from '../requests.ts';
import { type RunningGateway, runGateway } from '../run-gateway.ts';
import { validateAnswer } from '../validate-answer.ts';

export const root = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-downloads-')));
export const outside = realpathSync(mkdtempSync(join(tmpdir(), 'roundhouse-outside-')));
after(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true, force: true });
});

export const BIG = 3_000_000;
export const weights = randomBytes(BIG);
export const files = {
  'model.safetensors': weights,
  'nested/notes.txt': 'notes',
  'config.json': '{"model_type":"tiny"}',
};
export const SIZE = Object.values(files).reduce((sum, content) => sum + content.length, 0);
export const TOKEN = 'hf_planted_in_the_request';

export interface Setup extends AsyncDisposable {
  readonly hub: Hub;
  readonly url: string;
  readonly gateway: RunningGateway;
}

/** A hub with `org/model`, and a gateway that may ask it. */
export async function setUp(
  faults: HubFaults = {},
  repo: Partial<RepoOptions> = {},
  yaml = '',
  env = {},
): Promise<Setup> {
  const hub = await startHub({ repos: [{ name: 'org/model', files, ...repo }], faults });
  const gateway = await runGateway(`${placesOf(hub)}${yaml}`, { env }).catch(async (error) => {
    await hub.close();
    throw error;
  });
  return {
    hub,
    gateway,
    url: gateway.url,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await hub.close();
    },
  };
}

export const placesOf = (hub: Hub): string =>
  `download_roots: ["${root}"]\ndownload_endpoints: ${JSON.stringify(hub.hosts)}\nmodels: {}\n`;

let places = 0;
/** A place that nothing was downloaded to yet. */
export const freshPlace = (): string => join(root, `place-${++places}`);

export interface DownloadOnWire {
  readonly id: string;
  readonly source: string;
  readonly output_dir: string;
  readonly state: string;
  readonly bytes_total: number | null;
  readonly bytes_done: number;
  readonly files: readonly { readonly path: string; readonly bytes_done: number }[];
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly ended_at: string | null;
}

export const body = (hub: Hub, place: string, fields: object = {}) => ({
  source: 'hf://org/model',
  output_dir: place,
  config: { hf_endpoint: hub.url },
  ...fields,
});
export const download = (url: string, fields: object): Promise<Answer> => ask(url, '/v1/download_model', fields);
export const viewIn = (answer: Answer): DownloadOnWire => answer.json()['download'] as DownloadOnWire;
export const viewOf = async (url: string, id: string): Promise<DownloadOnWire> =>
  (await ask(url, `/v1/downloads/${id}`)).json() as unknown as DownloadOnWire;
export const listOf = async (url: string): Promise<DownloadOnWire[]> =>
  (await ask(url, '/v1/downloads')).json()['data'] as unknown as DownloadOnWire[];
export const cancel = (url: string, id: string, query = ''): Promise<Answer> =>
  ask(url, `/v1/downloads/${id}${query}`, undefined, { method: 'DELETE' });
export const faultOf = (answer: Answer): [number, unknown] => [answer.status, answer.json().error?.['code']];
export const messageOf = (answer: Answer): string => String(answer.json().error?.['message']);

export function assertWhole(place: string): void {
  for (const [path, content] of Object.entries(files))
    assert.ok(readFileSync(join(place, path)).equals(Buffer.from(content)), path);
}
export const partialOf = (place: string): string => join(root, `.${place.slice(root.length + 1)}.roundhouse-partial`);

/** Begins one in the background; resolves to its id when some of it has come. */
export async function begin({ hub, url }: Setup, place: string, fields: object = {}): Promise<string> {
  const { id } = viewIn(await download(url, body(hub, place, { async_download: true, ...fields })));
  await until('bytes come', async () => (await viewOf(url, id)).bytes_done > 0);
  return id;
}

/** A request that nobody waits for. */
export function leaveLater(url: string, path: string, fields?: object): ClientRequest {
  const text = fields === undefined ? undefined : JSON.stringify(fields);
  const headers =
    text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const req = request(`${url}${path}`, { method: text === undefined ? 'GET' : 'POST', headers, agent: false });
  req.on('error', () => {});
  req.end(text);
  return req;
}

export interface ToldEvent {
  readonly type: string;
  readonly download?: DownloadOnWire;
}

/** Reads `/v1/events` until it is left; what came is checked then. */
export async function followEvents(url: string): Promise<{ text(): string; leave(): ToldEvent[] }> {
  const req = request(`${url}/v1/events`, { agent: false });
  req.on('error', () => {});
  const response = once(req, 'response');
  req.end();
  const [res] = await response;
  let text = '';
  res
    .setEncoding('utf8')
    .on('data', (data: string) => (text += data))
    .on('error', () => {});
  return {
    text: () => text,
    leave() {
      req.destroy();
      validateAnswer({ method: 'GET', path: '/v1/events', status: 200, headers: res.headers, text, cutShort: true });
      return eventsOf(text);
    },
  };
}

export const contentsBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.safetensors'))
    .map((entry) => `${entry.name} ${readFileSync(join(entry.parentPath, entry.name), 'latin1')}`)
    .join('\n');
