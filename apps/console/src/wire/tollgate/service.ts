import type { Service } from '../operation.js';

/**
 * What Tollgate has beyond AWS's services, below `/_tollgate/v1`. Calls are signed as those of API Gateway.
 */
export const tollgate: Service = { name: 'tollgate', signingName: 'apigateway', format: 'tollgate' };
