/** Small requests about accounts, as a client sends them. */
import assert from 'node:assert/strict';
import { type Answer, call } from '../gateway/requests.ts';

export const ADMIN_PASSWORD = 'only-for-tests';

export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

export interface AccountCalls {
  send(method: string, path: string, key: string | null, body?: object): Promise<Answer>;
  /** As `send`, and it must have gone well. */
  done(method: string, path: string, key: string | null, body?: object): Promise<Record<string, unknown>>;
  login(username: string, password: string): Promise<Answer>;
  /** The token of a login that goes well. */
  token(username: string, password?: string): Promise<string>;
  /** Makes a user with the password `password of NAME`; resolves to id and token. */
  user(admin: string, username: string, fields?: object): Promise<{ readonly id: string; readonly token: string }>;
  /** Makes an API key; resolves to its id and the key itself. */
  key(token: string, fields?: object): Promise<{ readonly id: string; readonly key: string }>;
}

export const passwordOf = (username: string): string => `password of ${username}`;

export function accountCalls(url: () => string): AccountCalls {
  const send: AccountCalls['send'] = (method, path, key, body) =>
    call(url(), path, {
      method,
      headers: { ...(key === null ? {} : bearer(key)), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const done: AccountCalls['done'] = async (method, path, key, body) => {
    const answer = await send(method, path, key, body);
    assert.equal(answer.status, 200, answer.text);
    return answer.json();
  };
  const login = (username: string, password: string) => send('POST', '/token', null, { username, password });
  const token: AccountCalls['token'] = async (username, password = passwordOf(username)) => {
    const answer = await login(username, password);
    assert.equal(answer.status, 200, answer.text);
    return String(answer.json()['access_token']);
  };
  return {
    send,
    done,
    login,
    token,
    async user(admin, username, fields = {}) {
      const body = { username, password: passwordOf(username), ...fields };
      const { id } = await done('POST', '/v1/users', admin, body);
      return { id: String(id), token: await token(username) };
    },
    async key(key, fields = {}) {
      const made = await done('POST', '/v1/keys', key, { name: 'a key', ...fields });
      return { id: String(made['id']), key: String(made['key']) };
    },
  };
}
