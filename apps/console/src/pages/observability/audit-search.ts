import type { LookupAttributeKey, LookupEventsRequest } from '../../wire/generated/cloudtrail.js';

/** By what events are looked up, as a person calls it. */
export const attributes: readonly { readonly value: LookupAttributeKey; readonly label: string }[] = [
  { value: 'Username', label: 'User' },
  { value: 'EventName', label: 'Event name' },
  { value: 'ResourceName', label: 'Resource name' },
  { value: 'ResourceType', label: 'Resource type' },
  { value: 'EventSource', label: 'Service' },
  { value: 'AccessKeyId', label: 'Access key ID' },
  { value: 'EventId', label: 'Event ID' },
];

export interface AuditSearch {
  readonly attribute: LookupAttributeKey;
  /** Empty: all events that changed something. */
  readonly value: string;
  readonly backSeconds: number;
}

/** LookupEvents takes one attribute alone; without a value it is whether events only read. */
export function lookupInput(
  { attribute, value, backSeconds }: AuditSearch,
  nowMs: number,
): LookupEventsRequest {
  return {
    LookupAttributes: [
      value === ''
        ? { AttributeKey: 'ReadOnly', AttributeValue: 'false' }
        : { AttributeKey: attribute, AttributeValue: value },
    ],
    StartTime: Math.floor(nowMs / 1000) - backSeconds,
    MaxResults: 50,
  };
}
