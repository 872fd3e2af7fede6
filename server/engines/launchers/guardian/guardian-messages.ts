/** What the gateway tells its guardian: lines of text on a pipe. */
import type { ProcessGroup } from '../processes/select-family.ts';

export type GuardianMessage =
  | { readonly type: 'watch'; readonly group: ProcessGroup }
  /** Nothing of that group is left: its number may now become somebody else's. */
  | { readonly type: 'forget'; readonly groupId: number }
  /** Everything has been ended properly; the guardian may go. */
  | { readonly type: 'bye' };

export function writeMessage(message: GuardianMessage): string {
  if (message.type === 'watch') return `watch ${message.group.id} ${message.group.startTicks ?? '-'}\n`;
  return message.type === 'forget' ? `forget ${message.groupId}\n` : 'bye\n';
}

/** null: not a whole message, as when the gateway was killed while writing it. */
export function readMessage(line: string): GuardianMessage | null {
  if (line === 'bye') return { type: 'bye' };
  const forget = /^forget (\d+)$/.exec(line);
  if (forget !== null) return { type: 'forget', groupId: Number(forget[1]) };
  const watch = /^watch (\d+) (\d+|-)$/.exec(line);
  if (watch === null) return null;
  return { type: 'watch', group: { id: Number(watch[1]), startTicks: watch[2] === '-' ? null : Number(watch[2]) } };
}
