import type { Logger } from '#libs/telemetry';
import type { FoundCredentials } from './gateway-credentials.js';

/** Whoever sets one of these means the gateway to have credentials: without them nothing goes out. */
const sourceSettings = [
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];
/** What the SDK says of a profile that has nothing to do with credentials, or is not there. */
const emptyProfile = 'Could not resolve credentials using profile: [default]';
/** What it says when every source was passed over. */
const foundNothing = 'Could not load credentials from any providers';
/** Of the SDK's debug lines, those that tell why a source gave nothing. */
const reasonLine = /^@smithy\/property-provider (?:->|\(!\)) /;
/** A program of `credential_process` may hang. */
const timeoutMs = 10_000;
const reasonMax = 1_000;

/**
 * Looks where AWS SDKs look, in their order: environment, profiles (keys, a program, SSO, a role), web
 * identity, containers, and the machine's metadata service, for which it waits a second or two (AWS SDKs and
 * Tools Reference Guide, "Standardized credential providers"). The SDK reads the environment itself and has
 * connections of its own, which lead to link-local addresses where those of integrations do not. It is loaded
 * by the first call; every call looks anew. `defaultRegion`: whose STS is asked where neither AWS_REGION nor
 * the profile names one.
 */
export async function findCredentials(defaultRegion: string, log: Logger): Promise<FoundCredentials> {
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const reasons: string[] = [];
  const logger = {
    trace: () => undefined,
    debug: (line: unknown) => {
      if (typeof line === 'string' && reasonLine.test(line)) reasons.push(line.replace(reasonLine, ''));
    },
    info: () => undefined,
    warn: (line: unknown) => log.warn('the AWS SDK warns', { warning: String(line) }),
    error: (line: unknown) => log.warn('the AWS SDK warns', { warning: String(line) }),
  };
  try {
    // A gateway asks again by itself: no attempts behind one request.
    const find = fromNodeProviderChain({
      logger,
      maxRetries: 0,
      ignoreCache: true,
      parentClientConfig: { region: process.env.AWS_REGION ?? defaultRegion },
    });
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await inTime(find());
    return {
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
      expiresAtMs: expiration?.getTime() ?? Infinity,
    };
  } catch (error) {
    if (isNobody(error as Error, reasons)) return { credentials: null, expiresAtMs: Infinity };
    throw new Error(reasonOf(error as Error, reasons));
  }
}

function namedSources(): string[] {
  return sourceSettings.filter((name) => process.env[name]);
}

function isNobody({ message }: Error, reasons: readonly string[]): boolean {
  if (namedSources().length > 0) return false;
  return message === foundNothing && reasons.some((reason) => reason.startsWith(emptyProfile));
}

/** Without the command line of a program, which may hold a secret, and what it printed. */
function reasonOf({ message }: Error, reasons: readonly string[]): string {
  const named = namedSources().map((name) => `${name} is set`);
  const all = [...named, ...reasons, ...(reasons.includes(message) ? [] : [message])];
  const shown = all.map((reason) => reason.replace(/Command failed: .*/s, 'credential_process failed'));
  return shown.join('; ').slice(0, reasonMax);
}

async function inTime<T>(found: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}
