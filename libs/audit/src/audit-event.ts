import { canonicalJson } from '#libs/snapshot-format';

/** Who made a call, in CloudTrail's words (CloudTrail User Guide: userIdentity element). */
export interface UserIdentity {
  readonly type: 'Root' | 'IAMUser' | 'AssumedRole' | 'AWSService' | 'Unknown';
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  /** Of a service, its name. */
  readonly invokedBy?: string;
  readonly sessionContext?: {
    readonly sessionIssuer?: {
      readonly type: 'Role';
      readonly principalId: string;
      readonly arn: string;
      readonly accountId: string;
      readonly userName: string;
    };
    readonly attributes: { readonly creationDate: string; readonly mfaAuthenticated: 'false' };
    readonly sourceIdentity?: string;
  };
}

/** One management call, or what a service has done by itself (CloudTrail User Guide: record contents). */
export interface AuditEvent {
  readonly eventVersion: '1.08';
  readonly userIdentity: UserIdentity;
  /** `2026-11-30T10:00:00Z`. */
  readonly eventTime: string;
  /** `apigateway.amazonaws.com`; of what is ours `tollgate`. */
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  /** Of a call that was refused. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: unknown;
  /** Null for what only reads. */
  readonly responseElements: unknown;
  readonly additionalEventData?: Readonly<Record<string, unknown>>;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent';
  /** Of what a service has done: what led to it. */
  readonly serviceEventDetails?: unknown;
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  readonly eventCategory: 'Management';
}

/** The text that is stored, hashed, and read by LookupEvents: canonical JSON (RFC 8785). */
export const eventText = (event: AuditEvent): string => canonicalJson(event);
