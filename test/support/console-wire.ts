import { webcrypto } from 'node:crypto';

/** An operation of the console; its own types are a browser's, which nothing here has. */
export type ConsoleOperation = object & { readonly name: string };

/** What the console calls with, run outside of a browser. */
export interface ConsoleWire {
  readonly callWire: (operation: ConsoleOperation, input: object) => Promise<unknown>;
  readonly allPages: (operation: ConsoleOperation, input: object) => AsyncIterable<unknown>;
  readonly cliLine: (
    call: { readonly operation: ConsoleOperation; readonly input: object },
    target: { readonly endpoint: string; readonly region: string },
  ) => string;
  /** How often calls found that the session has ended. */
  readonly endings: () => number;
  readonly signAs: (credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  }) => Promise<void>;
}

interface Modules {
  readonly 'call-wire': Pick<ConsoleWire, 'callWire'> & { readonly wireUp: (to: object) => void };
  readonly 'all-pages': Pick<ConsoleWire, 'allPages'>;
  readonly 'cli-line': Pick<ConsoleWire, 'cliLine'>;
  readonly 'sign-request': { readonly importSecret: (secret: string) => Promise<webcrypto.CryptoKey> };
}

const folder = '../../apps/console/src/wire';
const moduleOf = async <Name extends keyof Modules>(name: Name): Promise<Modules[Name]> =>
  (await import(`${folder}/${name}.js`)) as Modules[Name];

/** Operations by their names, of a file below `wire`: `generated/apigateway`. */
export const consoleOperations = async (file: string) =>
  (await import(`${folder}/${file}.js`)) as Readonly<Record<string, ConsoleOperation>>;

/** The console's calls, as of a page that this control plane has served. */
export async function openConsoleWire(url: string): Promise<ConsoleWire> {
  const { origin, host } = new URL(url);
  Object.defineProperty(globalThis, 'location', { value: { origin, host }, configurable: true });
  const { callWire, wireUp } = await moduleOf('call-wire');
  const { importSecret } = await moduleOf('sign-request');
  let signer: object | null = null;
  let endings = 0;
  wireUp({ signer: () => signer, expired: () => (endings += 1) });
  return {
    callWire,
    allPages: (await moduleOf('all-pages')).allPages,
    cliLine: (await moduleOf('cli-line')).cliLine,
    endings: () => endings,
    signAs: async ({ accessKeyId, secretAccessKey, sessionToken }) => {
      const secret = await importSecret(secretAccessKey);
      signer = { keys: { accessKeyId, secret, sessionToken: sessionToken ?? null }, region: 'us-east-1' };
    },
  };
}
