import type { ServiceSubtype } from '#libs/snapshot-format';

/** The parameters of a service integration, as mapped; without those that have no value. */
export type Parameters = Readonly<Record<string, string>>;

/** What is sent to a service, or why nothing can be made of the parameters. */
export type ServiceCall =
  | {
      readonly ok: true;
      /** As its endpoint's host name has it. */
      readonly service: string;
      /** Has a host of its own at some services. */
      readonly action: string;
      readonly httpMethod: 'GET' | 'POST';
      readonly path: string;
      readonly query: string;
      readonly headers: readonly string[];
      readonly body: string | null;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * What each subtype asks of its service (guide page "Integration subtype reference"; API references of the
 * services). SQS is called by its query protocol, so that its responses are XML, as at AWS.
 */
export const serviceCalls: { readonly [S in ServiceSubtype]: (parameters: Parameters) => ServiceCall } = {
  'AppConfig-GetConfiguration': getConfiguration,
  'EventBridge-PutEvents': putEvents,
  'Kinesis-PutRecord': (parameters) => json('kinesis', 'Kinesis_20131202.PutRecord', '1.1', parameters),
  'SQS-DeleteMessage': (parameters) => queueCall('DeleteMessage', parameters),
  'SQS-PurgeQueue': (parameters) => queueCall('PurgeQueue', parameters),
  'SQS-ReceiveMessage': (parameters) => queueCall('ReceiveMessage', parameters),
  'SQS-SendMessage': (parameters) => queueCall('SendMessage', parameters),
  'StepFunctions-StartExecution': (parameters) => execution('StartExecution', parameters),
  'StepFunctions-StartSyncExecution': (parameters) => execution('StartSyncExecution', parameters),
  'StepFunctions-StopExecution': (parameters) => execution('StopExecution', parameters),
};

function json(service: string, target: string, version: string, body: object): ServiceCall {
  return {
    ok: true,
    service,
    action: target.split('.')[1]!,
    httpMethod: 'POST',
    path: '/',
    query: '',
    headers: ['X-Amz-Target', target, 'Content-Type', `application/x-amz-json-${version}`],
    body: JSON.stringify(body),
  };
}

/** `StateMachineArn` is `stateMachineArn` there. */
function execution(action: string, parameters: Parameters): ServiceCall {
  const members = Object.entries(parameters).map(([name, value]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    value,
  ]);
  return json('states', `AWSStepFunctions.${action}`, '1.0', Object.fromEntries(members) as object);
}

function putEvents({ Resources, Time, ...others }: Parameters): ServiceCall {
  const resources = Resources === undefined ? null : listOf(Resources);
  const seconds = Time === undefined ? null : secondsOf(Time);
  if (seconds !== null && Number.isNaN(seconds)) return { ok: false, reason: 'Time is no time' };
  const entry = {
    ...others,
    ...(resources !== null && { Resources: resources }),
    ...(seconds !== null && { Time: seconds }),
  };
  return json('events', 'AWSEvents.PutEvents', '1.1', { Entries: [entry] });
}

const secondsOf = (text: string): number =>
  /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Date.parse(text) / 1000;

function getConfiguration(parameters: Parameters): ServiceCall {
  const { Application, Environment, Configuration, ClientId, ClientConfigurationVersion } = parameters;
  const parts = ['applications', Application, 'environments', Environment, 'configurations', Configuration];
  const query = new URLSearchParams({ client_id: ClientId ?? '' });
  if (ClientConfigurationVersion !== undefined) {
    query.set('client_configuration_version', ClientConfigurationVersion);
  }
  return {
    ok: true,
    service: 'appconfig',
    action: 'GetConfiguration',
    httpMethod: 'GET',
    path: parts.map((part) => `/${segment(part ?? '')}`).join(''),
    query: query.toString().replaceAll('+', '%20'),
    headers: [],
    body: null,
  };
}

/** Neither a slash nor a dot segment leads out of its place. */
const segment = (text: string): string =>
  encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8')).replace(/^\.{1,2}$/, (dots) =>
    dots.replaceAll('.', '%2E'),
  );

/** Lists and maps among the parameters, and what the members of each are called in a form. */
const listNames: Readonly<Record<string, string>> = {
  AttributeNames: 'AttributeName',
  MessageAttributeNames: 'MessageAttributeName',
};
const mapNames: Readonly<Record<string, string>> = {
  MessageAttributes: 'MessageAttribute',
  MessageSystemAttributes: 'MessageSystemAttribute',
};

function queueCall(action: string, parameters: Parameters): ServiceCall {
  const { QueueUrl = '' } = parameters;
  if (!URL.canParse(QueueUrl)) return { ok: false, reason: 'QueueUrl is no URL' };
  const form = new URLSearchParams({ Action: action, Version: '2012-11-05' });
  for (const [name, value] of Object.entries(parameters)) {
    if (Object.hasOwn(listNames, name)) {
      listOf(value).forEach((one, index) => form.set(`${listNames[name]}.${index + 1}`, one));
    } else if (Object.hasOwn(mapNames, name)) {
      const attributes = attributesOf(value);
      if (attributes === null) return { ok: false, reason: `${name} is no JSON object of attributes` };
      attributes.forEach(([key, attribute], index) => {
        const prefix = `${mapNames[name]}.${index + 1}`;
        form.set(`${prefix}.Name`, key);
        for (const [member, text] of Object.entries(attribute)) {
          form.set(`${prefix}.Value.${member}`, plainText(text));
        }
      });
    } else form.set(name, value);
  }
  return {
    ok: true,
    service: 'sqs',
    action,
    httpMethod: 'POST',
    // At the service's endpoint, whatever host the URL names: that one may be a caller's text.
    path: '/',
    query: '',
    headers: ['Content-Type', 'application/x-www-form-urlencoded'],
    body: form.toString(),
  };
}

/** A JSON list of texts, or texts with commas between. */
function listOf(text: string): readonly string[] {
  const parsed = parse(text);
  return Array.isArray(parsed) ? parsed.map(plainText) : text.split(',').map((one) => one.trim());
}

/** `{"color":{"DataType":"String","StringValue":"blue"}}`; null for anything else. */
function attributesOf(
  text: string,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] | null {
  const parsed = parse(text);
  if (!isRecord(parsed)) return null;
  const attributes = Object.entries(parsed);
  return attributes.every((entry): entry is [string, Readonly<Record<string, unknown>>] => isRecord(entry[1]))
    ? attributes
    : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: a text.
    return undefined;
  }
}

/** A list or object, which a caller may have sent in place of a text, as it is in JSON. */
const plainText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
