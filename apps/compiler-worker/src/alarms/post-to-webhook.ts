import type { AlarmNotification } from '#libs/persistence';
import { postMessage } from './post-message.js';

/**
 * Posts the message as it would be published, and the topic as a header. User and password of the URL are
 * sent as such.
 */
export function postToWebhook(
  { target, message }: Pick<AlarmNotification, 'target' | 'message'>,
  webhook: string,
): Promise<void> {
  const url = new URL(webhook);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return postMessage(
    'the webhook',
    url.href,
    {
      'content-type': 'application/json',
      'x-amz-sns-topic-arn': target,
      ...(username !== '' && { authorization: `Basic ${Buffer.from(user).toString('base64')}` }),
    },
    message,
  );
}
