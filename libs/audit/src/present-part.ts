import { createHash } from 'node:crypto';
import { hidden, looksSecret } from './looks-secret.js';
import { secretMembers } from './secret-members.js';

/** What is known of a call besides the value itself. */
export interface PartContext {
  /** Whether member names of a service are written as they are; names of others get a small first letter. */
  readonly memberNamesStay: boolean;
  /** Whether the value of a stage variable is a secret. */
  readonly isSecretVariable: (name: string) => boolean;
  /** What is ours has no table: members that look secret are. */
  readonly hideWhatLooksSecret?: boolean;
}

/** A part of an event, and which texts were hidden in it. */
export interface Part {
  readonly value: unknown;
  readonly secrets: readonly string[];
}

/** Of a text; what is longer is told by its length and its SHA-256. */
const textBytesMax = 2_048;
/** Of one part, as JSON. */
const partBytesMax = 32 * 1024;
const elementsMax = 200;
const depthMax = 24;

/** Maps from names that callers choose: their keys stay as they are. */
const maps: ReadonlySet<string> = new Set(['tags', 'variables', 'stageVariableOverrides', 'stageVariables']);
const variableMaps: ReadonlySet<string> = new Set(['variables', 'stageVariableOverrides', 'stageVariables']);
const variablePath = /^\/(?:variables|canarySettings\/stageVariableOverrides)\/(.+)$/;
const signatureParameter = /^x-amz-(security-token|signature|credential)$/i;
/**
 * A name and a password within an address. The name ends at the first colon: with colons in it the regular
 * expression would try each of them, and a text of many hold the process up.
 */
const userInfo = /\/\/[^/?#@:\s]*:[^/?#@\s]*@/g;

/**
 * What an event says of a request or a response: without secrets, member names in camelCase, bounded.
 *
 * @param eventName names the row of `secretMembers`.
 */
export function presentPart(
  eventName: string,
  part: 'request' | 'response',
  value: unknown,
  context: PartContext,
): Part {
  const secrets: string[] = [];
  const table = secretMembers[eventName] ?? {};
  const secretPaths = new Set(table[part] ?? []);
  const patchPaths = (table.patchPaths ?? []).map(patternOf);

  const hide = (secret: unknown): string => {
    collect(secret, secrets);
    return hidden;
  };

  function member(name: string, path: string, inMap: string | null, below: unknown, depth: number): unknown {
    if (secretPaths.has(path) || signatureParameter.test(name)) return hide(below);
    if (inMap !== null && variableMaps.has(inMap) && context.isSecretVariable(name)) return hide(below);
    if (inMap !== null && isSecretHeader(name) && isStatic(name, below)) return hide(below);
    if (context.hideWhatLooksSecret && looksSecret(name)) return hide(below);
    return write(below, path, depth, name);
  }

  function write(from: unknown, path: string, depth: number, name: string): unknown {
    if (typeof from === 'string') return shortText(from.replace(userInfo, `//${hidden}@`));
    if (typeof from === 'number') return Number.isFinite(from) ? from : String(from);
    if (typeof from === 'boolean' || from === null) return from;
    if (from instanceof Date) return from.toISOString();
    if (from instanceof Uint8Array) return omitted(from);
    if (typeof from !== 'object') return undefined;
    if (depth >= depthMax) return '...';
    if (Array.isArray(from)) {
      const kept = from.slice(0, elementsMax).map((element) => write(element, path, depth + 1, name));
      return from.length > elementsMax ? [...kept, `... ${from.length - elementsMax} more`] : kept;
    }
    if (name === 'patchOperations') return patchOperation(from);
    const isMap = maps.has(name) || isParameterMap(from);
    return Object.fromEntries(
      Object.entries(from)
        .slice(0, elementsMax)
        .filter(([, below]) => below !== undefined)
        .map(([key, below]) => {
          const spelled = isMap || context.memberNamesStay ? key : key.charAt(0).toLowerCase() + key.slice(1);
          const belowPath = path === '' ? spelled : `${path}.${spelled}`;
          return [shortName(spelled), member(spelled, belowPath, isMap ? name : null, below, depth + 1)];
        }),
    );
  }

  function patchOperation({ op, path, value: given, from }: PatchOperation): unknown {
    const variable = typeof path === 'string' ? variablePath.exec(path)?.[1] : undefined;
    const isSecret =
      typeof path === 'string' &&
      (patchPaths.some((pattern) => pattern.test(path)) ||
        (variable !== undefined && context.isSecretVariable(unescapePointer(variable))) ||
        (isSecretHeader(path) && isStatic(path, given)));
    return {
      op,
      path: typeof path === 'string' ? shortText(path) : undefined,
      value: given === undefined ? undefined : isSecret ? hide(given) : write(given, '', 0, ''),
      from,
    };
  }

  const written = write(value, '', 0, '');
  return { value: bounded(written ?? null), secrets };
}

interface PatchOperation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly value?: unknown;
  readonly from?: unknown;
}

/** `integration.request.header.Authorization`, `authorization`: a credential for a backend or of a caller. */
const isSecretHeader = (name: string): boolean =>
  /(^|[./])((proxy-)?authorization|cookie|set-cookie|x-api-key|x-amz-security-token)$/i.test(
    name.replace(/~1/g, '/'),
  );

/** Of HTTP APIs: `overwrite:header.X`. */
const changesOfHttpApis = /^(append|overwrite|remove):/;

/**
 * A value in quotes, of HTTP APIs one that has more than where others come from; not the name of a source
 * alone.
 */
const isStatic = (name: string, value: unknown): boolean =>
  typeof value !== 'string' ||
  (changesOfHttpApis.test(name) ? !/^\$[\w.{}[\]-]+$/.test(value) : value.startsWith("'"));

/** Parameters of integrations and methods are keyed by where they go: `integration.request.header.X`. */
const isParameterMap = (value: object): boolean =>
  Object.keys(value).some(
    (key) => changesOfHttpApis.test(key) || /^(integration|method|gatewayresponse|context)\./.test(key),
  );

const unescapePointer = (segment: string): string => segment.replace(/~1/g, '/').replace(/~0/g, '~');

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]+')}$`, 'i');

function shortText(text: string): unknown {
  if (text.length * 3 <= textBytesMax || Buffer.byteLength(text) <= textBytesMax) return text;
  return omitted(Buffer.from(text));
}

const shortName = (name: string): string => name.slice(0, 256);

const omitted = (bytes: Uint8Array) => ({
  omitted: true,
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

function bounded(value: unknown): unknown {
  const text = Buffer.from(JSON.stringify(value));
  return text.length <= partBytesMax ? value : omitted(text);
}

/** Texts that may show up elsewhere, as in the message of a refusal. */
function collect(secret: unknown, into: string[]): void {
  if (typeof secret === 'string') into.push(secret);
  else if (typeof secret === 'object' && secret !== null && !(secret instanceof Uint8Array))
    for (const below of Object.values(secret)) collect(below, into);
}
