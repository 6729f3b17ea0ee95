import { locate, locateName, type Problems } from './context.js';
import type { Parsed } from './parsed.js';
import { placesOf } from './schema/index.js';

/** Reports what stands at the top of a file but belongs inside a block. */
export function checkTopLevel(files: readonly Parsed[], problems: Problems): void {
  for (const { source, syntax } of files) {
    for (const { offset, chunk } of syntax.chunks) {
      const place = { file: source.file, base: offset };
      for (const node of chunk.tree.members) {
        switch (node.$type) {
          case 'Property': {
            const owner = placesOf(node.name)[0]?.replace(/^component$/, 'service');
            const where = owner ? `a block such as \`${owner} … { ${node.name}: … }\`` : 'a block';
            problems.report('misplaced', locateName(place, node), `\`${node.name}\` belongs inside ${where}.`);
            break;
          }
          case 'Block':
            problems.report(
              'misplaced',
              locate(place, node),
              'A block needs a declaration in front: `service api { … }`.',
            );
            break;
          case 'Unfinished':
            problems.report(
              'unfinished',
              locate(place, node),
              `\`${node.name}\` alone says nothing: declare something, \`service ${node.name} { … }\`, or link it, \`${node.name} -> …\`.`,
            );
            break;
          case 'Index':
          case 'Query':
            problems.report('misplaced', locate(place, node), `This belongs inside a \`table … { }\`.`);
            break;
          case 'Step':
            problems.report('misplaced', locate(place, node), `A step belongs inside a \`saga … { }\`.`);
            break;
          default:
        }
      }
    }
  }
}
