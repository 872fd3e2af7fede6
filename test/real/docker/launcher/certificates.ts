import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  /** PEM. */
  readonly ca: string;
  /** Issues one for 127.0.0.1; its files are `NAME.pem` and `NAME-key.pem` in the folder. */
  issue(name: string, usage: 'serverAuth' | 'clientAuth'): Certificate;
}

/** A certificate authority of its own, its files in the folder, `ca.pem` too. */
export function createAuthority(dir: string): Authority {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' });
  const read = (name: string): string => readFileSync(join(dir, name), 'utf8');
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];
  openssl('req', '-x509', ...newKey, '-keyout', 'ca-key.pem', '-out', 'ca.pem', '-subj', '/CN=tests', '-days', '2');
  return {
    ca: read('ca.pem'),
    issue(name, usage) {
      writeFileSync(join(dir, `${name}.cnf`), `subjectAltName=IP:127.0.0.1\nextendedKeyUsage=${usage}\n`);
      openssl('req', ...newKey, '-keyout', `${name}-key.pem`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
      openssl(
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        '-CA',
        'ca.pem',
        '-CAkey',
        'ca-key.pem',
        '-CAcreateserial',
        '-out',
        `${name}.pem`,
        '-days',
        '2',
        '-extfile',
        `${name}.cnf`,
      );
      return { cert: read(`${name}.pem`), key: read(`${name}-key.pem`) };
    },
  };
}
