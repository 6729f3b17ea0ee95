import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js';
import {
  buildScene,
  createLayout,
  type LaidOutScene,
  mark,
  type Scene,
  type SceneMarks,
  suggestedCollapse,
  withChanges,
} from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { toGraph } from '../../language-server/src/diagram/layout/graph.js';
import { Redraw } from '../../language-server/src/diagram/svg/redraw.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { Design } from '../../language-server/src/lsp/design.js';
import { marks as marksFeature } from '../../language-server/src/lsp/features/marks.js';
import { scene as sceneFeature } from '../../language-server/src/lsp/features/scene.js';
import { SentScenes } from '../../language-server/src/lsp/preview/sent-scenes.js';
import { defaultSettings } from '../../language-server/src/lsp/settings.js';
import { Snapshot } from '../../language-server/src/lsp/snapshot.js';
import { buildModel, type Model, parseFile } from '../../language-server/src/model/index.js';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { groupedDesign } from './designs.js';
import { median, row } from './measure.js';

const configuration = resolveConfiguration([]);
const elk = new ELK({ algorithms: ['layered'] });

function modelOf(text: string): Model {
  return buildModel('bench.arch', new Map([['bench.arch', parseFile('bench.arch', text)]]));
}

function sceneOf(text: string, collapse?: (model: Model) => readonly string[]): Scene {
  const model = modelOf(text);
  return buildScene(model, estimate(model), [], { collapse: collapse?.(model) ?? [] });
}

/** The same boxes and edges, with no frames around them. */
function flat(scene: Scene): Scene {
  return { ...scene, groups: [], nodes: scene.nodes.map(({ group: _, ...node }) => node) };
}

/** Milliseconds of the processor, so that what else the machine does counts less; the median after a warm-up. */
async function time(runs: number, warmUp: number, work: (run: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < warmUp + runs; run++) {
    const start = process.cpuUsage();
    await work(run);
    const { user, system } = process.cpuUsage(start);
    if (run >= warmUp) times.push((user + system) / 1000);
  }
  return median(times);
}

const laidOut = (graph: ElkNode): Promise<ElkNode> => elk.layout(structuredClone(graph));

const file = 'file:///bench.arch';
const fail = (what: string, error: unknown): never => {
  throw new Error(what, { cause: error });
};

/** What happens between a keystroke and its picture: in the server, on the way to the page, and there up to the DOM. */
class Preview {
  private readonly layout = createLayout(createInlineEngine(), { capacity: 1 });
  private readonly redraw = new Redraw();
  private snapshot: Snapshot | undefined;
  private marks: SceneMarks | undefined;
  private readonly sent = new SentScenes();
  private last: { readonly edition: number; readonly scene: Scene } | undefined;

  /** The picture with its numbers. */
  async show(text: string): Promise<LaidOutScene> {
    return this.draw(this.scene(text));
  }

  /** The findings that follow it. */
  mark(picture: LaidOutScene): void {
    this.marks = sent(marksFeature(this.snapshot!, { uri: file }));
    this.redraw.pieces(mark(picture, this.marks));
  }

  /** What the server sends. */
  scene(text: string): Scene {
    const parsed = parseFile(file, text, this.snapshot?.parsed);
    const design = new Design(file, new Map([[file, parsed]]), configuration, fail, this.snapshot?.designs[0]);
    this.snapshot = new Snapshot(file, parsed, [design], defaultSettings, '2026-01-01', new Map(), [], []);
    const asked = { uri: file, ...(this.last && { base: this.last.edition }) };
    const { edition, scene, changes } = sent(sceneFeature(this.snapshot, asked, this.sent));
    this.last = { edition, scene: scene ?? withChanges(this.last!.scene, changes!) };
    return this.last.scene;
  }

  /** What the page makes of it; findings of the picture before stay on it. */
  async draw(scene: Scene): Promise<LaidOutScene> {
    const picture = await this.layout.layout(scene);
    this.redraw.pieces(this.marks ? mark(picture, this.marks) : picture);
    return picture;
  }
}

function sent<T>(answer: T): T {
  return JSON.parse(JSON.stringify(answer));
}

/** What people wait for before a picture stands, and while they turn a number. */
export async function pictures(): Promise<void> {
  const scene = sceneOf(groupedDesign(100));
  const hundred = toGraph(scene);
  const plain = toGraph(flat(scene));
  const grouped: number[] = [];
  const bare: number[] = [];
  await laidOut(hundred);
  // In turn, so that a busy machine slows both, and often enough that both are compiled.
  for (let i = 0; i < 50; i++) {
    grouped.push(await time(1, 0, () => laidOut(hundred)));
    bare.push(await time(1, 0, () => laidOut(plain)));
  }
  row(
    'layout of 100 nodes in groups ÷ the same without groups',
    `${(median(grouped.slice(30)) / median(bare.slice(30))).toFixed(2)}x`,
    'aim: at most 1x',
  );

  const overview = (size: number) => toGraph(sceneOf(groupedDesign(size), (model) => suggestedCollapse(model)));
  const [thousand, few] = [overview(1000), overview(100)];
  const large = await time(5, 2, () => laidOut(thousand));
  const small = await time(9, 2, () => laidOut(few));
  row('collapsed overview of 1,000 nodes ÷ picture of 100', `${(large / small).toFixed(2)}x`, 'aim: at most 3x');

  const text = groupedDesign(100);
  const preview = new Preview();
  preview.mark(await preview.show(text));
  const numbers: number[] = [];
  const findings: number[] = [];
  for (let run = 0; run < 200; run++) {
    let picture: LaidOutScene | undefined;
    numbers.push(
      await time(1, 0, async () => (picture = await preview.show(text.replace('replicas: 3', `replicas: ${4 + run}`)))),
    );
    findings.push(await time(1, 0, async () => preview.mark(picture!)));
  }
  const number = median(numbers.slice(150));
  const marked = number + median(findings.slice(150));
  const more = (run: number): string => Array.from({ length: run + 1 }, (_, i) => `service more${i} { }\n`).join('');
  const structure = await time(5, 3, (run) => preview.show(`${text}${more(run)}`));
  row(
    'picture after a changed structure ÷ after a changed number',
    `${(structure / number).toFixed(1)}x`,
    'aim: at least 20x',
  );
  row(
    'the same, after a changed number and until its findings are there',
    `${(structure / marked).toFixed(1)}x`,
    'no aim',
  );
  // A clock this short is told by the mean of many.
  const scenes = Array.from({ length: 8 }, (_, run) =>
    preview.scene(text.replace('replicas: 3', `replicas: ${4 + run}`)),
  );
  const others = Array.from({ length: 5 }, (_, run) => preview.scene(`${text}${more(10 + run)}`));
  const redrawn = await time(5, 3, async () => {
    for (let round = 0; round < 5; round++) for (const each of scenes) await preview.draw(each);
  });
  const laidOutAnew = await time(5, 0, (run) => preview.draw(others[run]));
  row(
    'the same in the page alone, without the server',
    `${(laidOutAnew / (redrawn / 40)).toFixed(1)}x`,
    'aim: at least 20x',
  );
}
