/** `{"result": …, "status_code"?: …}` around an engine's answer. Pure; the engine's JSON goes in as it stands. */
export interface Wrapping {
  readonly resultsAsString: boolean;
  /** Told beside the result; null: not told. */
  readonly status: number | null;
}

/** null: the answer is not JSON, so it cannot stand in an object as it is. */
export function wrapAnswer(answer: string, wrapping: Wrapping): string | null {
  if (!isJson(answer)) return null;
  return around(wrapping.resultsAsString ? JSON.stringify(answer) : answer, wrapping);
}

/** One event's data. Data that is not JSON (`[DONE]`) becomes a string. */
export function wrapEventData(data: string, wrapping: Wrapping): string {
  const asString = wrapping.resultsAsString || !isJson(data);
  // Line breaks in JSON stand between values only, and an event's data must stay on one line.
  return around(asString ? JSON.stringify(data) : data.replaceAll(/[\r\n]/g, ' '), wrapping);
}

const around = (result: string, { status }: Wrapping): string =>
  status === null ? `{"result":${result}}` : `{"result":${result},"status_code":${status}}`;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
