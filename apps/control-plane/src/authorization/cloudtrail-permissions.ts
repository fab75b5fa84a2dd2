import type { AuthorizedCall, Permission } from './permission.js';

/** CloudTrail's events are of no resource (Service Authorization Reference: AWS CloudTrail). */
export const cloudtrailPermissions = ({ operation }: AuthorizedCall): readonly Permission[] => [
  { action: `cloudtrail:${operation!.name}`, resource: '*' },
];
