import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server from npm that speaks an AWS service's protocol. None of them checks signatures in full. */
export interface AwsServer {
  readonly origin: string;
  close(): Promise<void>;
}

// None of these packages has types.
const require = createRequire(import.meta.url);

/** DynamoDB, in memory; tables are there at once. */
export function startDynamoDb(): Promise<AwsServer> {
  const dynalite = require('dynalite') as (options: object) => Server;
  return listen(dynalite({ createTableMs: 0 }));
}

/** Kinesis, in memory; streams are there at once. */
export function startKinesis(): Promise<AwsServer> {
  const kinesalite = require('kinesalite') as (options: object) => Server;
  return listen(kinesalite({ createStreamMs: 0 }));
}

/** SQS by its query protocol, answering XML. */
export async function startSqs(): Promise<AwsServer> {
  interface App {
    listen(port: number, host: string): Promise<string>;
    close(): Promise<unknown>;
  }
  const sqslite = require('sqslite') as (options: object) => App;
  const app = sqslite({ logger: false });
  const origin = await app.listen(0, '127.0.0.1');
  return {
    origin,
    close: async () => {
      await app.close();
    },
  };
}

/** S3 with one bucket, in a folder of its own. */
export async function startS3(bucket: string): Promise<AwsServer> {
  interface S3rver {
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
  const S3rver = require('s3rver') as new (options: object) => S3rver;
  const directory = await mkdtemp(join(tmpdir(), 'tollgate-s3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket }],
  });
  const { port } = await server.run();
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function listen(server: Server): Promise<AwsServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
