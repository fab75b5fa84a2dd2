import type { Owner } from '#libs/api-definition';
import { cloudtrail } from '#libs/aws-wire';
import { auditEvents, type EventSearch, type FoundEvent, type UnitOfWork } from '#libs/persistence';
import { WireException } from '../http/wire-exception.js';
import { nextTokenOf, readNextToken } from './next-token.js';

/** As many as a page has where nothing is said, and at most (CloudTrail API reference: LookupEvents). */
const pageSize = 50;

/** LookupEvents: events of the caller's account in the region of the call, newest first. */
export async function lookupEvents(
  uow: UnitOfWork,
  owner: Owner,
  input: cloudtrail.LookupEventsRequest,
): Promise<cloudtrail.LookupEventsResponse> {
  const { EventCategory, MaxResults = pageSize, NextToken } = input;
  const question = questionOf(owner, input);
  const after = readNextToken(question, NextToken);
  // Nobody here finds out what is unusual.
  if (EventCategory === 'insight') return { Events: [] };
  const found = await auditEvents.find(uow, { ...question, after, count: MaxResults + 1 });
  const page = found.slice(0, MaxResults);
  return {
    Events: page.map(present),
    ...(found.length > MaxResults && { NextToken: nextTokenOf(question, page.at(-1)!.place) }),
  };
}

function questionOf(
  { accountId, region }: Owner,
  { LookupAttributes = [], StartTime, EndTime }: cloudtrail.LookupEventsRequest,
): Omit<EventSearch, 'after' | 'count'> {
  if (LookupAttributes.length > 1)
    throw refused('InvalidLookupAttributesException', 'Events are looked up by one attribute at a time.');
  const [attribute] = LookupAttributes;
  if (attribute?.AttributeKey === 'ReadOnly' && !/^(true|false)$/i.test(attribute.AttributeValue))
    throw refused('InvalidLookupAttributesException', 'The value of ReadOnly is true or false.');
  if (StartTime && EndTime && StartTime > EndTime)
    throw refused('InvalidTimeRangeException', 'The start time is after the end time.');
  return {
    accountId,
    region,
    attribute: attribute ? { key: attribute.AttributeKey, value: attribute.AttributeValue } : null,
    fromMs: StartTime?.getTime() ?? null,
    toMs: EndTime?.getTime() ?? null,
  };
}

const present = (event: FoundEvent): cloudtrail.Event => ({
  EventId: event.eventId,
  EventName: event.eventName,
  ReadOnly: String(event.readOnly),
  ...(event.accessKeyId !== '' && { AccessKeyId: event.accessKeyId }),
  EventTime: new Date(event.place.atMs),
  EventSource: event.eventSource,
  ...(event.userName !== '' && { Username: event.userName }),
  Resources: event.entities.map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
  CloudTrailEvent: event.event,
});

const refused = (...error: Parameters<typeof cloudtrail.serviceError>): WireException =>
  new WireException(cloudtrail.serviceError(...error));
