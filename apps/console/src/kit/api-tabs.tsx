import { Badge, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { GetRestApi } from '../wire/generated/apigateway.js';
import { GetApi } from '../wire/generated/apigatewayv2.js';
import { apiPath, tabsOf, type ApiKind } from './api-paths.js';
import classes from './api-tabs.module.css';
import { Page } from './page.js';
import { wireQuery } from './wire-query.js';

export interface ApiPageProps {
  readonly apiId: string;
  /** The version of the service that manages it; which kind of version 2 it is, it says itself. */
  readonly kind: 'rest' | 'v2';
  /** The tab that this page is, or lies below, such as `resources`. */
  readonly tab: string;
  /** What the page shows beside its tab, such as a stage's name. */
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The name and kind of an API; the id until it is known. */
export function useApi(kind: 'rest' | 'v2', apiId: string): { name: string; kind: ApiKind | null } {
  const rest = useQuery({ ...wireQuery(GetRestApi, { restApiId: apiId }), enabled: kind === 'rest' });
  const v2 = useQuery({ ...wireQuery(GetApi, { apiId }), enabled: kind === 'v2' });
  if (kind === 'rest') return { name: rest.data?.name ?? apiId, kind: 'rest' };
  const protocol = v2.data?.protocolType;
  return {
    name: v2.data?.name ?? apiId,
    kind: protocol === undefined ? null : protocol === 'HTTP' ? 'http' : 'websocket',
  };
}

const kindLabels: Readonly<Record<ApiKind, string>> = { rest: 'REST', http: 'HTTP', websocket: 'WebSocket' };

/** A page of one API: its name, its other pages as tabs, and what this one shows. */
export function ApiPage({ apiId, kind, tab, title, actions, children }: ApiPageProps) {
  const api = useApi(kind, apiId);
  const above = [
    { label: 'APIs', to: '/apis' },
    ...(title === undefined ? [] : [{ label: api.name, to: apiPath(kind, apiId, tab) }]),
  ];
  return (
    <Page
      title={title ?? api.name}
      subtitle={
        <Group gap="xs">
          {api.kind && <Badge variant="default">{kindLabels[api.kind]}</Badge>}
          <Text size="sm" ff="monospace">
            {apiId}
          </Text>
        </Group>
      }
      above={above}
      actions={actions}
    >
      <nav aria-label="Pages of this API">
        <ul className={classes.tabs}>
          {tabsOf[api.kind ?? 'http'].map((each) => (
            <li key={each.tab}>
              <Link
                to={apiPath(kind, apiId, each.tab)}
                className={classes.tab}
                aria-current={each.tab === tab ? 'page' : undefined}
              >
                {each.label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Page>
  );
}
