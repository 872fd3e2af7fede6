/** Whose manner the fake engine has. */
export type FakeKind = 'vllm' | 'sglang' | 'llama.cpp' | 'openai';
