import { describe, expect, test } from 'vitest';
import { LayoutCancelled } from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { createWorkerEngine, type WorkerLike } from '../../language-server/src/diagram/layout/engine-worker.js';

interface Message {
  readonly id: number;
  readonly cmd: 'register' | 'layout';
  readonly graph?: unknown;
}

/** A worker that registers at once and lays out when told to. */
class FakeWorker implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  terminated = false;
  readonly layouts: Message[] = [];

  postMessage(message: unknown): void {
    const { id, cmd } = message as Message;
    if (cmd === 'register') this.onmessage?.({ data: { id } });
    else this.layouts.push(message as Message);
  }

  answer(): void {
    const { id, graph } = this.layouts.shift()!;
    this.onmessage?.({ data: { id, data: graph } });
  }

  refuse(error: Error): void {
    this.onmessage?.({ data: { id: this.layouts.shift()!.id, error } });
  }

  terminate(): void {
    this.terminated = true;
  }
}

function farm() {
  const workers: FakeWorker[] = [];
  const engine = createWorkerEngine(() => {
    workers.push(new FakeWorker());
    return workers[workers.length - 1];
  });
  return { workers, engine };
}

const graph = (id: string) => ({ id, children: [] });

describe('the engine in a worker', () => {
  test('starts a worker with the first layout and keeps it', async () => {
    const { workers, engine } = farm();
    expect(workers.length).toBe(0);
    for (const id of ['a', 'b']) {
      const result = engine.layout(graph(id));
      workers[0].answer();
      expect((await result).id).toBe(id);
    }
    expect(workers.length).toBe(1);
  });

  test('ends the worker to cancel what runs, and starts another for what waits', async () => {
    const { workers, engine } = farm();
    const abort = new AbortController();
    const cancelled = engine.layout(graph('a'), abort.signal);
    const waiting = engine.layout(graph('b'));
    abort.abort();
    await expect(cancelled).rejects.toBeInstanceOf(LayoutCancelled);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    workers[1].answer();
    expect((await waiting).id).toBe('b');
  });

  test('starts none before the next layout when nothing waits', async () => {
    const { workers, engine } = farm();
    const abort = new AbortController();
    const cancelled = engine.layout(graph('a'), abort.signal);
    abort.abort();
    await expect(cancelled).rejects.toBeInstanceOf(LayoutCancelled);
    expect(workers.length).toBe(1);
  });

  test('drops what waits without touching the worker', async () => {
    const { workers, engine } = farm();
    const abort = new AbortController();
    const running = engine.layout(graph('a'));
    const dropped = engine.layout(graph('b'), abort.signal);
    abort.abort();
    await expect(dropped).rejects.toBeInstanceOf(LayoutCancelled);
    workers[0].answer();
    expect((await running).id).toBe('a');
    expect(workers[0].terminated).toBe(false);
    expect(workers[0].layouts).toEqual([]);
  });

  test('does nothing for a signal that is aborted already, or too late', async () => {
    const { workers, engine } = farm();
    await expect(engine.layout(graph('a'), AbortSignal.abort())).rejects.toBeInstanceOf(LayoutCancelled);
    expect(workers.length).toBe(0);
    const abort = new AbortController();
    const result = engine.layout(graph('a'), abort.signal);
    workers[0].answer();
    await result;
    abort.abort();
    expect(workers[0].terminated).toBe(false);
  });

  test('passes on a refusal and lives on; a broken worker is replaced', async () => {
    const { workers, engine } = farm();
    const refused = engine.layout(graph('a'));
    workers[0].refuse(new Error('unsupported'));
    await expect(refused).rejects.toThrow('unsupported');
    const broken = engine.layout(graph('b'));
    workers[0].onerror?.(new Error('out of memory'));
    await expect(broken).rejects.toThrow('out of memory');
    const next = engine.layout(graph('c'));
    workers[1].answer();
    expect((await next).id).toBe('c');
  });

  test('a worker that cannot be made is an error of the layout', async () => {
    const engine = createWorkerEngine(() => {
      throw new Error('no workers here');
    });
    await expect(engine.layout(graph('a'))).rejects.toThrow('no workers here');
  });

  test('disposed, it rejects all that waits', async () => {
    const { workers, engine } = farm();
    const all = [engine.layout(graph('a')), engine.layout(graph('b'))];
    engine.dispose();
    for (const result of all) await expect(result).rejects.toBeInstanceOf(LayoutCancelled);
    expect(workers[0].terminated).toBe(true);
  });

  test("speaks the protocol of ELK's own worker", async () => {
    const { Worker } = (await import('elkjs/lib/elk-worker.js')) as unknown as { Worker: new () => WorkerLike };
    const engine = createWorkerEngine(() => Object.assign(new Worker(), { terminate: () => undefined }));
    const given = () => ({
      id: 'root',
      layoutOptions: { 'elk.algorithm': 'layered' },
      children: [
        { id: 'a', width: 50, height: 30 },
        { id: 'b', width: 50, height: 30 },
      ],
      edges: [{ id: 'e', sources: ['a'], targets: ['b'] }],
    });
    const places = ({ children = [] }: { children?: { x?: number; y?: number }[] }) =>
      children.map(({ x, y }) => [x, y]);
    expect(places(await engine.layout(given()))).toEqual(places(await createInlineEngine().layout(given())));
  });
});
