/** Why a program cannot listen, and what to do about it; null: for a reason that nobody foresaw. `give`: how it is told of another place. */
export function listenFault(
  error: unknown,
  { host, port }: { host: string; port: number },
  give: string,
): string | null {
  const { code } = error as NodeJS.ErrnoException;
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (code === 'EADDRINUSE') return `the address ${where} is in use; ${give}`;
  if (code === 'EACCES') return `not allowed to listen on ${where}; ports below 1024 need privileges`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EINVAL')
    return `${JSON.stringify(host)} is not an address of this machine; ${give}`;
  return null;
}
