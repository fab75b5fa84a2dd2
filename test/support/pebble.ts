import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { join } from 'node:path';
import { freePort, makeTestCertificate, waitFor } from '#libs/testing';

/**
 * A certificate authority on this machine: Let's Encrypt's test server, for which every name is 127.0.0.1.
 */
export interface Pebble {
  readonly directoryUrl: string;
  /** What the certificate of the directory itself is checked against. */
  readonly caFile: string;
  /** PEM: whose certificates those that it issues end in. */
  root(): Promise<string>;
  /** `httpPort`: where it asks names for challenges. */
  start(httpPort: number): Promise<void>;
  stop(): Promise<void>;
}

/** Whether there is a pebble to start; CI must have one. */
export function hasPebble(): boolean {
  const isHere = ['pebble', 'pebble-challtestsrv'].every(
    (program) => spawnSync(program, ['-h'], { stdio: 'ignore' }).error === undefined,
  );
  if (!isHere && process.env['CI'] === 'true')
    throw new Error('pebble is not installed; CI must run its suite');
  return isHere;
}

/** The name that it issues nothing for. */
export const blockedName = 'blocked.example.com';

/** Makes its files in a folder, and says where it will be. */
export async function preparePebble(folder: string): Promise<Pebble> {
  const [port, managementPort, dnsPort, dnsManagementPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const own = await makeTestCertificate({ subject: 'CN=localhost', names: ['localhost'], authority: true });
  const [caFile, keyFile, configFile] = ['pebble.pem', 'pebble-key.pem', 'pebble.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await writeFile(caFile, own.certificate);
  await writeFile(keyFile, own.privateKey);
  const agent = new Agent({ connect: { ca: own.certificate } });
  const directoryUrl = `https://localhost:${port}/dir`;
  const get = async (url: string): Promise<string> => {
    const { statusCode, body } = await request(url, { dispatcher: agent });
    if (statusCode !== 200) throw new Error(`${url} answers ${statusCode}`);
    return body.text();
  };
  let running: ChildProcess[] = [];
  return {
    directoryUrl,
    caFile,
    root: () => get(`https://localhost:${managementPort}/roots/0`),
    async start(httpPort) {
      const pebble = {
        listenAddress: `127.0.0.1:${port}`,
        managementListenAddress: `127.0.0.1:${managementPort}`,
        certificate: caFile,
        privateKey: keyFile,
        httpPort,
        tlsPort: 1,
        domainBlocklist: [blockedName],
      };
      await writeFile(configFile, JSON.stringify({ pebble }));
      running = [
        start('pebble-challtestsrv', [
          ...['-dns01', `127.0.0.1:${dnsPort}`, '-management', `127.0.0.1:${dnsManagementPort}`],
          ...[
            '-defaultIPv4',
            '127.0.0.1',
            '-defaultIPv6',
            '',
            '-http01',
            '',
            '-https01',
            '',
            '-tlsalpn01',
            '',
          ],
        ]),
        start('pebble', ['-config', configFile, '-dnsserver', `127.0.0.1:${dnsPort}`]),
      ];
      await waitFor(
        () =>
          get(directoryUrl).then(
            () => true,
            () => false,
          ),
        { describe: 'pebble to answer' },
      );
    },
    async stop() {
      await agent.close();
      await Promise.all(running.map(stop));
    },
  };
}

const start = (program: string, words: readonly string[]): ChildProcess =>
  spawn(program, words, {
    // Nonces are refused now and then, and authorizations are asked for anew each time.
    env: {
      PATH: process.env['PATH'],
      PEBBLE_VA_NOSLEEP: '1',
      PEBBLE_WFE_NONCEREJECT: '15',
      PEBBLE_AUTHZREUSE: '0',
    },
    stdio: 'ignore',
  });

const stop = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
