// Socket.IO with its long polling alone: rooms, and what is sent to one goes to all in it.
const { createServer } = require('http');
const { Server } = require('socket.io');

const port = Number(process.argv[2]);
const http = createServer();
http.keepAliveTimeout = 3_600_000;
http.requestTimeout = 0;
http.headersTimeout = 0;
const io = new Server(http, {
  transports: ['polling'],
  pingInterval: 3_600_000,
  serveClient: false,
  httpCompression: false,
});
io.on('connection', (socket) => {
  socket.on('join', (room) => socket.join(room));
  socket.on('send', (room, text) => io.to(room).emit('message', text));
});
http.listen({ port, host: '127.0.0.1', backlog: 4096 });
