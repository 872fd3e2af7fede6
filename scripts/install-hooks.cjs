// Run by npm after an install (`prepare`): points git at .githooks/. CommonJS, so that any old Node runs it.
// Outside the top of a git checkout (a tarball, a copy inside another repository) it does nothing, and it never fails.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { spawnSync } = require('node:child_process');

const root = join(__dirname, '..');
if (process.env.CI === undefined && existsSync(join(root, '.git'))) {
  spawnSync('git', ['config', '--local', 'core.hooksPath', '.githooks'], { cwd: root, stdio: 'ignore' });
}
