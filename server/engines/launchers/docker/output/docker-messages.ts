/**
 * Cuts the bytes that `GET /containers/{id}/logs?timestamps=1` sends into messages, each with its time. Without a
 * terminal they are frames (a byte for the stream, three zeros, the length in four), with one they are plain text.
 * See https://docs.docker.com/reference/api/engine/ under "attach".
 */
import type { LogLine } from '../../launcher.ts';

export interface DockerMessage {
  readonly stream: LogLine['stream'];
  /** Docker's own, with nanoseconds: `2026-11-21T08:06:47.283874553Z`; null: it has none. */
  readonly time: string | null;
  /** Usually one line with its end; a part of one where the line is longer than Docker's buffer (16 KB). */
  readonly bytes: Buffer;
}

export interface MessageCutter {
  /** The messages that this piece completed. */
  push(piece: Buffer): DockerMessage[];
}

const headerBytes = 8;
const newline = 0x0a;
const space = 0x20;
/** A timestamp is no longer than this. */
const longestTime = 40;
/** What has no end yet is handed on at this length. */
const longestLine = 64 * 1024;

export function createMessageCutter(tty: boolean): MessageCutter {
  let rest: Buffer = Buffer.alloc(0);
  const take = tty ? takeLine : takeFrame;
  return {
    push(piece) {
      rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const messages: DockerMessage[] = [];
      for (;;) {
        const taken = take(rest);
        if (taken === null) return messages;
        messages.push(taken.message);
        rest = rest.subarray(taken.length);
      }
    },
  };
}

interface Taken {
  readonly message: DockerMessage;
  readonly length: number;
}

function takeFrame(bytes: Buffer): Taken | null {
  if (bytes.length < headerBytes) return null;
  const length = headerBytes + bytes.readUInt32BE(4);
  if (bytes.length < length) return null;
  const stream = bytes[0] === 2 ? 'stderr' : 'stdout';
  return { message: { stream, ...splitTime(bytes.subarray(headerBytes, length)) }, length };
}

function takeLine(bytes: Buffer): Taken | null {
  const at = bytes.indexOf(newline);
  if (at < 0 && bytes.length < longestLine) return null;
  const length = at < 0 ? bytes.length : at + 1;
  return { message: { stream: 'stdout', ...splitTime(bytes.subarray(0, length)) }, length };
}

function splitTime(bytes: Buffer): { time: string | null; bytes: Buffer } {
  const at = bytes.subarray(0, longestTime).indexOf(space);
  const time = at < 0 ? '' : bytes.toString('latin1', 0, at);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time) ? { time, bytes: bytes.subarray(at + 1) } : { time: null, bytes };
}
