import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { ShowConsequences, ShowOutline } from '../preview/messages.js';
import { Consequences } from './consequences.js';
import { componentCount } from './counts.js';
import { Slider } from './slider.js';
import {
  isDifferent,
  isLost,
  keyOf,
  loads,
  loadText,
  lossText,
  toggled,
  type WhatIf,
  withLoad,
  withParameter,
} from './what-if.js';

export interface WhatIfPanelProps {
  readonly outline: ShowOutline.Message['outline'] | undefined;
  readonly whatIf: WhatIf;
  readonly consequences: ShowConsequences.Message['consequences'] | undefined;
  think(whatIf: WhatIf): void;
  write(param: string, text: string): void;
  select(id: string): void;
}

/** Sliders and switches that change the figures and leave the file alone. */
export function WhatIfPanel({ outline, whatIf, consequences, think, write, select }: WhatIfPanelProps): JSX.Element {
  const load = loads.indexOf(whatIf.load ?? 1);
  const taken = (whatIf.lost ?? []).filter(({ what }) => what === 'component' || what === 'replicas');
  return (
    <section class="what-if" aria-label={l10n.t('What if')}>
      <header>
        <div>
          <h2>{l10n.t('What if …')}</h2>
          <p class="quiet">{l10n.t('Nothing is written unless you say so.')}</p>
        </div>
        <button type="button" class="action" disabled={!isDifferent(whatIf)} onClick={() => think({})}>
          {l10n.t('Reset')}
        </button>
      </header>
      <h3>{l10n.t('Load')}</h3>
      <Slider
        label={l10n.t('All flows')}
        texts={loads.map(loadText)}
        index={load}
        written={loads.indexOf(1)}
        turn={(index) => think(withLoad(whatIf, loads[index]))}
      />
      {outline && outline.knobs.length > 0 && <h3>{l10n.t('Params')}</h3>}
      {outline?.knobs.map((knob) => {
        const value = whatIf.parameters?.[knob.id];
        const found = value === undefined ? knob.current : knob.steps.findIndex((step) => step.value === value);
        const index = found < 0 ? knob.current : found;
        const { text } = knob.steps[index];
        return (
          <Slider
            key={knob.id}
            label={knob.title}
            texts={knob.steps.map((step) => step.text)}
            index={index}
            written={knob.current}
            turn={(to) => think(withParameter(whatIf, knob.id, to === knob.current ? undefined : knob.steps[to].value))}
          >
            {index !== knob.current && (
              <div class="actions">
                <button type="button" class="action" onClick={() => write(knob.id, text)}>
                  {l10n.t('Write {0} into the file', text)}
                </button>
                <button
                  type="button"
                  class="plain"
                  aria-label={l10n.t('Reset {0}', knob.title)}
                  onClick={() => think(withParameter(whatIf, knob.id, undefined))}
                >
                  {l10n.t('Reset')}
                </button>
              </div>
            )}
          </Slider>
        );
      })}
      {outline && outline.places.length > 0 && (
        <>
          <h3>{l10n.t('Take away a zone or region')}</h3>
          <ul class="switches">
            {outline.places.map(({ loss, components }) => (
              <li key={keyOf(loss)}>
                <label>
                  <input type="checkbox" checked={isLost(whatIf, loss)} onChange={() => think(toggled(whatIf, loss))} />
                  <span class="name">{lossText(loss)}</span>
                  <span class="quiet">{componentCount(components)}</span>
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{l10n.t('Take away a component')}</h3>
      {taken.length === 0 ? (
        <p class="quiet">{l10n.t('Select one in the picture: its details take it away, or one of its replicas.')}</p>
      ) : (
        <ul class="switches">
          {taken.map((loss) => (
            <li key={keyOf(loss)}>
              <label>
                <input type="checkbox" checked onChange={() => think(toggled(whatIf, loss))} />
                <span class="name">{lossText(loss)}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      <Consequences consequences={consequences} select={select} />
    </section>
  );
}
