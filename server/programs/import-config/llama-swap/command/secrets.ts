/** Secrets that stand in llama-swap's file go into the environment: never into ours, never onto the terminal. Pure. */
import type { Findings } from '../../findings.ts';
import { ENV_ONLY } from '../our-text.ts';

const SECRET_NAME =
  /(?:^|_)(?:TOKEN|API_?KEY|SECRET|PASSWORD|PASSWD|ACCESS_KEY|PRIVATE_KEY)(?:_|$)|(?:^|_|PG)(?:KEY|PASS)$/i;
const API_KEY_FLAG = '--api-key';
const FLAGS = '--api-key|--hf-token|-hft|--password|--token';
const ONE_FLAG = new RegExp(`^(?:${FLAGS})$`);
/** The argument behind it is one assignment and nothing else. */
const TAKES_ASSIGNMENT = /^(?:-e|--env)$/;
const WHOLE_ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s;
const FLAG_IN_FRONT = new RegExp(`^(${FLAGS})=(.*)$`, 's');
/** `-H`, and addresses with a password. */
const LOOSE = /(?<=\b(?:authorization:\s*(?:bearer|basic)\s+|x-api-key:\s*)|:\/\/[^\s/:@]*:(?=[^\s/@]+@))[^\s'"@]+/gi;

interface Patterns {
  readonly flag: RegExp;
  /** `HF_TOKEN=…`, as `env` and `docker run -e` take it. */
  readonly assignment: RegExp;
}

function patternsOf(bare: string): Patterns {
  const value = `'[^']*'|"[^"]*"|${bare}`;
  return {
    flag: new RegExp(`(?<=^|\\s)(${FLAGS})(=|\\s+)(${value})`, 'g'),
    assignment: new RegExp(`(^|\\s|--env=|-e=?)([A-Za-z_][A-Za-z0-9_]*)=(${value})`, 'g'),
  };
}

const ALONE = patternsOf('\\S+');
/** An argument with blanks in it may be a script of a shell: there a value ends with the command. */
const IN_SCRIPT = patternsOf('[^\\s;&|]+');

/** The quotes of a script stay where they are. */
function inQuotes(value: string, hide: (inner: string) => string): string {
  const [, quote = '', inner = value] = /^(['"])(.*)\1$/s.exec(value) ?? [];
  return quote + hide(inner) + quote;
}

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
    const [, flag, whole = ''] = FLAG_IN_FRONT.exec(arg) ?? [];
    if (flag !== undefined) return `${flag}=${hide(flag, whole)}`;
    const [, name, rest = ''] = (TAKES_ASSIGNMENT.test(before) && WHOLE_ASSIGNMENT.exec(arg)) || [];
    if (name !== undefined) return `${name}=${hideValue(id, name, rest, findings)}`;
    const patterns = /\s/.test(arg) ? IN_SCRIPT : ALONE;
    const flags = arg.replace(
      patterns.flag,
      (_, option: string, gap: string, value: string) => option + gap + inQuotes(value, (inner) => hide(option, inner)),
    );
    const assigned = flags.replace(patterns.assignment, (_, start: string, variable: string, value: string) => {
      return `${start}${variable}=${inQuotes(value, (inner) => hideValue(id, variable, inner, findings))}`;
    });
    return hideLoose(id, assigned, findings);
  });
  return { args: result, apiKeyEnv };
}

/** The value of an environment variable; a number is none. */
export function hideValue(id: string, name: string, value: string, findings: Findings): string {
  if (ENV_ONLY.test(value)) return value;
  if (!SECRET_NAME.test(name) || /^\d{0,10}$/.test(value)) return hideLoose(id, value, findings);
  return `\${env.${findings.secret(name, value, `the value of ${name} in models.${id}`)}}`;
}

function hideLoose(id: string, text: string, findings: Findings): string {
  return text.replace(LOOSE, (value) => {
    if (value.startsWith('${')) return value;
    return `\${env.${findings.secret(`${id} secret`, value, `the key or password for another server in models.${id}`)}}`;
  });
}
