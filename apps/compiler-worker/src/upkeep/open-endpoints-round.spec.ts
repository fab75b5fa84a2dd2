import { createDomainName } from '#libs/api-definition';
import { basePathMappings, domainNames } from '#libs/persistence';
import { openDatabase } from '../testing/open-database.js';
import { runRounds } from '../testing/run-rounds.js';
import { seedDefinition } from '../testing/seed-definition.js';
import { openEndpointsRound } from './open-endpoints-round.js';

const { database, testDatabase } = await openDatabase();

test('what goes round mutual TLS is said once, however often it is looked for, and when it is over', async () => {
  const logged: object[] = [];
  const record = (message: string, fields?: object): void => void logged.push({ message, ...fields });
  const round = openEndpointsRound(database, { info: record, warn: record });
  await seedDefinition(database).restApi('api0000001');
  await runRounds(Date.now(), round);
  expect(logged).toEqual([]);
  const owner = { accountId: '111111111111', region: 'us-east-1' };
  const domain = createDomainName(
    {
      domainName: 'api.example.com',
      regionalCertificateName: 'x',
      endpointConfiguration: { types: ['REGIONAL'] },
      mutualTlsAuthentication: { truststoreUri: 's3://trust/a.pem' },
    },
    { owner, id: 'dom1', nowMs: 0 },
  );
  if (!domain.ok) throw new Error(domain.error.message);
  await database.write(async (uow) => {
    await domainNames.insert(uow, domain.value, null);
    const mapping = {
      domainId: 'dom1',
      id: 'map1',
      basePath: '(none)',
      restApiId: 'api0000001',
      stage: null,
    };
    await basePathMappings.insert(uow, mapping);
  });
  for (let n = 0; n < 3; n += 1) await runRounds(Date.now(), round);
  const what = { domainName: 'api.example.com', apiId: 'api0000001' };
  const opened = {
    message: 'the default endpoint of an API goes round the mutual TLS of a domain',
    ...what,
  };
  expect(logged).toEqual([opened]);
  await testDatabase.query('UPDATE rest_apis SET disable_execute_api_endpoint = true');
  for (let n = 0; n < 2; n += 1) await runRounds(Date.now(), round);
  expect(logged).toEqual([opened, { message: 'nothing goes round mutual TLS any more', ...what }]);
});
