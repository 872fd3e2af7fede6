import { checkConfig, printConfigCheck } from '../platform/config/index.ts';

export interface CheckConfigOptions {
  readonly configPath: string | undefined;
}

/** `roundhouse check-config`: says what is wrong with the configuration. Resolves to the exit code: 0 or 2. */
export async function checkConfigCommand({ configPath }: CheckConfigOptions): Promise<number> {
  const check = await checkConfig({ path: configPath, env: process.env, cwd: process.cwd() });
  return printConfigCheck(check, {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  });
}
