// Answers TCP connections to a port, over IPv4 and IPv6, with the address that each came from.
//   node answer.mjs PORT
import { createServer } from 'node:net';

const server = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.end(socket.remoteAddress?.replace(/^::ffff:/, ''));
});
server.listen(Number(process.argv[2]), '::', () => console.log('listening'));
