// Loaded before the gateway where the launcher had to stay its parent: ends the gateway when the launcher is gone.
import { Socket } from 'node:net';

const launcher = new Socket({ fd: 3, readable: true, writable: false });
launcher.on('error', () => {});
launcher.on('close', () => process.kill(process.pid, 'SIGTERM'));
launcher.resume();
launcher.unref();
