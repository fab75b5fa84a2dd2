/** APIs of version 1, and the two kinds of version 2. */
export type ApiKind = 'rest' | 'http' | 'websocket';

/** A page of one API; its name is the last part of its path. */
export interface ApiTab {
  readonly tab: string;
  readonly label: string;
}

const tabs = (...names: readonly string[]): readonly ApiTab[] =>
  names.map((tab) => ({ tab, label: tab[0]!.toUpperCase() + tab.slice(1) }));

/** The pages of an API, by what it is. */
export const tabsOf: Readonly<Record<ApiKind, readonly ApiTab[]>> = {
  rest: tabs('resources', 'models', 'authorizers', 'settings', 'deployments', 'stages'),
  http: tabs('routes', 'integrations', 'models', 'authorizers', 'settings', 'deployments', 'stages'),
  websocket: tabs(
    'routes',
    'integrations',
    'models',
    'authorizers',
    'settings',
    'deployments',
    'stages',
    'connections',
  ),
};

/** Where a page of an API is: `/apis/a1/resources`, `/v2/a2/routes`. */
export const apiPath = (kind: ApiKind | 'v2', apiId: string, tab?: string): string =>
  `/${kind === 'rest' ? 'apis' : 'v2'}/${apiId}/${tab ?? (kind === 'rest' ? 'resources' : 'routes')}`;
