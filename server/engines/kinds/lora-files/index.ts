/** What LoRA adapters are by their files, and which engine and base model they fit. */
export { type BaseFacts, checkLora } from './check-lora.ts';
export { inspectLora } from './inspect-lora.ts';
export type { LoraFacts, TensorShapes } from './lora-facts.ts';
