import {
  IconApi,
  IconCertificate,
  IconChartLine,
  IconFileText,
  IconGauge,
  IconHistory,
  IconHome,
  IconKey,
  IconMessages,
  IconQuestionMark,
  IconServer2,
  IconUsers,
  IconWorld,
  type Icon,
} from '@tabler/icons-react';

export interface Place {
  readonly label: string;
  readonly to: string;
  readonly icon: Icon;
}

/** The navigation, a group a row. Paths are those of the groups' routes. */
export const navigation: readonly { readonly title: string; readonly places: readonly Place[] }[] = [
  {
    title: 'Build',
    places: [
      { label: 'Overview', to: '/', icon: IconHome },
      { label: 'APIs', to: '/apis', icon: IconApi },
      { label: 'Domains', to: '/domains', icon: IconWorld },
      { label: 'Certificates', to: '/certificates', icon: IconCertificate },
    ],
  },
  {
    title: 'Meter',
    places: [
      { label: 'Usage plans', to: '/usage-plans', icon: IconGauge },
      { label: 'API keys', to: '/api-keys', icon: IconKey },
    ],
  },
  {
    title: 'Look',
    places: [
      { label: 'Metrics', to: '/metrics', icon: IconChartLine },
      { label: 'Logs', to: '/logs', icon: IconFileText },
      { label: 'Explain a request', to: '/explain', icon: IconQuestionMark },
      { label: 'Captures', to: '/captures', icon: IconMessages },
      { label: 'Audit', to: '/audit', icon: IconHistory },
    ],
  },
  {
    title: 'Run',
    places: [
      { label: 'Gateways', to: '/gateways', icon: IconServer2 },
      { label: 'Users and policies', to: '/identity', icon: IconUsers },
    ],
  },
];
