/** Runs the gateway in this process, from a configuration as users write it, with response validation on. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../server/platform/config/index.ts';
import { type Log, silentLog } from '../../../server/platform/log.ts';
import { type Gateway, startGateway } from '../../../server/programs/gateway/gateway.ts';

export interface RunningGateway extends AsyncDisposable {
  readonly url: string;
  readonly gateway: Gateway;
  /** Writes another configuration and puts it in force. */
  reconfigure(yaml: string): Promise<void>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly log?: Log;
  /** One that is there already, and stays. */
  readonly dataDir?: string;
  readonly adminPassword?: string;
  readonly say?: (text: string) => void;
}

/** `yaml` is the configuration without `listen_v4` and `data_dir`. */
export async function runGateway(
  yaml: string,
  { env = {}, log = silentLog, dataDir, ...rest }: RunOptions = {},
): Promise<RunningGateway> {
  const dir = await mkdtemp(join(tmpdir(), 'roundhouse-test-'));
  const path = join(dir, 'roundhouse.yaml');
  const load = async (text: string) => {
    const listen = /^listen_v4:/m.test(text) ? '' : 'listen_v4: 127.0.0.1:0\n';
    await writeFile(path, `${listen}data_dir: ${dataDir ?? `${dir}/data`}\n${text}`);
    return loadConfig({ path, env: { ...process.env, ...env }, cwd: dir });
  };
  const gateway = await startGateway({ config: await load(yaml), log, validateResponses: true, ...rest });
  return {
    url: gateway.urls[0] as string,
    gateway,
    reconfigure: async (text) => gateway.configure(await load(text)),
    async [Symbol.asyncDispose]() {
      await gateway.stop();
      await rm(dir, { recursive: true });
    },
  };
}
