/** What an account has beside its APIs, and what is counted and tagged across nouns. */
export { accounts } from './accounts.js';
export { clientCertificates } from './client-certificates.js';
export { counts } from './counts.js';
export { httpVpcLinks } from './http-vpc-links.js';
export { tagged } from './tagged.js';
export { vpcLinks } from './vpc-links.js';
