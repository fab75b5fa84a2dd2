import { AccountKey } from './account-key.js';
import { AcmeProblem, readProblem, type Problem } from './acme-problem.js';

export interface AcmeRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface AcmeResponse {
  readonly status: number;
  /** Undefined for a header that is not there. */
  header(name: string): string | undefined;
  readonly body: string;
}
/** Rejects when the authority cannot be reached. */
export type AcmeSend = (url: string, request: AcmeRequest) => Promise<AcmeResponse>;

export interface AcmeOrder {
  readonly status: 'pending' | 'ready' | 'processing' | 'valid' | 'invalid';
  readonly authorizations: readonly string[];
  readonly finalize: string;
  /** Once it is valid. */
  readonly certificate?: string;
  readonly error?: unknown;
}
export interface AcmeChallenge {
  readonly type: string;
  readonly url: string;
  readonly token: string;
  readonly status: 'pending' | 'processing' | 'valid' | 'invalid';
  readonly error?: unknown;
}
export interface AcmeAuthorization {
  readonly status: 'pending' | 'valid' | 'invalid' | 'deactivated' | 'expired' | 'revoked';
  readonly identifier: { readonly type: string; readonly value: string };
  readonly challenges: readonly AcmeChallenge[];
}

interface Directory {
  readonly newNonce: string;
  readonly newAccount: string;
  readonly newOrder: string;
}

export interface AcmeClientOptions {
  readonly directoryUrl: string;
  /** The account's, PEM. */
  readonly key: string;
  /** `mailto:...`, by which the authority reaches somebody. */
  readonly contact: string | null;
  readonly send: AcmeSend;
}

/** A nonce is good once, and an authority may forget those that it has given. */
const noncesTried = 5;

/**
 * A client of one account (RFC 8555). Each method is one question, and asking twice does no harm; rejects
 * with an AcmeProblem when the authority refuses.
 */
export class AcmeClient {
  private readonly key: AccountKey;
  private directory: Directory | null = null;
  private account: string | null = null;
  private nonce: string | null = null;

  constructor(private readonly options: AcmeClientOptions) {
    this.key = new AccountKey(options.key);
  }

  keyAuthorization(token: string): string {
    return this.key.keyAuthorization(token);
  }

  async newOrder(names: readonly string[]): Promise<{ readonly url: string; readonly order: AcmeOrder }> {
    const { newOrder } = await this.directoryOf();
    const identifiers = names.map((value) => ({ type: 'dns', value }));
    const response = await this.ask(newOrder, { identifiers });
    return { url: locationOf(response), order: read<AcmeOrder>(response) };
  }

  async order(url: string): Promise<AcmeOrder> {
    return read(await this.ask(url, null));
  }

  async authorization(url: string): Promise<AcmeAuthorization> {
    return read(await this.ask(url, null));
  }

  /** Says that a challenge's address answers. */
  async respond(challengeUrl: string): Promise<void> {
    await this.ask(challengeUrl, {});
  }

  /** `request`: PKCS #10, DER. */
  async finalize(url: string, request: Uint8Array): Promise<void> {
    await this.ask(url, { csr: Buffer.from(request).toString('base64url') });
  }

  /** PEM: the certificate, and those that certify it. */
  async download(url: string): Promise<string> {
    return (await this.ask(url, null)).body;
  }

  private async ask(url: string, payload: object | null): Promise<AcmeResponse> {
    return this.post(url, payload, await this.accountOf());
  }

  /** The account of the key, made by the first question. */
  private async accountOf(): Promise<string> {
    if (this.account !== null) return this.account;
    const { contact } = this.options;
    const asked = { termsOfServiceAgreed: true, ...(contact !== null && { contact: [contact] }) };
    const response = await this.post((await this.directoryOf()).newAccount, asked, null);
    return (this.account = locationOf(response));
  }

  private async directoryOf(): Promise<Directory> {
    if (this.directory) return this.directory;
    const response = await this.options.send(this.options.directoryUrl, { method: 'GET', headers: {} });
    if (response.status !== 200) throw problemOf(response);
    return (this.directory = read<Directory>(response));
  }

  private async post(url: string, payload: object | null, account: string | null): Promise<AcmeResponse> {
    for (let tried = 1; ; tried += 1) {
      const nonce = await this.takeNonce();
      const response = await this.options.send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/jose+json' },
        body: this.key.sign(url, nonce, account, payload),
      });
      this.nonce = response.header('replay-nonce') ?? null;
      if (response.status < 300) return response;
      const problem = problemOf(response);
      if (problem.type !== 'badNonce' || tried >= noncesTried) throw problem;
    }
  }

  private async takeNonce(): Promise<string> {
    const kept = this.nonce;
    this.nonce = null;
    if (kept !== null) return kept;
    const response = await this.options.send((await this.directoryOf()).newNonce, {
      method: 'HEAD',
      headers: {},
    });
    const nonce = response.header('replay-nonce');
    if (nonce === undefined) throw problemOf(response);
    return nonce;
  }
}

/** Why an authorization or an order has become invalid, by the first of its challenges that says so. */
export function whyInvalid({ challenges }: Pick<AcmeAuthorization, 'challenges'>): Problem | undefined {
  const failed = challenges.find(({ error }) => error !== undefined);
  return failed && readProblem(failed.error);
}

function read<T>(response: AcmeResponse): T {
  try {
    return JSON.parse(response.body) as T;
  } catch {
    throw new AcmeProblem('unknown', 'the answer is not JSON', response.status);
  }
}

function locationOf(response: AcmeResponse): string {
  const location = response.header('location');
  if (location === undefined) throw new AcmeProblem('unknown', 'the answer has no Location', response.status);
  return location;
}

function problemOf(response: AcmeResponse): AcmeProblem {
  let document: unknown;
  try {
    document = JSON.parse(response.body);
  } catch {
    document = null;
  }
  const { type, detail } = readProblem(document);
  return new AcmeProblem(type, detail, response.status);
}
