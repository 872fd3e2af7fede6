export { neededTokens } from './answer-tokens.ts';
export { chooseVariant, type TokenCounters, type VariantQuestion } from './choose-variant.ts';
export { estimateTokens } from './estimate-tokens.ts';
