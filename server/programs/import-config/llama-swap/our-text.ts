/** Text of llama-swap's file as it must stand in ours, where `${NAME}` is the environment. Pure. */
import type { Findings } from '../findings.ts';

/** Filled in by us in commands: as names of environment variables they need a default to be looked up. */
const OURS = new Set(['PORT', 'HOST', 'PID', 'ENGINE_ID', 'LORA_ARGS', 'MODEL_PATH', 'MODEL_DIR']);

export const ENV_ONLY = /^\$\{env\.([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** `${env.NAME}` → `${NAME}`. What else looks like one of ours stands for itself; `keep` names what does not. */
export function ourText(text: string, findings: Findings, keep: readonly string[] = []): string {
  return text.replace(/\$\{(?:(env\.)?([A-Za-z_][A-Za-z0-9_]*)\})?/g, (whole, env?: string, name = '') => {
    if (env !== undefined) {
      findings.variable(name, 'what llama-swap had in it');
      return OURS.has(name) ? `\${${name}:-}` : `\${${name}}`;
    }
    return name !== '' && keep.includes(name) ? whole : `$${whole}`;
  });
}
