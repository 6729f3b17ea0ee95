// Loaded into the server under test: at a signal it collects garbage and says how many bytes are in use.
process.on('SIGUSR2', () => {
  globalThis.gc();
  process.stderr.write(`heap ${process.memoryUsage().heapUsed}\n`);
});
