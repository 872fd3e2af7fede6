/** Cuts a stream of bytes into lines of text. Holds at most one line of `maxBytes`, whatever the engine prints. */

export interface LineSplitter {
  /** The lines that this piece completed. */
  push(piece: Uint8Array): string[];
  /** What is left at the end of the stream, a line without an end; null when there is nothing. */
  flush(): string | null;
}

const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * Lines end in LF or CRLF. After a lone CR the line is written anew, as a terminal shows it: progress bars leave their
 * last state and not a line per step. Longer lines are cut, with a mark that says how much is missing. Bytes that are
 * not UTF-8 become U+FFFD.
 */
export function createLineSplitter(maxBytes: number): LineSplitter {
  const line = Buffer.alloc(maxBytes);
  let kept = 0;
  let cut = 0;
  let returned = false;

  const add = (piece: Uint8Array): void => {
    if (piece.length === 0) return;
    if (returned) restart();
    const room = Math.min(piece.length, maxBytes - kept);
    line.set(piece.subarray(0, room), kept);
    kept += room;
    cut += piece.length - room;
  };
  const restart = (): void => {
    kept = 0;
    cut = 0;
    returned = false;
  };
  const take = (): string => {
    const text = decode(line.subarray(0, kept), cut > 0);
    const mark = cut > 0 ? ` … [${cut} bytes cut]` : '';
    restart();
    return text + mark;
  };

  return {
    push(piece) {
      const lines: string[] = [];
      let from = 0;
      for (let at = 0; at < piece.length; at++) {
        const byte = piece[at];
        if (byte !== newline && byte !== carriageReturn) continue;
        add(piece.subarray(from, at));
        if (byte === newline) lines.push(take());
        else returned = true;
        from = at + 1;
      }
      add(piece.subarray(from));
      return lines;
    },
    flush: () => (kept > 0 || cut > 0 ? take() : null),
  };
}

/** A cut may have fallen into the middle of a character: its first bytes are left out then. */
function decode(bytes: Uint8Array, isCut: boolean): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: isCut });
}
