import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildScene, createLayout, type LaidOutScene } from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, type Model, parseFile } from '../../language-server/src/model/index.js';

const modelOf = (text: string): Model => buildModel('x.arch', new Map([['x.arch', parseFile('x.arch', text)]]));

const engine = createInlineEngine();

interface Moves {
  /** Pixels, beyond what all move together. */
  readonly median: number;
  readonly most: number;
  /** Of all pairs that stood apart, the part that has changed sides. */
  readonly turned: number;
}

function moves(before: LaidOutScene, after: LaidOutScene): Moves {
  const places = new Map(after.nodes.map((node) => [node.id, node]));
  const middle = ({ x, y, width, height }: LaidOutScene['nodes'][number]) => [x + width / 2, y + height / 2] as const;
  const nodes = before.nodes.flatMap((node) => {
    const now = places.get(node.id);
    return now ? [{ before: middle(node), after: middle(now) }] : [];
  });
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const [dx, dy] = ([0, 1] as const).map((axis) => median(nodes.map((n) => n.after[axis] - n.before[axis])));
  const distances = nodes.map((n) => Math.hypot(n.after[0] - n.before[0] - dx, n.after[1] - n.before[1] - dy));
  let pairs = 0;
  let turned = 0;
  for (const [i, a] of nodes.entries()) {
    for (const b of nodes.slice(i + 1)) {
      for (const axis of [0, 1] as const) {
        const gap = a.before[axis] - b.before[axis];
        if (Math.abs(gap) < 40) continue;
        pairs++;
        if (gap * (a.after[axis] - b.after[axis]) < 0) turned++;
      }
    }
  }
  return { median: median(distances), most: Math.max(...distances), turned: turned / pairs };
}

const examples = [
  'commerce/orders',
  'feeds/news-feed',
  'feeds/timeline',
  'media/photo-sharing',
  'messaging/chat',
  'patterns/four-tiers',
  'platform/url-shortener',
];

/** The moves that an edit brings about in each example, as somebody sees them who watches. */
function movesBy(edit: (text: string, model: Model) => string): Promise<readonly Moves[]> {
  return Promise.all(
    examples.map(async (name) => {
      const text = readFileSync(`examples/${name}/design.arch`, 'utf8');
      const layout = createLayout(engine, { steady: true });
      const draw = (of: string) => {
        const model = modelOf(of);
        return layout.layout(buildScene(model, estimate(model), []));
      };
      const before = await draw(text);
      return moves(before, await draw(edit(text, modelOf(text))));
    }),
  );
}

const mean = (all: readonly Moves[], of: (each: Moves) => number): number =>
  all.reduce((sum, each) => sum + of(each), 0) / all.length;

describe('small edits move little', () => {
  test('another title moves nothing but what it needs', async () => {
    const all = await movesBy((text) =>
      text.replace(/service (\w+) "[^"]*"/, 'service $1 "A longer name than before"'),
    );
    for (const { most, turned } of all) expect([most < 40, turned]).toEqual([true, 0]);
  });

  test('a title on a link moves at most what lies beside it', async () => {
    const all = await movesBy((text) => text.replace(/ -> (\w+) \{/, ' -> $1 "asks" {'));
    for (const { median, most, turned } of all) expect([median < 5, most < 100, turned]).toEqual([true, true, 0]);
  });

  describe('another component', () => {
    let all: readonly Moves[];
    beforeAll(async () => {
      all = await movesBy((text, { components }) => {
        const caller = components[Math.floor(components.length / 2)].id;
        return `${text}\nservice added "Added"\n${caller} -> added\n`;
      });
    });

    test('leaves most where they were', () => {
      expect(mean(all, ({ median }) => median)).toBeLessThan(80);
    });

    test('leaves them on the same side of each other', () => {
      expect(mean(all, ({ turned }) => turned)).toBeLessThan(0.1);
    });
  });

  test('another link leaves most on the same side of each other', async () => {
    const all = await movesBy((text, { components }) => `${text}\n${components[1].id} -> ${components.at(-1)!.id}\n`);
    expect(mean(all, ({ turned }) => turned)).toBeLessThan(0.15);
  });
});

test('a picture that is seen once does not hang on others', async () => {
  const text = readFileSync('examples/platform/url-shortener/design.arch', 'utf8');
  const model = modelOf(text);
  const scene = buildScene(model, estimate(model), []);
  const alone = await createLayout(engine).layout(scene);
  const layout = createLayout(engine);
  const { nodes } = alone;
  await layout.layout({ ...scene, nodes: [...scene.nodes].reverse() });
  expect((await layout.layout(scene)).nodes.map(({ x }) => x)).toEqual(nodes.map(({ x }) => x));
});
