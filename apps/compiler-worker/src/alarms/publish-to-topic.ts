import { findCredentials } from '#libs/aws-credentials';
import type { AlarmNotification } from '#libs/persistence';
import { PermanentFailure } from '#libs/queue';
import { createSigningKeyCache, signRequest } from '#libs/sigv4';
import { postMessage } from './post-message.js';

const signingKeys = createSigningKeyCache();
/** PutMetricAlarm lets nothing else in. */
const topic = /^arn:(aws[a-z-]*):sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}$/;

/**
 * Publishes to a topic (API reference of SNS: Publish). Signed as this machine; unsigned, which local
 * runtimes do not mind, when nothing says who it is and an endpoint is named.
 */
export async function publishToTopic(
  { target, subject, message }: Pick<AlarmNotification, 'target' | 'subject' | 'message'>,
  endpointUrl: string | undefined,
): Promise<void> {
  const [, partition, region = ''] = topic.exec(target) ?? [];
  if (partition === undefined) throw new PermanentFailure('the action names no topic of SNS');
  const credentials = await findCredentials(region);
  if (!credentials && endpointUrl === undefined) {
    throw new Error('there are no AWS credentials to publish to SNS with');
  }
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = new URL('/', endpointUrl ?? `https://sns.${region}.${suffix}`);
  const form = {
    Action: 'Publish',
    Version: '2010-03-31',
    TopicArn: target,
    Subject: subject,
    Message: message,
  };
  const body = new URLSearchParams(form).toString();
  const headers = { host: url.host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const signed = credentials
    ? signRequest({
        method: 'POST',
        rawPath: url.pathname,
        rawQuery: '',
        headers,
        body,
        credentials,
        region,
        service: 'sns',
        now: Date.now(),
        signingKeys,
      })
    : headers;
  const { host: _, ...sent } = signed;
  await postMessage('SNS', url.href, sent as Readonly<Record<string, string>>, body);
}
