import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import { callerOf } from '../caller.ts';
import type { EdgePorts } from '../ports.ts';

const server = initServer();

export function tokenRoutes({ accounts }: Pick<EdgePorts, 'accounts'>) {
  return server.router(servedRoutes.tokens, {
    create: async ({ body, req, res }) => {
      const address = req.socket.remoteAddress ?? '';
      const login = await accounts().login({ username: body.username, password: body.password, address });
      // RFC 6749, 5.1
      res.setHeader('cache-control', 'no-store');
      const expires_in = Math.floor(login.lifetimeMs / 1000);
      const { username, token: access_token } = login;
      return { status: 200, body: { username, access_token, token_type: 'bearer', expires_in } };
    },
    revoke: async ({ body, res }) => {
      await accounts().revoke(callerOf(res), body?.token ?? null);
      return { status: 200, body: { status: 'success', message: 'The token is revoked.' } };
    },
  });
}
