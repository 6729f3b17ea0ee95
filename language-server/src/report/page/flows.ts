import type { FlowHop, SceneFlow } from '../../diagram/index.js';
import { element } from '../../diagram/svg/element.js';
import { type Child, html, type Markup, table } from './html.js';

/** Each flow: how it stands against its objectives, and what each hop adds to its time. */
export function flowsSection(flows: readonly SceneFlow[]): Child {
  if (flows.length === 0) return false;
  const columns = [
    { name: 'Flow' },
    { name: 'Peak rate', numeric: true },
    { name: 'p99', numeric: true },
    { name: 'Objectives' },
  ];
  return [
    html('h2', { id: 'flows' }, 'Flows'),
    table(
      'Flows',
      columns,
      flows.map(({ title, rate, latency, objectives }) => [
        title,
        rate?.text ?? unknown(),
        latency?.text ?? unknown(),
        objectives.length === 0
          ? html('span', { class: 'muted' }, 'none')
          : html(
              'ul',
              { class: 'plain' },
              objectives.map(({ figure, target, actual, state }) =>
                html(
                  'li',
                  {},
                  html('span', { class: `outcome ${state}` }, state),
                  ` ${figure} ${actual?.text ?? 'unknown'}, ${figure === 'availability' ? 'at least' : 'at most'} ${target.text}`,
                ),
              ),
            ),
      ]),
    ),
    flows.map(hopsOf),
  ];
}

const unknown = (): Markup => html('span', { class: 'muted' }, 'unknown');

/** The flow hop by hop, with a bar that shows where its mean time goes. */
function hopsOf({ id, title, path }: SceneFlow): Child {
  const { hops, start, total, more, missing, overlapping } = path;
  if (hops.length === 0) return false;
  let before = start?.time?.value ?? 0;
  // Calls that run at once add up to more than the whole.
  const whole = (total?.value ?? 0) + (overlapping?.value ?? 0);
  const columns = [
    { name: 'Hop' },
    { name: 'Taken', numeric: true },
    { name: 'Adds on average', numeric: true },
    { name: 'Of the whole' },
    { name: 'Timeout', numeric: true },
  ];
  const rows = hops.map((hop) => {
    const from = before;
    before += hop.time?.value ?? 0;
    return [
      html('span', { class: `depth depth-${Math.min(hop.depth, 8)}` }, nameOf(hop)),
      hop.visits?.text ?? unknown(),
      hop.time?.text ?? html('span', { class: 'muted' }, hop.awaited ? 'unknown' : 'nobody waits'),
      hop.time?.value !== undefined && whole > 0 && share(from / whole, hop.time.value / whole),
      hop.timeout?.text ?? '',
    ];
  });
  const sum = total
    ? `${total.text} on average`
    : `time unknown${missing.length > 0 ? `: needs ${missing.slice(0, 4).join(', ')}` : ''}`;
  return html(
    'details',
    { 'data-key': `flow ${id}`, class: 'hops' },
    html('summary', {}, `${title}, hop by hop: ${sum}`),
    table(`${title}, hop by hop`, columns, rows),
    overlapping && html('p', { class: 'muted' }, `Some hops run at once, which saves ${overlapping.text}.`),
    more > 0 && html('p', { class: 'muted' }, `${more} more hops are left out.`),
  );
}

const nameOf = ({ sourceTitle, targetTitle, synchronous }: FlowHop): string =>
  `${sourceTitle} ${synchronous ? '→' : '⇢'} ${targetTitle}`;

const width = 160;

function share(from: number, part: number): Markup {
  const x = Math.min(1, from) * width;
  const percent = part < 0.01 ? '< 1%' : `${Math.round(part * 100)}%`;
  return html(
    'span',
    { class: 'share' },
    element(
      'svg',
      { class: 'budget', width, height: 10, viewBox: `0 0 ${width} 10`, 'aria-hidden': 'true' },
      element('rect', { class: 'whole', width, height: 10, rx: 3 }),
      element('rect', {
        class: 'part',
        x: Math.min(x, width - 2),
        width: Math.max(2, part * width),
        height: 10,
        rx: 2,
      }),
    ),
    ` ${percent}`,
  );
}
