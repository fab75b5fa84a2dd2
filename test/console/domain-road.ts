import { request } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { ConsoleTab } from '../support/console-tab.js';

/** What a caller got who asked for a name over TLS, and which certificate was shown to it. */
export interface Called {
  readonly status: number;
  readonly body: string;
  /** Its serial number, in hexadecimal. */
  readonly serial: string;
}

export interface Asked {
  readonly port: number;
  readonly name: string;
  readonly path: string;
  /** PEM of who must vouch for the certificate. */
  readonly ca: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls a name at a port of this machine by a handshake of its own, its certificate verified. */
export const callByName = ({ port, name, path, ca, headers }: Asked): Promise<Called> =>
  new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, servername: name, ca, agent: false as const };
    request({ ...options, headers: { host: name, ...headers } }, (response) => {
      const serial = (response.socket as TLSSocket).getPeerCertificate().serialNumber;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), serial }),
      );
    })
      .on('error', reject)
      .end();
  });

/** What hands do in the console. */
export const driver = (tab: () => ConsoleTab) => {
  const press = (name: string) => tab().page.getByRole('button', { name, exact: true }).last().click();
  return {
    press,
    /** Looks at what will change, does it, and waits until the review is gone. */
    async confirm(this: void, name: string): Promise<void> {
      const changes = tab().page.getByRole('table', { name: 'What will change' });
      await changes.waitFor();
      await press(name);
      await changes.waitFor({ state: 'detached' });
    },
    /** Types what is looked for, and takes the option. */
    async choose(this: void, label: string, typed: string, option: RegExp): Promise<void> {
      const field = tab().page.getByRole('combobox', { name: label, exact: true });
      await field.or(tab().page.getByLabel(label)).first().fill(typed);
      await tab().page.getByRole('option', { name: option }).click();
    },
    /** Drops files on the place for them, as from a folder. */
    async drop(this: void, files: Readonly<Record<string, string>>): Promise<void> {
      const dropped = Object.entries(files).map(
        ([name, text]) => `new File([${JSON.stringify(text)}], ${JSON.stringify(name)})`,
      );
      const dataTransfer = await tab().page.evaluateHandle(
        `(() => { const data = new DataTransfer(); for (const file of [${dropped.join()}]) data.items.add(file); return data; })()`,
      );
      await tab().page.getByText('Drop PEM files here').dispatchEvent('drop', { dataTransfer });
    },
  };
};
