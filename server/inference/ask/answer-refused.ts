import type { EarlyAnswer } from '../../platform/web/answer-early.ts';

/** The inference path answered with an error: rendered already, whoever’s it is. To be passed on as it is. */
export class AnswerRefused extends Error {
  readonly answer: EarlyAnswer;
  /** `error.code` of the envelope. */
  readonly code: string | null;

  constructor(answer: EarlyAnswer) {
    super(`the inference path answered ${answer.status}`);
    this.name = 'AnswerRefused';
    this.answer = answer;
    this.code = codeOf(answer.body);
  }
}

function codeOf(body: Buffer): string | null {
  try {
    const { error } = JSON.parse(body.toString()) as { error?: { code?: unknown } };
    return typeof error?.code === 'string' ? error.code : null;
  } catch {
    return null;
  }
}
