import { describe, expect, it } from 'vitest';
import { buildScene } from '../../language-server/src/diagram/index.js';
import { neighbourhood } from '../../language-server/src/diagram/scene/neighbourhood.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';

const text = `
region eu {
  group "Front" { service a }
  group "Back" {
    service b
    service c
  }
}
service d
service e
a -> b -> d
c -> d
d -> e
`;
const model = buildModel('x.arch', new Map([['x.arch', parseFile('x.arch', text)]]));
const scene = buildScene(model, estimate(model), []);
const shown = (id: string) => {
  const { nodes, groups, edges } = neighbourhood(scene, id);
  return { nodes: nodes.map((n) => n.id), groups: groups.map((g) => g.title), edges: edges.map((e) => e.id) };
};

describe('the neighbourhood', () => {
  it('of a component is what it calls and what calls it, in their frames', () => {
    expect(shown('b')).toEqual({ nodes: ['a', 'b', 'd'], groups: ['eu', 'Front', 'Back'], edges: ['a->b', 'b->d'] });
    expect(shown('e')).toEqual({ nodes: ['d', 'e'], groups: [], edges: ['d->e'] });
  });

  it('of a group is all in it with what that is linked to', () => {
    const back = scene.groups.find(({ title }) => title === 'Back')!;
    expect(shown(back.id).nodes).toEqual(['a', 'b', 'c', 'd']);
  });

  it('of something that is not there is everything', () => {
    expect(neighbourhood(scene, 'nobody')).toBe(scene);
  });
});
