import type { FrozenDefinition, Stage } from '#libs/api-definition';
import { Diagnostics, type Diagnostic } from '../diagnostic.js';
import { methodCaches, type MethodCache } from './method-caches.js';

/**
 * What a stage caches by a key that leaves out what its responses most likely depend on: a variable of the
 * path, or the caller of a method that has authorization. AWS serves such responses to everybody without a
 * word; so do gateways here, and authors are warned.
 */
export function cacheWarnings(definition: FrozenDefinition, stage: Stage): readonly Diagnostic[] {
  const diagnostics = new Diagnostics();
  const identitySources = new Map(
    definition.authorizers.map(({ id, identitySource }) => [id, sourcesIn(identitySource)]),
  );
  for (const cached of methodCaches(definition, stage)) {
    if (cached.caching === null) continue;
    const { path, method, requestMethod } = cached;
    const at = `${requestMethod} ${path}`;
    const sources = keySources(cached);
    for (const name of pathVariables(path)) {
      if (sources.has(`method.request.path.${name}`)) continue;
      diagnostics.add(
        'cache-key-without-path',
        at,
        `${at}: stage ${stage.stageName} caches one response for every value of {${name}}: method.request.path.${name} is no cache key parameter`,
      );
    }
    if (method.authorizationType === 'NONE') continue;
    const identity = identitySources.get(method.authorizerId ?? '') ?? [];
    if (![...sources].some((source) => isIdentity(source, identity))) {
      diagnostics.add(
        'cache-key-without-caller',
        at,
        `${at}: stage ${stage.stageName} caches one response for every caller: no cache key parameter says who calls`,
      );
    }
  }
  return diagnostics.all;
}

/** The variables of a path: `{id}`, and `{proxy+}` for all that follows. */
const pathVariables = (path: string): string[] =>
  [...path.matchAll(/\{([^{}]+?)\+?\}/g)].map(([, name]) => name!);

/** What the parameters of a key are read from: those of the integration, from what is mapped to them. */
function keySources({ parameters, method }: MethodCache): ReadonlySet<string> {
  const mapped = method.methodIntegration?.requestParameters ?? {};
  const sourceOf = (name: string): string =>
    Object.hasOwn(mapped, name) ? mapped[name]! : name.replace(/^integration\./, 'method.');
  return new Set(parameters.map(sourceOf).map(spelledAlike));
}

/** `method.request.header.Authorization` alone, or several with commas between them. */
const sourcesIn = (identitySource: string | null): string[] =>
  (identitySource ?? '').split(',').map((source) => spelledAlike(source.trim()));

/** Names of headers mean the same in any case; several values of a parameter say what the first says. */
const spelledAlike = (source: string): string => {
  const single = source.replace(/^(method\.request\.)multivalue/, '$1');
  return /^method\.request\.header\./.test(single) ? single.toLowerCase() : single;
};

const isIdentity = (source: string, identitySources: readonly string[]): boolean =>
  source === 'method.request.header.authorization' ||
  /^context\.(?:authorizer|identity)\./.test(source) ||
  identitySources.includes(source);
