/** The forwarder inside the test's own process: the parts that `roundhouse forward` wires, on a port that is free. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../../../server/forwarder/config/load-settings.ts';
import { type Borrower, createBorrower } from '../../../server/forwarder/permits/borrower.ts';
import type { ForwarderSettings } from '../../../server/forwarder/settings.ts';
import { silentLog } from '../../../server/platform/log.ts';
import { type ForwardServer, startForwardServer } from '../../../server/programs/forward/forward-server.ts';
import { type Answer, type Call, call, post } from '../gateway/requests.ts';
import { validateForwarderAnswer } from './validate-forwarder-answer.ts';

export interface RunningForwarder extends AsyncDisposable {
  readonly url: string;
  readonly server: ForwardServer;
  readonly permits: Borrower;
  /** POST; the answer is checked against the contract. */
  post(path: string, body: string | Buffer, headers?: Record<string, string>): Promise<Answer>;
  call(path: string, options?: Call): Promise<Answer>;
}

export interface RunOptions {
  /** Of the engine, for both sections. */
  readonly port: number;
  readonly set?: readonly string[];
  /** Default: ready at once. */
  readonly ready?: boolean;
}

export async function runForwarder({ port, set = [], ready = true }: RunOptions): Promise<RunningForwarder> {
  const settings = await settingsOf(port, set);
  const permits = createBorrower({ permits: settings.maxConcurrency, send: null });
  const server = await startForwardServer({ settings, host: '127.0.0.1', port: 0, permits, log: silentLog });
  if (ready) server.setReady();
  const checked = async (method: string, path: string, answer: Promise<Answer>): Promise<Answer> => {
    validateForwarderAnswer(method, path, await answer);
    return answer;
  };
  return {
    url: server.url,
    server,
    permits,
    post: (path, body, headers) => checked('POST', path, post(server.url, path, body, headers)),
    call: (path, options = {}) => checked(options.method ?? 'GET', path, call(server.url, path, options)),
    async [Symbol.asyncDispose]() {
      await server.drain(0);
      await server.close();
      assert.equal(permits.inUse(), 0, 'every permit was given back');
    },
  };
}

async function settingsOf(port: number, set: readonly string[]): Promise<ForwarderSettings> {
  const dir = mkdtempSync(join(tmpdir(), 'roundhouse-forward-'));
  const path = join(dir, 'forwarder.yaml');
  const section = `{ user_port: ${port}, user_hostname: 127.0.0.1 }`;
  writeFileSync(path, `forwarder: { sync: ${section}, stream: ${section} }`);
  try {
    return await loadSettings({ path, set, env: {} });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The data of each event. */
export const eventsOf = (text: string): string[] =>
  text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => event.replace(/^data: /, ''));
