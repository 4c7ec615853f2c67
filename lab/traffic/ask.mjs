// Connects to each ADDRESS PORT on its standard input, all at once; prints what became of them.
//   echo '[["10.85.1.2", 8080]]' | node ask.mjs
import { connect } from 'node:net';
import { json, text } from 'node:stream/consumers';

// Several times what a packet that is lost once needs.
const PATIENCE_MS = 6000;

console.log(JSON.stringify(await Promise.all((await json(process.stdin)).map(ask))));

async function ask([host, port]) {
  const socket = connect({ host, port });
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('ETIMEDOUT')));
  try {
    return { kind: 'answered', source: await text(socket) };
  } catch (error) {
    return error.code === 'ECONNREFUSED' ? { kind: 'refused' } : { kind: 'silent' };
  }
}
