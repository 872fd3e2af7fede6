export { createLoras } from './create-loras.ts';
export type { BaseModel, LoadLora, LoadOutcome, LoraFleet, Loras, LoraView } from './lora.ts';
export { createLoraStore } from './lora-store.ts';
export type { LoraDeps, LoraLimits } from './ports.ts';
