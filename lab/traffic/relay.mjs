// Takes a listening socket from its parent; what connects to it goes on to a port of 127.0.0.1 here.
//   node relay.mjs PORT
import { connect } from 'node:net';

process.on('message', (_, listener) => {
  listener.on('connection', (socket) => {
    const onward = connect(Number(process.argv[2]), '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
  });
  process.send('listening');
});
process.on('disconnect', () => process.exit());
