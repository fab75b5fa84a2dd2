// The peer as its README sets it up.
import gateway from 'fast-gateway';

const server = gateway({
  routes: [{ prefix: '/open', prefixRewrite: '/open', target: `http://127.0.0.1:${process.argv[2]}` }],
});
const listening = await server.start(0);
process.send(listening.address().port);
