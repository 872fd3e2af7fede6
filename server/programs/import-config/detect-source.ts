/** Whose configuration a file is, by its keys. Pure. */

export const sourceNames = ['llama-swap', 'vllm-management'] as const;
export type SourceName = (typeof sourceNames)[number];

/** Keys of llama-swap's file at its top level that others do not have. */
const LLAMA_SWAP = ['healthCheckTimeout', 'startPort', 'groups', 'macros', 'peers', 'matrix', 'globalTTL'];
/** Of the vLLM management API's, in lower case. */
const VLLM_MANAGEMENT = ['api_port', 'admin_username', 'admin_password', 'admin_passwords'];

export function detectSource(value: unknown): { readonly source: SourceName } | { readonly fault: string } {
  if (!isBlock(value)) return { fault: `is not a configuration; ${CHOICE}` };
  const keys = Object.keys(value);
  const models = isBlock(value['models']) ? Object.values(value['models']).filter(isBlock) : [];
  const has = (key: string): boolean => models.some((model) => Object.hasOwn(model, key));
  if (has('engine'))
    return { fault: 'is a configuration of Roundhouse already; `roundhouse check-config` says whether it is valid' };
  if (has('cmd') || has('proxy') || keys.some((key) => LLAMA_SWAP.includes(key))) return { source: 'llama-swap' };
  if (keys.some((key) => VLLM_MANAGEMENT.includes(key.toLowerCase()))) return { source: 'vllm-management' };
  return {
    fault: `is neither of the two: llama-swap has models with cmd, the vLLM management API has API_port; ${CHOICE}`,
  };
}

const CHOICE = `say which it is: --from ${sourceNames.join(' or --from ')}`;

const isBlock = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
