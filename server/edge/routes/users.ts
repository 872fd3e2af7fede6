import { initServer } from '@ts-rest/express';
import { servedRoutes } from '../../../contract/served.ts';
import type { UserView } from '../../accounts/index.ts';
import { callerOf } from '../caller.ts';
import type { EdgePorts } from '../ports.ts';

const server = initServer();

const userOnWire = (user: UserView) => ({
  id: user.id,
  object: 'user' as const,
  username: user.name,
  role: user.role,
  enabled: user.enabled,
  prompt_tokens_used: user.promptTokensUsed,
  gen_tokens_used: user.genTokensUsed,
  prompt_token_limit: user.promptTokenLimit,
  gen_token_limit: user.genTokenLimit,
  created_at: user.createdAt,
});

export function userRoutes({ accounts, removeOwn }: Pick<EdgePorts, 'accounts' | 'removeOwn'>) {
  return server.router(servedRoutes.users, {
    create: async ({ body, res }) => {
      const user = await accounts().users.create(callerOf(res), {
        name: body.username,
        password: body.password,
        role: body.role,
        enabled: body.enabled,
        promptTokensUsed: body.prompt_tokens_used,
        genTokensUsed: body.gen_tokens_used,
        promptTokenLimit: body.prompt_token_limit,
        genTokenLimit: body.gen_token_limit,
      });
      return { status: 200, body: userOnWire(user) };
    },
    list: async ({ query }) => {
      const page = { limit: query.limit, after: query.after ?? null };
      const { data, hasMore } = await accounts().users.list(page, query.username ?? null);
      return { status: 200, body: { object: 'list', data: data.map(userOnWire), has_more: hasMore } };
    },
    get: async ({ params }) => ({ status: 200, body: userOnWire(await accounts().users.get(params.id)) }),
    update: async ({ params, body, res }) => {
      const user = await accounts().users.change(callerOf(res), params.id, {
        password: body.password,
        role: body.role,
        enabled: body.enabled,
        promptTokenLimit: body.prompt_token_limit,
        genTokenLimit: body.gen_token_limit,
      });
      return { status: 200, body: userOnWire(user) };
    },
    remove: async ({ params, res }) => {
      await accounts().users.remove(callerOf(res), params.id, () => removeOwn(params.id));
      return { status: 200, body: { id: params.id, object: 'user', deleted: true } };
    },
  });
}

export function ownUserRoutes({ accounts }: Pick<EdgePorts, 'accounts'>) {
  return server.router(servedRoutes.ownUser, {
    get: async ({ res }) => ({ status: 200, body: userOnWire(await accounts().ownUser.get(callerOf(res))) }),
    changePassword: async ({ body, req, res }) => {
      const user = await accounts().ownUser.changePassword(callerOf(res), {
        oldPassword: body.old_password,
        newPassword: body.new_password,
        address: req.socket.remoteAddress ?? '',
      });
      return { status: 200, body: userOnWire(user) };
    },
  });
}

/** Under the names of the vLLM management API. */
export function vllmManagementRoutes({ accounts }: Pick<EdgePorts, 'accounts'>) {
  return server.router(servedRoutes.vllmManagement, {
    addUser: async ({ body, res }) => {
      const user = await accounts().users.create(callerOf(res), {
        name: body.username,
        password: body.password,
        promptTokensUsed: body.prompt_token_number ?? 0,
        genTokensUsed: body.gen_token_number ?? 0,
        promptTokenLimit: body.prompt_token_limit,
        genTokenLimit: body.gen_token_limit,
      });
      return { status: 200, body: { status: 'success', message: `User "${user.name}" added.` } };
    },
  });
}
