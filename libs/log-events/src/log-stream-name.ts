/** Where log events belong: a stream of a group, as CloudWatch Logs has them, of one owner. */
export interface LogStreamName {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  /** As of CreateLogGroup: letters, digits and `_-/.#`. */
  readonly group: string;
  /** As of CreateLogStream: anything but `:` and `*`; those of gateways are 32 hex digits. */
  readonly stream: string;
}

const accountPattern = /^[0-9]{12}$/;
const regionPattern = /^[a-z0-9-]{1,32}$/;
const groupPattern = /^[A-Za-z0-9_\-/.#]{1,512}$/;
const streamPattern = /^[^:*]{1,512}$/;

/** Whether all four are spelled as CloudWatch Logs allows (service model: LogGroupName, LogStreamName). */
export function isLogStreamName({ accountId, region, group, stream }: LogStreamName): boolean {
  return (
    accountPattern.test(accountId) &&
    regionPattern.test(region) &&
    groupPattern.test(group) &&
    streamPattern.test(stream)
  );
}
