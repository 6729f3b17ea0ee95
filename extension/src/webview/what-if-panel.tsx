import type { JSX } from 'preact';
import type { ShowConsequences, ShowOutline } from '../preview/messages.js';
import { Consequences } from './consequences.js';
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
    <section class="what-if" aria-label="What if">
      <header>
        <div>
          <h2>What if …</h2>
          <p class="quiet">Nothing is written unless you say so.</p>
        </div>
        <button type="button" class="action" disabled={!isDifferent(whatIf)} onClick={() => think({})}>
          Reset
        </button>
      </header>
      <h3>Load</h3>
      <Slider
        label="All flows"
        texts={loads.map(loadText)}
        index={load}
        written={loads.indexOf(1)}
        turn={(index) => think(withLoad(whatIf, loads[index]))}
      />
      {outline && outline.knobs.length > 0 && <h3>Params</h3>}
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
                  Write {text} into the file
                </button>
                <button
                  type="button"
                  class="plain"
                  aria-label={`Reset ${knob.title}`}
                  onClick={() => think(withParameter(whatIf, knob.id, undefined))}
                >
                  Reset
                </button>
              </div>
            )}
          </Slider>
        );
      })}
      {outline && outline.places.length > 0 && (
        <>
          <h3>Take away a zone or region</h3>
          <ul class="switches">
            {outline.places.map(({ loss, components }) => (
              <li key={keyOf(loss)}>
                <label>
                  <input type="checkbox" checked={isLost(whatIf, loss)} onChange={() => think(toggled(whatIf, loss))} />
                  <span class="name">{lossText(loss)}</span>
                  <span class="quiet">{components === 1 ? '1 component' : `${components} components`}</span>
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Take away a component</h3>
      {taken.length === 0 ? (
        <p class="quiet">Select one in the picture: its details take it away, or one of its replicas.</p>
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
