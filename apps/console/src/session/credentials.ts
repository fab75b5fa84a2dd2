import { callAs } from '../wire/call-wire.js';
import { clock } from '../wire/clock.js';
import { Unreachable, WireError } from '../wire/errors.js';
import {
  GetCallerIdentity,
  GetSessionToken,
  type GetCallerIdentityResponse,
  type GetSessionTokenResponse,
} from '../wire/generated/sts.js';
import { CreateSignInLink, type SignInLink } from '../wire/tollgate/sign-in.js';
import { importSecret, type SigningKeys } from '../wire/sign-request.js';

/** What is typed, or what a link brings. */
export interface TypedKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string;
}

/** The keys of a session, and when it ends; null where that is not known. */
export interface SessionKeys {
  readonly keys: SigningKeys;
  readonly expiresAtMs: number | null;
}

const keysOf = async ({ accessKeyId, secretAccessKey, sessionToken }: TypedKeys): Promise<SigningKeys> => ({
  accessKeyId,
  sessionToken: sessionToken ?? null,
  secret: await importSecret(secretAccessKey),
});

/**
 * The keys of a session in exchange for those of a user: by a link of the user's own, which is spent at once,
 * so that the session is one of the console; by STS GetSessionToken for who may make no links. Those that are
 * temporary already are taken as they are: there is no session for a session.
 */
export async function sessionOf(typed: TypedKeys, region: string): Promise<SessionKeys> {
  const keys = await keysOf(typed);
  if (typed.sessionToken !== undefined) return { keys, expiresAtMs: null };
  try {
    const { token } = (await callAs({ keys, region }, CreateSignInLink, {})) as SignInLink;
    return await redeemLink(token);
  } catch (error) {
    if (error instanceof WireError && error.code.startsWith('AccessDenied'))
      return plainSession(keys, region);
    throw error;
  }
}

async function plainSession(keys: SigningKeys, region: string): Promise<SessionKeys> {
  const output = (await callAs({ keys, region }, GetSessionToken, {})) as GetSessionTokenResponse;
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = output.Credentials!;
  return {
    keys: await keysOf({
      accessKeyId: AccessKeyId!,
      secretAccessKey: SecretAccessKey!,
      sessionToken: SessionToken!,
    }),
    expiresAtMs: Expiration ? new Date(Expiration).getTime() : null,
  };
}

/**
 * The credentials that a one-time link stands for. It is spent by that, whatever comes of it.
 * @throws Unreachable, or an Error that says why the link does not do
 */
export async function redeemLink(token: string): Promise<SessionKeys> {
  const response = await fetch('/_tollgate/v1/console/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
    cache: 'no-store',
    credentials: 'omit',
  }).catch(() => null);
  if (!response) throw new Unreachable('There was no answer from the control plane.');
  clock.takeFrom(response.headers);
  const said = (await response.json().catch(() => ({}))) as Partial<TypedKeys> & {
    readonly expiration?: string;
    readonly message?: string;
  };
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = said;
  if (!response.ok || !accessKeyId || !secretAccessKey || !sessionToken || !expiration)
    throw new Error(said.message ?? `The link was refused (HTTP ${response.status}).`);
  return {
    keys: await keysOf({ accessKeyId, secretAccessKey, sessionToken }),
    expiresAtMs: Date.parse(expiration),
  };
}

/** Whose session it is. */
export const identityOf = async (keys: SigningKeys, region: string) =>
  (await callAs({ keys, region }, GetCallerIdentity, {})) as GetCallerIdentityResponse;
