import { resolve } from 'node:path';
import {
  boolean,
  ConfigError,
  describeConfig,
  integer,
  oneOf,
  path,
  readConfig,
  string,
  url,
  urls,
  type Schema,
} from './index.js';

const schema = {
  port: integer('PORT', { min: 0, max: 65_535, default: 4000, description: 'listening port' }),
  dataDir: path('DATA_DIR', { default: '.tollgate', description: 'where data is kept' }),
  databaseUrl: url('DATABASE_URL', {
    protocols: ['postgres', 'postgresql'],
    optional: true,
    secret: true,
    description: 'Postgres',
  }),
  level: oneOf('LEVEL', ['info', 'debug'], { default: 'info', description: 'log level' }),
  sample: boolean('SAMPLE', { default: true, description: 'sample API' }),
  token: string('TOKEN', { secret: true, maxLength: 8, description: 'gateway token' }),
};

function messageOf(env: Record<string, string>, of: Schema = schema): string {
  try {
    readConfig(env, of);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error('expected a ConfigError');
}

test('defaults fill what is unset or empty, and types follow the schema', () => {
  const config = readConfig({ TOKEN: 't', PORT: '' }, schema);
  const port: number = config.port;
  const databaseUrl: string | undefined = config.databaseUrl;
  expect({ ...config, port, databaseUrl }).toEqual({
    port: 4000,
    dataDir: resolve('.tollgate'),
    databaseUrl: undefined,
    level: 'info',
    sample: true,
    token: 't',
  });
});

test('the config is frozen', () => {
  expect(Object.isFrozen(readConfig({ TOKEN: 't' }, schema))).toBe(true);
});

test.each([
  ['PORT', '80a', 'PORT is "80a"; it must be a whole number from 0 to 65535'],
  ['PORT', '65536', 'PORT is "65536"; it must be a whole number from 0 to 65535'],
  ['PORT', ' 1', 'PORT is " 1"; it must be a whole number from 0 to 65535'],
  ['PORT', '1e3', 'PORT is "1e3"; it must be a whole number from 0 to 65535'],
  ['LEVEL', 'loud', 'LEVEL is "loud"; it must be one of info, debug'],
  ['SAMPLE', 'maybe', 'SAMPLE is "maybe"; it must be on or off'],
  ['SAMPLE', 'constructor', 'SAMPLE is "constructor"; it must be on or off'],
])('%s=%s ends in one line that names the variable, the value and what is allowed', (name, value, line) => {
  expect(messageOf({ TOKEN: 't', [name]: value })).toBe(line);
});

test('a missing required variable is named with what it is for', () => {
  expect(messageOf({})).toBe('TOKEN is not set; it must be text of 1 to 8 characters (gateway token)');
});

test('a secret value never shows up in a message', () => {
  expect(messageOf({ TOKEN: 'much-too-long-secret' })).not.toContain('secret');
  expect(messageOf({ TOKEN: 't', DATABASE_URL: 'mysql://u:hunter2@h/d' })).toBe(
    'DATABASE_URL is (hidden); it must be a URL that starts with postgres:// or postgresql://',
  );
});

test('a line break in a value does not break the message into two lines', () => {
  expect(messageOf({ TOKEN: 't', LEVEL: 'a\nb' })).not.toContain('\n');
});

test('words, booleans, URLs and paths are read as what they mean', () => {
  const config = readConfig(
    { TOKEN: 't', SAMPLE: 'off', LEVEL: 'debug', DATABASE_URL: 'postgres://h/d/', DATA_DIR: '/data/../x' },
    schema,
  );
  expect(config).toMatchObject({
    sample: false,
    level: 'debug',
    databaseUrl: 'postgres://h/d',
    dataDir: '/x',
  });
});

test('describeConfig gives one row per variable, without the value of a secret', () => {
  expect(describeConfig(schema)).toHaveLength(6);
  expect(describeConfig(schema)[0]).toEqual({
    name: 'PORT',
    default: '4000',
    bounds: 'a whole number from 0 to 65535',
    required: false,
    description: 'listening port',
  });
  expect(describeConfig(schema).at(-1)).toMatchObject({ name: 'TOKEN', required: true, default: '' });
});

test('a family of variables is a record by what follows its prefix; unset and empty members are not in it', () => {
  const family = { endpoints: urls('AWS_ENDPOINT_URL_<SERVICE>', { description: 'where a service is' }) };
  const env = {
    AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1/',
    AWS_ENDPOINT_URL_S3: '',
    AWS_ENDPOINT_URL: 'http://x',
    AWS_ENDPOINT_URL_DYNAMODB: 'https://d',
  };
  const { endpoints } = readConfig(env, family);
  expect(endpoints).toEqual({ DYNAMODB: 'https://d', SQS: 'http://127.0.0.1:1' });
  expect(Object.isFrozen(endpoints)).toBe(true);
  expect(readConfig({}, family).endpoints).toEqual({});
  expect(messageOf({ AWS_ENDPOINT_URL_SNS: 'nowhere' }, family)).toBe(
    'AWS_ENDPOINT_URL_SNS is "nowhere"; it must be a URL that starts with http:// or https://',
  );
  expect(describeConfig(family)[0]).toMatchObject({ name: 'AWS_ENDPOINT_URL_<SERVICE>', required: false });
});
