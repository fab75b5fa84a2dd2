/**
 * The hosted zone that an alias record for an edge-optimised domain names (AWS general reference:
 * CloudFront).
 */
export const distributionHostedZoneId = 'Z2FDTNDATAQYW2';

/**
 * Of the regions that most clients use (AWS general reference: API Gateway endpoints). Clients want one
 * shown; nothing here is looked up by it.
 */
const regional: Readonly<Record<string, string>> = {
  'us-east-1': 'Z1UJRXOUMOOFQ8',
  'us-east-2': 'ZOJJZC49E0EPZ',
  'us-west-1': 'Z2MUQ32089INYE',
  'us-west-2': 'Z2OJLYMUO9EFXC',
  'ca-central-1': 'Z19DQILCV0OWEC',
  'sa-east-1': 'ZCMLWB8V5SYIT',
  'eu-central-1': 'Z1U9ULNL0V5AJ3',
  'eu-north-1': 'Z3UWIKFBOOGXPP',
  'eu-west-1': 'ZLY8HYME6SFDD',
  'eu-west-2': 'ZJ5UAJN8Y3Z2Q',
  'eu-west-3': 'Z3KY65QIEKYHQQ',
  'ap-northeast-1': 'Z1YSHQZHG15GKL',
  'ap-northeast-2': 'Z20JF4UZKIW1U8',
  'ap-south-1': 'Z3VO1THU9YC4UR',
  'ap-southeast-1': 'ZL327KTPIQFUL',
  'ap-southeast-2': 'Z2RPCDW04V8134',
};

/**
 * The hosted zone that an alias record for a regional domain names; a region that is not listed shows that of
 * us-east-1.
 */
export const regionalHostedZoneId = (region: string): string => regional[region] ?? regional['us-east-1']!;
