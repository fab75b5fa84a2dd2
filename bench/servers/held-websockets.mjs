// The gateway's listener and its connections, with a pipeline that says yes and says everything back.
import { echo, startWebSocketListener } from '../../apps/gateway/src/testing/websocket-listener.ts';

const { listener, records } = await startWebSocketListener(echo);
// The test's own memory of what has come is none of a gateway.
setInterval(() => records.splice(0), 100);
process.send(listener.httpPort);
