import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { ShowDetails } from '../preview/messages.js';
import type { SceneFlow } from './drawing.js';

type Hop = NonNullable<ShowDetails.Message['details']['hops']>[number];

interface HopsProps {
  readonly flow: SceneFlow;
  readonly hops: readonly Hop[];
  /** What calls at once save. */
  readonly overlap?: string | undefined;
  select(id: string): void;
}

/** Where the mean response time of a flow goes, hop by hop, each a part of one bar; the objectives under it. */
export function Hops({ hops, overlap, flow, select }: HopsProps): JSX.Element {
  const marked = [...hops].sort((a, b) => b.share - a.share)[0];
  let left = 0;
  return (
    <div class="hops">
      <p class="quiet">{l10n.t('Mean response time, hop by hop')}</p>
      <svg class="hop-bar" width="100%" height="14" aria-hidden="true">
        {hops.map((hop, i) => {
          const x = left;
          left += hop.share * 100;
          return (
            <rect
              key={hop.component}
              class={hop === marked ? 'part most' : i % 2 === 0 ? 'part even' : 'part odd'}
              x={`${x}%`}
              width={`${Math.max(0.3, hop.share * 100)}%`}
              height="14"
            />
          );
        })}
      </svg>
      <ul>
        {hops.map((hop) => (
          <li key={hop.component}>
            <button type="button" class="row" title={hop.parts} onClick={() => select(hop.component)}>
              <span class="name">{hop.title}</span>
              <span class="figure">{hop.text}</span>
              <span class="quiet percent">{hop.share < 0.005 ? '< 1' : Math.round(hop.share * 100)}%</span>
            </button>
          </li>
        ))}
      </ul>
      {overlap && <p class="quiet">{l10n.t('Some calls run at once, which saves {0}.', overlap)}</p>}
      {flow.latency && <p class="quiet">{l10n.t('99 of 100 answers come within {0}.', flow.latency.text)}</p>}
    </div>
  );
}
