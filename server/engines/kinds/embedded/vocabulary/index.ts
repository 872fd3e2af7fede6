export { createVocabularyCounter, type VocabularyCounter } from './vocabulary-counter.ts';
