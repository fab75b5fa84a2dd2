import { awsOf } from '../../testing/aws-of.js';
import { serviceEndpoint, type AwsService } from './aws-services.js';

const nowhere = awsOf();
const wanted = (service: string, change: Partial<AwsService> = {}): AwsService => ({
  partition: 'aws',
  region: 'eu-west-1',
  service,
  subdomain: null,
  ...change,
});

test.each([
  [wanted('dynamodb'), 'dynamodb.eu-west-1.amazonaws.com'],
  [wanted('s3', { subdomain: 'my.bucket' }), 'my.bucket.s3.eu-west-1.amazonaws.com'],
  [wanted('iotdata', { subdomain: 'a1-ats' }), 'a1-ats.iot.eu-west-1.amazonaws.com'],
  [wanted('sagemaker', { subdomain: 'runtime' }), 'runtime.sagemaker.eu-west-1.amazonaws.com'],
  [wanted('sqs', { partition: 'aws-cn', region: 'cn-north-1' }), 'sqs.cn-north-1.amazonaws.com.cn'],
  [wanted('sqs', { partition: 'aws-us-gov', region: 'us-gov-west-1' }), 'sqs.us-gov-west-1.amazonaws.com'],
])('%j is at AWS as %s', (service, host) => {
  expect(serviceEndpoint(nowhere, service)).toEqual({ origin: `https://${host}`, host, basePath: '' });
});

test('an action that has a host of its own goes there at AWS, and to the one endpoint elsewhere', () => {
  const states = wanted('states');
  expect(serviceEndpoint(nowhere, states, 'StartSyncExecution').host).toBe(
    'sync-states.eu-west-1.amazonaws.com',
  );
  expect(serviceEndpoint(nowhere, states, 'constructor').host).toBe('states.eu-west-1.amazonaws.com');
  const local = { ...nowhere, endpointUrls: { SFN: 'http://localhost:8083' } };
  expect(serviceEndpoint(local, states, 'StartSyncExecution').host).toBe('localhost:8083');
});

test('the endpoint of a service comes before that of all, under the name that SDKs have for it', () => {
  const services = {
    ...nowhere,
    endpointUrls: { EVENTBRIDGE: 'http://events:1', S3: 'https://minio.internal/base/' },
    endpointUrl: 'http://all:2',
  };
  expect(serviceEndpoint(services, wanted('events')).origin).toBe('http://events:1');
  expect(serviceEndpoint(services, wanted('sqs')).origin).toBe('http://all:2');
  expect(serviceEndpoint(services, wanted('s3', { subdomain: 'b' }))).toEqual({
    origin: 'https://minio.internal',
    host: 'b.minio.internal',
    basePath: '/base',
  });
});
