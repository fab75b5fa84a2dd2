import type { HttpAuthorizer, SnapshotAuthorizer } from '#libs/snapshot-format';
import type { ActiveMethod, ActiveStage } from '../invocation/active-stage.js';

/** Under which names, in lower case, a method's authorizer takes the caller's identity, such as a token. */
export interface IdentityNames {
  readonly header: ReadonlySet<string>;
  readonly querystring: ReadonlySet<string>;
}

/** Of every authorizer of the API where it is not known which one was asked. */
export function identityNames(stage: ActiveStage | null, method: ActiveMethod | null): IdentityNames {
  const authorizers: Readonly<Record<string, SnapshotAuthorizer | HttpAuthorizer>> =
    stage?.release.snapshot.document.authorizers ?? {};
  const own = method?.authorizerId ?? null;
  const asked = Object.entries(authorizers).filter(([id]) => own === null || id === own);
  const sources = asked.flatMap(([, authorizer]) =>
    'identitySource' in authorizer ? [authorizer.identitySource] : authorizer.identitySources,
  );
  const at = (wanted: string): ReadonlySet<string> =>
    new Set(sources.flatMap(({ location, name }) => (location === wanted ? [name.toLowerCase()] : [])));
  return { header: at('header'), querystring: at('querystring') };
}
