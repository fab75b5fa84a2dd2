import type { MethodSetting, Resource } from '../../wire/generated/apigateway.js';
import type { RouteSettings } from '../../wire/generated/apigatewayv2.js';
import {
  typedCaching,
  typedOfEveryRoute,
  typedOfMethod,
  typedOfRoute,
  type TypedCaching,
  type TypedSettings,
} from './typed-settings.js';

type Settings = TypedSettings & Partial<TypedCaching>;
export type SettingName = keyof (TypedSettings & TypedCaching);

/** A method or a route, with what holds for it and where that comes from. */
export interface OwnSettings {
  /** `GET /pets`, or a route key. */
  readonly name: string;
  /** What holds: its own settings, and the stage's where it has none. */
  readonly holding: Settings;
  /** What holds for all others. */
  readonly ofStage: Settings;
  /** The settings that are its own. */
  readonly own: ReadonlySet<SettingName>;
  /** The stage has settings for something that is not there any more. */
  readonly isGone: boolean;
}

export interface MethodSettingsOf extends OwnSettings {
  readonly resourcePath: string;
  readonly httpMethod: string;
}

/**
 * Methods of a REST API, those with settings of their own first. An entry of version 1 has every setting:
 * what is then changed for all methods does not reach it.
 */
export function methodSettings(
  resources: readonly Pick<Resource, 'path' | 'resourceMethods'>[],
  settings: Readonly<Record<string, MethodSetting>> = {},
): MethodSettingsOf[] {
  const entries = new Map<string, Target & { readonly setting: MethodSetting }>(
    Object.entries(settings).flatMap(([key, setting]) => {
      const target = targetOf(key);
      return target ? [[nameOf(target), { ...target, setting }] as const] : [];
    }),
  );
  const declared = resources.flatMap(({ path = '/', resourceMethods = {} }) =>
    Object.keys(resourceMethods).map((httpMethod) => ({ resourcePath: path, httpMethod })),
  );
  const known = new Set(declared.map(nameOf));
  const row = (target: Target): MethodSettingsOf => {
    const name = nameOf(target);
    const entry = entries.get(name)?.setting;
    const ofStage = inherited(settings['*/*'], target.httpMethod);
    const holding = entry ? { ...typedOfMethod(entry), ...typedCaching(entry) } : ofStage;
    const own = new Set(entry ? (Object.keys(holding) as SettingName[]) : []);
    return { ...target, name, holding, ofStage, own, isGone: !known.has(name) };
  };
  const gone = [...entries.values()].filter((entry) => !known.has(nameOf(entry)));
  return sorted([
    ...declared.map(row),
    ...gone.map(({ resourcePath, httpMethod }) => row({ resourcePath, httpMethod })),
  ]);
}

/** Routes of a version 2 API, those with settings of their own first; each setting is inherited by itself. */
export function routeSettings(
  routeKeys: readonly string[],
  stage: {
    readonly defaultRouteSettings?: RouteSettings;
    readonly routeSettings?: Readonly<Record<string, RouteSettings>>;
  },
): OwnSettings[] {
  const { defaultRouteSettings, routeSettings: entries = {} } = stage;
  const ofStage = typedOfEveryRoute(defaultRouteSettings);
  const known = new Set(routeKeys);
  const gone = Object.keys(entries).filter((routeKey) => !known.has(routeKey));
  return sorted(
    [...routeKeys, ...gone].map((name) => {
      const members = Object.entries(typedOfRoute(entries[name])).filter(([, value]) => value !== '');
      return {
        name,
        holding: { ...ofStage, ...Object.fromEntries(members) },
        ofStage,
        own: new Set(members.map(([member]) => member as SettingName)),
        isGone: !known.has(name),
      };
    }),
  );
}

interface Target {
  readonly resourcePath: string;
  readonly httpMethod: string;
}

const nameOf = ({ resourcePath, httpMethod }: Target): string => `${httpMethod} ${resourcePath}`;

/** Clients spell one method in several ways: `pets/GET`, `~1pets/GET`. Null for what all methods have. */
function targetOf(key: string): Target | null {
  const slash = key.lastIndexOf('/');
  const path = key.slice(0, Math.max(slash, 0)).replaceAll('~1', '/').replaceAll('~0', '~');
  if (key === '*/*' || slash < 0) return null;
  return { resourcePath: path.startsWith('/') ? path : `/${path}`, httpMethod: key.slice(slash + 1) };
}

/** "All methods are cached" means GET, and ANY where it takes a GET (docs/CACHING.md). */
function inherited(ofEvery: MethodSetting | undefined, httpMethod: string): Settings {
  const caching = typedCaching(ofEvery);
  const isCached = httpMethod === 'GET' || httpMethod === 'ANY';
  return { ...typedOfMethod(ofEvery), ...caching, ...(!isCached && { caching: 'off' }) };
}

const sorted = <T extends OwnSettings>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => Number(b.own.size > 0) - Number(a.own.size > 0));
