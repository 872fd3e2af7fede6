import type { EngineError } from '../../engines/kinds/kind.ts';

/** An engine said no: rendered with its own status and words. */
export class EngineRefusal extends Error {
  readonly refusal: EngineError;

  constructor(refusal: EngineError) {
    super(refusal.error.message);
    this.name = 'EngineRefusal';
    this.refusal = refusal;
  }
}
