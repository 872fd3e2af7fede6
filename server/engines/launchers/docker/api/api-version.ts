/** Which version of the Engine API is spoken. Pure. */

/** Older ones lack DeviceRequests. Docker 19.03. */
export const oldestApi = '1.40';
/** What this launcher was written for; both older and newer ones have all that it uses. */
const preferredApi = '1.41';

/** The version to speak, or null: the server is too old. Servers drop old versions: since Docker 29 they begin at 1.44. */
export function chooseApiVersion(server: {
  readonly apiVersion: string;
  readonly minApiVersion: string;
}): string | null {
  if (compareVersions(server.apiVersion, oldestApi) < 0) return null;
  if (compareVersions(server.apiVersion, preferredApi) < 0) return server.apiVersion;
  return compareVersions(server.minApiVersion, preferredApi) > 0 ? server.minApiVersion : preferredApi;
}

/** `1.9` is older than `1.40`. */
export function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
