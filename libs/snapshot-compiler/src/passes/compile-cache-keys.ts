import type { Integration } from '#libs/api-definition';
import { parseMappingDestination, parseMappingSource, type MappingSource } from '#libs/mapping-templates';
import type { CacheKeyParameter } from '#libs/snapshot-format';
import { compareText, type DraftMethod, type Pass } from '../draft.js';

/**
 * What each method's responses are cached by, whether or not a stage caches today. In the order of names, as
 * the order in which they are declared means nothing.
 */
export const compileCacheKeys: Pass = (draft, diagnostics) => ({
  ...draft,
  routes: draft.routes.map((route) => ({
    ...route,
    methods: route.methods.map((entry): DraftMethod => {
      const integration = entry.method.methodIntegration;
      if (integration === null) return entry;
      const names = [...new Set(integration.cacheKeyParameters)].sort(compareText);
      const parameters = names.map((name): CacheKeyParameter => ({
        name,
        from: sourceOf(name, integration),
      }));
      for (const { name, from } of parameters) {
        if (from.kind !== 'unreadable') continue;
        const message = `${entry.at}: Invalid cache key parameter specified: ${name}`;
        diagnostics.add('bad-cache-key', entry.at, message);
      }
      return { ...entry, cacheKey: { namespace: integration.cacheNamespace, parameters } };
    }),
  })),
});

/** `integration.request.header.user` is where that is mapped from, else what a proxy passes on so named. */
function sourceOf(name: string, { requestParameters }: Integration): MappingSource {
  const destination = parseMappingDestination(name);
  if (!destination.ok) return requestSource(name);
  const { expression } = destination;
  if (expression.kind !== 'integrationRequest') return unreadable(name);
  const mappedFrom = requestParameters?.[name];
  if (mappedFrom !== undefined) return requestSource(mappedFrom);
  return { kind: 'methodRequest', place: expression.place, name: expression.name };
}

/** Nothing of a response: it is not there when the key is needed. */
function requestSource(text: string): MappingSource {
  const parsed = parseMappingSource(text);
  return parsed.ok && !parsed.expression.kind.startsWith('integrationResponse')
    ? parsed.expression
    : unreadable(text);
}

const unreadable = (text: string): MappingSource => ({
  kind: 'unreadable',
  message: `Invalid cache key parameter specified: ${text}`,
});
