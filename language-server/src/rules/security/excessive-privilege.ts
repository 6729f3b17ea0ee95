import { isRead } from '../../estimate/traffic/operations.js';
import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { isOwn, replaceValue } from '../edits.js';
import { byPolicy } from '../policies.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';

/** Who only reads needs no right to delete. */
export const excessivePrivilege = defineRule({
  name: 'excessive-privilege',
  category: 'security',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'A caller may change what it only reads.',
  why: 'Rights that nobody needs help only whoever breaks in, or the next mistake: a report with the rights of an administrator can drop the table it counts. With the right to read and no more, a stolen password or a faulty query of this caller changes nothing.',
  silent: [
    'No `privilege` is written.',
    'It is `read`, or one of the flows writes, deletes or invalidates.',
    'Nobody says what one of the flows does (`op`, `reads`, `stores`).',
    'It is a migration (`purpose: migration`).',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Jerome Saltzer, Michael Schroeder, "The Protection of Information in Computer Systems" (1975): least privilege',
    'NIST SP 800-53 Rev. 5 (2020), AC-6: Least Privilege',
    'NIST SP 800-207, Zero Trust Architecture (2020)',
  ],
  incorrect: [
    {
      title: 'a report with the rights of an administrator',
      code: 'service reports {}\ndatabase sales {}\n\nreports -> sales { op: list, privilege: admin, timeout: 5s }\n',
    },
    {
      title: 'a reader that may write',
      code: 'worker exporter {}\ndatabase sales { table orders { row: 200B } }\n\nexporter -> sales { reads: orders, privilege: write, timeout: 5s }\n',
    },
  ],
  correct: [
    {
      title: 'it reads and may read',
      code: 'service reports {}\ndatabase sales {}\n\nreports -> sales { op: list, privilege: read, timeout: 5s }\n',
    },
    {
      title: 'it writes and may write',
      code: 'service checkout {}\ndatabase sales { table orders { row: 200B } }\n\ncheckout -> sales { reads: orders, stores: orders, op: write, privilege: write, timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    for (const { value, links } of byPolicy(model.links, ({ properties }) => properties.privilege)) {
      const excessive = links.filter((link) => value.value !== 'read' && onlyReads(model, link));
      const [first, ...others] = excessive;
      if (!first) continue;
      const own = isOwn(first, value);
      report(
        first,
        `\`${first.source.id}\` has ${value.value === 'admin' ? 'the rights of an administrator' : 'the right to write'} on \`${first.target.id}\`, but only reads.`,
        {
          ...(own && { at: value.property }),
          subjects: others,
          fixes:
            own && excessive.length === links.length
              ? [{ title: 'Set `privilege: read`', safe: false, edits: [replaceValue(value, 'read')] }]
              : [],
        },
      );
    }
  },
});

function onlyReads(model: Model, link: Link): boolean {
  const uses = usesOn(model, link);
  const isMigration = [link, ...uses.map(({ flow }) => flow)].some(
    (each) => each?.properties.purpose?.value === 'migration',
  );
  return isBuilt(link) && !isMigration && uses.every(({ operation }) => isRead(operation));
}
