import { setFlagsFromString } from 'node:v8';

// Imported first, for its effect. The engine watches which places in the code make objects that last, and then makes those in the old
// generation at once. Some of ours look so for a moment, while requests wait for their backends, but every object of a request ends with
// it; once dead in the old generation, they keep alive what they point to. That took a third of the time of each request (docs/PERFORMANCE.md).
setFlagsFromString('--no-allocation-site-pretenuring');
