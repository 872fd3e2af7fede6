/** Secrets that stand in llama-swap's file go into the environment: never into ours, never onto the terminal. Pure. */
import type { Findings } from '../../findings.ts';
import { ENV_ONLY } from '../our-text.ts';

const SECRET_NAME = /(?:^|_)(?:TOKEN|API_?KEY|SECRET|PASSWORD|PASSWD|ACCESS_KEY|PRIVATE_KEY)(?:_|$)/i;
const API_KEY_FLAG = '--api-key';
const FLAGS = '--api-key|--hf-token|-hft|--password|--token';
const ONE_FLAG = new RegExp(`^(?:${FLAGS})$`);
/** As one argument, or anywhere in a script that is one. */
const FLAG_AND_VALUE = new RegExp(`(?<=^|\\s)(${FLAGS})(=|\\s+)(\\S+)`, 'g');
/** `HF_TOKEN=…`, as `env` and `docker run -e` take it. */
const ASSIGNMENT = /(^|\s|--env=|-e)([A-Za-z_][A-Za-z0-9_]*)=(\S+)/g;

export interface WithoutSecrets {
  /** With `${env.NAME}` where a secret stood. */
  readonly args: readonly string[];
  /** Names the variable with the key that the engine asks for. */
  readonly apiKeyEnv: string | null;
}

export function withoutSecrets(id: string, args: readonly string[], findings: Findings): WithoutSecrets {
  let apiKeyEnv: string | null = null;
  const hide = (flag: string, value: string): string => {
    const isApiKey = flag === API_KEY_FLAG;
    const wish = `${id} ${isApiKey ? 'api key' : flag}`;
    const name =
      ENV_ONLY.exec(value)?.[1] ?? findings.secret(wish, value, `what stands behind ${flag} in models.${id}`);
    if (isApiKey) apiKeyEnv ??= name;
    return `\${env.${name}}`;
  };
  const result = args.map((arg, index) => {
    const before = args[index - 1] ?? '';
    if (ONE_FLAG.test(before)) return hide(before, arg);
    const flags = arg.replace(
      FLAG_AND_VALUE,
      (_, flag: string, gap: string, value: string) => flag + gap + hide(flag, value),
    );
    return flags.replace(ASSIGNMENT, (_, start: string, name: string, value: string) => {
      return `${start}${name}=${hideValue(id, name, value, findings)}`;
    });
  });
  return { args: result, apiKeyEnv };
}

/** The value of an environment variable; a number is none. */
export function hideValue(id: string, name: string, value: string, findings: Findings): string {
  if (!SECRET_NAME.test(name) || /^\d{0,10}$/.test(value) || ENV_ONLY.test(value)) return value;
  return `\${env.${findings.secret(name, value, `the value of ${name} in models.${id}`)}}`;
}
