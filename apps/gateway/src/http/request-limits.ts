/**
 * Limits on every request, in bytes (API Gateway quotas page: 10,240 bytes of headers in all; payload 10 MB).
 */
export const headerBytesMax = 10_240;
export const urlBytesMax = 10_240;
export const bodyBytesMax = 10 * 1024 * 1024;
